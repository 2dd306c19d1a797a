"""What the sandbox's counters say of a deployment: calls, and the least time that AWS's limits allow for them."""

from __future__ import annotations

from pathlib import Path

from sandbox.aws.limits_table import limit_of
from sandbox.server import client


def least_seconds(home: Path) -> tuple[float, str]:
    """Of the operation that takes longest, and its name: a full bucket first, then one token after the other.

    Calls that were refused by the limits do not count: nobody has to make them.
    """
    least, slowest = 0.0, ""
    for count in client.counters(home):
        limit = limit_of(count.service, count.operation)
        if limit is not None:
            seconds = (count.calls - count.throttled - limit.burst) / limit.rate
            if seconds > least:
                least, slowest = seconds, f"{count.service}:{count.operation}, {count.calls - count.throttled} calls"
    return least, slowest


def total(home: Path) -> int:
    """Requests of clients since the last mark."""
    return sum(count.calls for count in client.counters(home) if not count.handled)
