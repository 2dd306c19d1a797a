"""Resource requests: their states over time, idempotency by client token, cancellation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sandbox.aws import clock, minting
from sandbox.aws.cloudcontrol import durations
from sandbox.aws.cloudcontrol.exceptions import CloudControlError

_TOKEN_LIFE = timedelta(hours=36)  # API reference, CreateResource, ClientToken
_RETRY_AFTER = timedelta(milliseconds=5)


@dataclass
class Request:
    token: str
    operation: str
    type_name: str
    identifier: str | None
    started: datetime
    ready: datetime
    failure: tuple[str, str] | None
    """Handler error code and message."""
    undo: Callable[[], None] | None = None
    canceled: bool = False
    fingerprint: str = ""

    @property
    def status(self) -> str:
        if self.canceled:
            return "CANCEL_COMPLETE"
        moment = clock.now()
        if moment >= self.ready:
            return "FAILED" if self.failure else "SUCCESS"
        pending = self.started + (self.ready - self.started) * durations.PENDING_SHARE
        return "PENDING" if moment < pending else "IN_PROGRESS"

    def event(self) -> dict[str, Any]:
        """The ProgressEvent at this moment."""
        status = self.status
        event: dict[str, Any] = {
            "TypeName": self.type_name,
            "RequestToken": self.token,
            "Operation": self.operation,
            "OperationStatus": status,
            "EventTime": min(clock.now(), self.ready) if status in ("SUCCESS", "FAILED") else clock.now(),
        }
        if self.identifier and (status != "PENDING" or self.operation != "CREATE"):
            event["Identifier"] = self.identifier
        if status == "FAILED" and self.failure:
            event["ErrorCode"], event["StatusMessage"] = self.failure
        if status in ("PENDING", "IN_PROGRESS"):
            event["RetryAfter"] = clock.now() + _RETRY_AFTER
        return event


class Requests:
    def __init__(self) -> None:
        self._by_token: dict[str, Request] = {}
        self._by_client_token: dict[str, Request] = {}
        self._busy: dict[tuple[str, str], Request] = {}

    def __iter__(self) -> Iterator[Request]:
        return iter(self._by_token.values())

    def repeated(self, client_token: str | None, fingerprint: str) -> Request | None:
        """The earlier request with this client token; a different request under the same token is refused."""
        earlier = self._by_client_token.get(client_token) if client_token else None
        if earlier is None or earlier.started + _TOKEN_LIFE < clock.now():
            return None
        if earlier.fingerprint != fingerprint:
            message = f"The specified client token has already been used in another resource request: {client_token}"
            raise CloudControlError("ClientTokenConflictException", message)
        return earlier

    def check_idle(self, type_name: str, identifier: str) -> None:
        """Another operation on the same resource must have ended."""
        busy = self._busy.get((type_name, identifier))
        if busy and busy.status in ("PENDING", "IN_PROGRESS"):
            message = f"Another operation is currently in progress on resource {identifier}: {busy.token}"
            raise CloudControlError("ConcurrentOperationException", message)

    def add(
        self,
        operation: str,
        type_name: str,
        identifier: str | None,
        *,
        client_token: str | None = None,
        fingerprint: str = "",
        failure: tuple[str, str] | None = None,
        undo: Callable[[], None] | None = None,
    ) -> Request:
        started = clock.now()
        ready = started + timedelta(seconds=durations.of(type_name))
        token = minting.new_id()
        request = Request(token, operation, type_name, identifier, started, ready, failure, undo, False, fingerprint)
        self._by_token[token] = request
        if client_token:
            self._by_client_token[client_token] = request
        if identifier and not failure:
            self._busy[type_name, identifier] = request
        return request

    def get(self, token: str) -> Request:
        request = self._by_token.get(token)
        if request is None:
            raise CloudControlError("RequestTokenNotFoundException", f"Request with token {token} was not found")
        return request

    def cancel(self, token: str) -> Request:
        request = self.get(token)
        if request.status not in ("PENDING", "IN_PROGRESS"):
            message = f"Request with token {token} has ended and cannot be canceled"
            raise CloudControlError("ConcurrentModificationException", message)
        request.canceled = True
        if request.undo:
            request.undo()
        return request
