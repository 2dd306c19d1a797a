"""The sandbox and its faults, for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def as_text(status: Mapping[str, Any]) -> str:
    """`status` as `civicline sandbox status --json` prints it."""
    return "\n".join(_lines(status)) if status["running"] else "not running; civicline sandbox start"


def _lines(status: Mapping[str, Any]) -> Iterator[str]:
    yield f"running at {status['endpoint']} (process {status['pid']})"
    yield f"  AWS requests so far: {status['requests']}"
    yield f"  stops by itself after {status['idle_minutes']:g} minutes without a request"
    yield f"  limits of AWS: {', '.join(limit_words(status['settings'])) or 'none'}"
    faults = [fault_words(fault) for fault in status["faults"]]
    yield f"  faults: {'none' if not faults else ''}".rstrip()
    yield from (f"    {words}" for words in faults)


def limit_words(settings: Mapping[str, Any]) -> Iterator[str]:
    """The limits in force, in the order of the options of `civicline sandbox start`."""
    if settings.get("real_limits"):
        yield "request rates"
    if days := settings.get("number_cooldown_days"):
        yield f"released numbers rest for {days} days"
    if numbers := settings.get("numbers_per_instance"):
        yield f"{numbers} numbers per instance"
    if churn := settings.get("instance_churn"):
        yield f"{churn} instances made and deleted in 30 days"
    if overrides := settings.get("overrides_max"):
        yield f"{overrides} overrides per hours of operation"
    if settings.get("undeletable_types"):
        yield "agent statuses stay"
    if settings.get("overrides_ignored"):
        yield "overrides given through Cloud Control have no effect"
    for name in settings.get("replication_blocked") or ():
        yield f"{name} is not replicated"


def fault_words(fault: Mapping[str, Any]) -> str:
    """`1: throttle, connect, us-west-2, 20 % of requests`."""
    where = [fault[key] for key in ("service", "operation", "region") if fault.get(key)]
    share = f"{fault['rate'] * 100:g} % of requests" if fault["rate"] < 1 else "every request"
    count = f"the next {fault['count']}" if fault.get("count") else ""
    return ", ".join(part for part in (f"{fault['id']}: {fault['kind']}", *where, share, count) if part)
