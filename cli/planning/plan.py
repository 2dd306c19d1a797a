"""The plan as one value: made of preview events and the spec, rendered as text or JSON. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cli.planning.callers import notices
from cli.planning.changes import Change, changes, counts
from measure.api_time import OperationTime, api_time
from measure.calls import calls
from measure.quotas import QuotaUse, quota_use
from spec.models import ProgramSpec
from spec.models.centers import Environment


@dataclass(frozen=True, slots=True)
class Plan:
    """What an `up` would do.

    callers   sentences for the agency
    changes   every resource that is not left alone
    counts    resources by kind of change
    calls     API calls by operation, slowest first, with the seconds that AWS's limits imply
    exceeded  quotas above the default of a new account
    """

    callers: tuple[str, ...]
    changes: tuple[Change, ...]
    counts: dict[str, int]
    calls: tuple[OperationTime, ...]
    exceeded: tuple[QuotaUse, ...]

    @property
    def seconds(self) -> float:
        """Least time that the limits allow; operations run side by side."""
        return max((row.seconds for row in self.calls), default=0.0)


def make_plan(program: ProgramSpec, env: Environment, events: Iterable[Any]) -> Plan:
    """Plan of one environment from the engine's preview events."""
    found = changes(events)
    acting = tuple(change for change in found if change.is_cloud and change.op != "same")
    return Plan(
        callers=notices(program, env, found),
        changes=acting,
        counts=counts(found),
        calls=api_time(calls((change.type, change.op) for change in acting)),
        exceeded=tuple(use for use in quota_use(program, env) if use.exceeded),
    )
