"""Targets between botocore and the sandbox: of one region they refuse, swallow or lose requests, as a bad night does."""

from __future__ import annotations

import abc
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ReadTimeoutError
from botocore.httpsession import URLLib3Session

from operate.aws import USUAL, Patience, Target


@dataclass(frozen=True)
class Bent(Target, abc.ABC):
    """region: the one that is bent. asked: its requests, by service and operation, such as `connect.DescribeQueue`."""

    region: str = ""
    asked: Counter[str] = field(default_factory=Counter)

    def client(self, service: str, region: str, patience: Patience = USUAL) -> Any:
        client = super().client(service, region, patience)
        if region == self.region:
            client.meta.events.register("before-send", self._sent)
        return client

    def _sent(self, request: Any, event_name: str, **_: Any) -> AWSResponse | None:
        operation = event_name.removeprefix("before-send.")
        self.asked[operation] += 1
        return self.answer(request, operation)

    @abc.abstractmethod
    def answer(self, request: Any, operation: str) -> AWSResponse | None:
        """In place of the service; None lets it answer."""


@dataclass(frozen=True)
class Throttled(Bent):
    """rate: requests a second of each operation; what comes sooner is refused, as AWS does."""

    rate: float = 1.0
    refused: Counter[str] = field(default_factory=Counter)
    _due: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, request: Any, operation: str) -> AWSResponse | None:
        now = time.monotonic()
        with self._lock:
            if now >= self._due.get(operation, 0.0):
                self._due[operation] = now + 1.0 / self.rate
                return None
            self.refused[operation] += 1
        code = "TooManyRequestsException"
        return _answer(request, 429, b'{"message": "Too Many Requests"}', {"x-amzn-errortype": code})


@dataclass(frozen=True)
class Deaf(Bent):
    """Says yes to one operation, and does nothing."""

    operation: str = ""

    def answer(self, request: Any, operation: str) -> AWSResponse | None:
        return _answer(request, 200, b"{}", {}) if operation == self.operation else None


@dataclass(frozen=True)
class Lossy(Bent):
    """Does what it is asked, and the answer to one operation is lost; the first `losses` times."""

    operation: str = ""
    losses: int = 1

    def answer(self, request: Any, operation: str) -> AWSResponse | None:
        if operation != self.operation or self.asked[operation] > self.losses:
            return None
        URLLib3Session().send(request)
        raise ReadTimeoutError(endpoint_url=request.url)


class _Raw:
    def __init__(self, body: bytes) -> None:
        self.body = body

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.body


def _answer(request: Any, status: int, body: bytes, headers: dict[str, str]) -> AWSResponse:
    told = HTTPHeaders.from_dict({"content-type": "application/json", **headers})
    return AWSResponse(request.url, status, told, _Raw(body))
