"""The sandbox as a target that counts what is asked, and in which a test can bend single answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError, EndpointConnectionError

from operate.aws import USUAL, Patience, Target
from tests.sandbox.replication.rig import _client as client_of

Bend = Callable[[Any], Any]
"""Takes what the service answers, and gives what the check shall see; it may raise."""
READS = ("describe_", "list_", "get_", "search_", "head_", "batch_get_", "query")


@dataclass(frozen=True)
class Cloud(Target):
    """bent: by service, region and operation. asked: every operation, in order."""

    endpoint: str | None = "sandbox"
    bent: dict[tuple[str, str, str], Bend] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    def client(self, service: str, region: str, patience: Patience = USUAL) -> Any:  # noqa: ARG002 - the port's name
        return _Bending(client_of(service, region), self, service, region)

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """What was asked that is no reading."""
        return [call for call in self.asked if not call[2].startswith(READS)]


class _Bending:
    def __init__(self, client: Any, cloud: Cloud, service: str, region: str) -> None:
        self.meta = client.meta
        self._client, self._cloud, self._at = client, cloud, (service, region)

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        key = (*self._at, operation)

        def call(**given: Any) -> Any:
            self._cloud.asked.append(key)
            bend = self._cloud.bent.get(key)
            if bend is None:
                return getattr(self._client, operation)(**given)
            return bend(lambda: getattr(self._client, operation)(**given))

        return call


def refuse(code: str = "AccessDeniedException", operation: str = "Read") -> Bend:
    def bend(_: Any) -> Any:
        raise ClientError({"Error": {"Code": code, "Message": "you may not"}}, operation)

    return bend


def answer(change: Callable[[dict[str, Any]], object]) -> Bend:
    """What the service answers, changed in place."""

    def bend(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        told = ask()
        change(told)
        return told

    return bend


def silent(_: Any) -> Any:
    raise EndpointConnectionError(endpoint_url="https://connect.example")
