"""The row about chat, e-mail and web as DynamoDB has it, with its log entry in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from operate.aws import URGENT, Target, call
from operate.failover.refusals import told_apart
from operate.switches.ports import OvertakenError, Place
from operate.switches.transaction import entered, transact
from spec.errors import CloudError
from spec.serving import Serving, serving_of, serving_scope, unchanged
from spec.switches import SCOPE, LogEntry


@dataclass(frozen=True)
class DynamoFlags:
    """Of one center in one region."""

    target: Target
    place: Place
    switchboard: str
    log: str

    @cached_property
    def _client(self) -> Any:
        return self.target.client("dynamodb", self.place.region, URGENT)

    def read(self) -> Serving | None:
        key = {SCOPE: {"S": serving_scope(self.place.center)}}
        found = call(self._client, "get_item", TableName=self.switchboard, Key=key, ConsistentRead=True)
        return serving_of(found.get("Item", {}))

    def write(self, was: Serving | None, then: Serving, entry: LogEntry, token: str) -> None:
        row = {"Put": {"TableName": self.switchboard, "Item": then.item(), **unchanged(was)}}
        try:
            transact(self._client, [row, entered(self.log, entry)], token)
        except OvertakenError:
            raise
        except CloudError as error:
            raise told_apart(error) from error.__cause__
