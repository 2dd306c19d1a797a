"""Approved origins: the web pages that may open a chat or show the agents' desktop. Each region has its own."""

from __future__ import annotations

from collections.abc import Iterator

from operate.aws import pages
from operate.readiness.flaw import Area, Flaw
from operate.readiness.region import Region


def read_origins(region: Region) -> frozenset[str]:
    """Raises CloudError."""
    rows = pages(region.client("connect"), "list_approved_origins", "Origins", InstanceId=region.center.instance.id)
    return frozenset(origin.rstrip("/").lower() for origin in rows)


def judge_origins(here: frozenset[str], there: frozenset[str], region: Region, other: str) -> Iterator[Flaw]:
    for origin in sorted(there - here):
        what = f"{origin} is an approved origin in {other} and not in {region.name}: no chat begins on that page"
        yield Flaw((Area.CHAT,), True, what, "connect associate-approved-origin, or civicline up PROGRAM")
