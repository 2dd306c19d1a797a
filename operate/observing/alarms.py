"""Alarms of one region as CloudWatch tells them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from operate.aws import call
from spec.deployed import DeployedResource
from spec.observing import ALARM, AlarmKind

AT_ONCE = 100
"""Names in one DescribeAlarms (CloudWatch API Reference)."""


class Ringing(StrEnum):
    """In CloudWatch's words. UNKNOWN is usual for what has no data, such as an alarm that was just made."""

    OK = "OK"
    RINGS = "ALARM"
    UNKNOWN = "INSUFFICIENT_DATA"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmState:
    """id     in deployed.json
    says   what is wrong while it rings
    since  when it came to this state
    tells  ARNs of what it tells when it rings; none where its actions are switched off
    """

    id: str
    name: str
    state: Ringing
    says: str
    since: dt.datetime | None
    tells: tuple[str, ...]

    @property
    def line(self) -> str:
        """Id of the line that it is about, in its own region; empty for all else."""
        prefix = f"{AlarmKind.LINE_HERE}-"
        return self.id.removeprefix(prefix) if self.id.startswith(prefix) else ""


def read_alarms(client: Any, resources: Iterable[DeployedResource]) -> dict[str, AlarmState | None]:
    """By id, in the order of deployed.json; None for one that is not there. Raises CloudError."""
    rows = {row.name: row for row in resources if row.kind == ALARM}
    names: list[str] = list(rows)
    found: dict[str, Any] = {}
    for first in range(0, len(names), AT_ONCE):
        told = call(client, "describe_alarms", AlarmNames=names[first : first + AT_ONCE], MaxRecords=AT_ONCE)
        found |= {one["AlarmName"]: one for one in told.get("MetricAlarms", ())}
    return {row.id: _state(row.id, found[name]) if name in found else None for name, row in rows.items()}


def _state(id_: str, told: Any) -> AlarmState:
    return AlarmState(
        id=id_,
        name=told["AlarmName"],
        state=Ringing(told["StateValue"]),
        says=told.get("AlarmDescription") or id_,
        since=told.get("StateTransitionedTimestamp") or told.get("StateUpdatedTimestamp"),
        tells=tuple(told.get("AlarmActions", ())) if told.get("ActionsEnabled", True) else (),
    )
