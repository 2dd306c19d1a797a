"""Cloud Control's asynchronous requests: start one, watch it, repeat what failed for a passing reason.

A create is repeated under a client token derived from the engine's own, so that the service answers a repeated request
with the outcome of the first instead of making a second resource.
"""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.engine.provider import ProviderError
from sandbox.providers.failures import AwsError, Trouble
from sandbox.providers.session import Client

Event = Mapping[str, Any]

_PASSING = frozenset({"Throttling", "ServiceInternalError", "NetworkFailure", "ServiceTimeout", "NotStabilized"})
_RUNNING = frozenset({"PENDING", "IN_PROGRESS", "CANCEL_IN_PROGRESS"})
_READ_TRIES = 6


@dataclass(frozen=True, slots=True)
class Pace:
    """Pauses between looks at a request, and how long and how often at most."""

    first_seconds: float = 0.03
    factor: float = 1.5
    longest_seconds: float = 1.0
    give_up_seconds: float = 1800.0
    tries: int = 8
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    now: Callable[[], float] = field(default=time.monotonic, repr=False)


DEFAULT_PACE = Pace()


def client_token(token: str, attempt: int) -> str:
    """The same for the same create and attempt, also in another process."""
    return hashlib.sha256(f"{token}/{attempt}".encode()).hexdigest()


class CloudControl:
    """Create, read, update, delete and list of one region, synchronous from the outside."""

    def __init__(self, client: Client, pace: Pace = DEFAULT_PACE) -> None:
        self._client, self._pace = client, pace

    def create(self, type_name: str, model: Mapping[str, Any], token: str) -> Event:
        """The final event, SUCCESS or FAILED."""
        body = json.dumps(model, sort_keys=True)

        def start(attempt: int) -> Event:
            arguments = {"TypeName": type_name, "DesiredState": body, "ClientToken": client_token(token, attempt)}
            return self._started("create_resource", arguments)

        return self._settle(start)

    def update(self, type_name: str, identifier: str, patch: list[dict[str, Any]]) -> Event:
        body, token = json.dumps(patch), uuid.uuid4().hex

        def start(attempt: int) -> Event:
            arguments = {"TypeName": type_name, "Identifier": identifier, "PatchDocument": body}
            return self._started("update_resource", {**arguments, "ClientToken": client_token(token, attempt)})

        return self._settle(start)

    def delete(self, type_name: str, identifier: str) -> Event | None:
        """The final event; None when the resource is not there."""
        token = uuid.uuid4().hex

        def start(attempt: int) -> Event:
            arguments = {"TypeName": type_name, "Identifier": identifier, "ClientToken": client_token(token, attempt)}
            return self._started("delete_resource", arguments)

        try:
            event = self._settle(start)
        except AwsError as error:
            if error.gone:
                return None
            raise
        return None if event.get("ErrorCode") == "NotFound" else event

    def read(self, type_name: str, identifier: str) -> dict[str, Any] | None:
        """The model, or None when there is none."""
        try:
            answer = self._client.get_resource(TypeName=type_name, Identifier=identifier)
        except AwsError as error:
            if error.gone:
                return None
            raise
        model: dict[str, Any] = json.loads(answer["ResourceDescription"]["Properties"])
        return model

    def read_new(self, type_name: str, identifier: str) -> dict[str, Any] | None:
        """Read what was just made: the service may need a moment until it shows it."""
        for attempt in range(_READ_TRIES):
            model = self.read(type_name, identifier)
            if model is not None:
                return model
            self._pace.sleep(self._pace.first_seconds * 2**attempt)
        return None

    def listed(self, type_name: str, parent: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
        """Identifier and model of every resource of the type below `parent`."""
        arguments: dict[str, Any] = {"TypeName": type_name}
        if parent:
            arguments["ResourceModel"] = json.dumps(parent)
        found: list[tuple[str, dict[str, Any]]] = []
        while True:
            page = self._client.list_resources(**arguments)
            rows = page["ResourceDescriptions"]
            found += [(row["Identifier"], json.loads(row.get("Properties") or "{}")) for row in rows]
            if not page.get("NextToken"):
                return found
            arguments["NextToken"] = page["NextToken"]

    def _started(self, method: str, arguments: Mapping[str, Any]) -> Event:
        event: Event = getattr(self._client, method)(**arguments)["ProgressEvent"]
        return event

    def _settle(self, start: Callable[[int], Event]) -> Event:
        for attempt in range(self._pace.tries):
            event = self._watch(start, attempt)
            last = attempt == self._pace.tries - 1
            # A failed create that names a resource left one behind: a second try would leave two.
            half_made = event.get("Operation") == "CREATE" and event.get("Identifier")
            if event.get("ErrorCode") not in _PASSING or half_made or last:
                return event
            self._pace.sleep(min(0.2 * 2**attempt, 5.0))
        raise AssertionError("Pace.tries is at least 1")

    def _watch(self, start: Callable[[int], Event], attempt: int) -> Event:
        event, pause, began = start(attempt), self._pace.first_seconds, self._pace.now()
        while event["OperationStatus"] in _RUNNING:
            if self._pace.now() - began > self._pace.give_up_seconds:
                what = f"{event.get('Operation', 'request')} of {event.get('TypeName', 'resource')} is still running"
                raise ProviderError(
                    f"timeout: {what} after {self._pace.give_up_seconds:.0f} s", id=event.get("Identifier")
                )
            self._pace.sleep(pause)
            pause = min(pause * self._pace.factor, self._pace.longest_seconds)
            event = self._look(event, start, attempt)
        return event

    def _look(self, event: Event, start: Callable[[int], Event], attempt: int) -> Event:
        try:
            seen: Event = self._client.get_resource_request_status(RequestToken=event["RequestToken"])["ProgressEvent"]
        except AwsError as error:
            if error.trouble is Trouble.REFUSED and error.code == "RequestTokenNotFoundException":
                return start(attempt)  # a restarted sandbox forgot the request, but not what its client token made
            raise
        return seen
