"""How long AWS's own request limits make a change take: calls per operation against rate and burst.

Source: Amazon Connect Administrator Guide, "Amazon Connect service quotas", section on API throttling (October 2026):
two requests a second and a burst of five for each operation, account and region, except where listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """A token bucket: `burst` calls at once, then `rate` a second."""

    rate: float
    burst: int

    def seconds(self, calls: int) -> float:
        """Least time in which `calls` can be made; 0 while they fit the burst."""
        return max(0.0, (calls - self.burst) / self.rate)


DEFAULT = Limit(2, 5)
EXCEPT = {
    "connect:CreateIntegrationAssociation": Limit(2, 5),
    "connect:ListIntegrationAssociations": Limit(25, 50),
    "connect:DescribeContact": Limit(10, 15),
    "connect:TagContact": Limit(20, 25),
    "cases:GetTemplate": Limit(6, 20),
    "cases:GetLayout": Limit(6, 20),
    "cases:BatchGetField": Limit(8, 25),
    "profile:CreateDomain": Limit(1, 1),
    "profile:PutProfileObjectType": Limit(1, 1),
}
LIMITED_SERVICES = ("connect", "cases", "profile", "wisdom")
"""Services whose documented limits are low enough to decide how long a change takes."""


@dataclass(frozen=True, slots=True)
class OperationTime:
    operation: str
    calls: int
    seconds: float


def limit_of(operation: str) -> Limit | None:
    """The documented limit of `service:Operation`; None when the service has none that matters."""
    if operation.partition(":")[0] not in LIMITED_SERVICES:
        return None
    return EXCEPT.get(operation, DEFAULT)


def api_time(calls: Mapping[str, int]) -> tuple[OperationTime, ...]:
    """Time that the limits imply for each operation, slowest first. They run side by side, so the first decides."""
    rows = [
        OperationTime(name, count, limit.seconds(count) if (limit := limit_of(name)) else 0.0)
        for name, count in calls.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.seconds, -row.calls, row.operation)))
