"""Versions of a deployed flow, and the alias by which callers reach one of them (ADR 12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from operate.aws import pages

LIVE = "live"
"""Name of the alias that `up` makes."""


@dataclass(frozen=True, slots=True)
class FlowPlace:
    """A flow of one instance; both are bare ids."""

    instance: str
    flow: str

    @property
    def named(self) -> dict[str, str]:
        """As API calls take it."""
        return {"InstanceId": self.instance, "ContactFlowId": self.flow}

    def at(self, qualifier: str) -> dict[str, str]:
        """The same at a version or alias."""
        return {"InstanceId": self.instance, "ContactFlowId": f"{self.flow}:{qualifier}"}


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    made: dt.datetime | None
    description: str


@dataclass(frozen=True, slots=True)
class Alias:
    """What callers reach. moved: when somebody last changed it."""

    id: str
    version: int
    moved: dt.datetime | None


def versions(connect: Any, place: FlowPlace) -> tuple[Version, ...]:
    """Newest first; empty for a flow that was never given one. Raises CloudError."""
    rows = pages(connect, "list_contact_flow_versions", "ContactFlowVersionSummaryList", **place.named)
    found = (Version(row["Version"], row.get("LastModifiedTime"), row.get("VersionDescription", "")) for row in rows)
    return tuple(sorted(found, key=lambda version: -version.number))


def live_alias(connect: Any, place: FlowPlace) -> Alias | None:
    """None where there is none. Raises CloudError."""
    rows = pages(connect, "list_contact_flow_aliases", "ContactFlowAliasSummaryList", **place.named)
    return next((_alias(row) for row in rows if row["AliasName"] == LIVE), None)


def _alias(row: Mapping[str, Any]) -> Alias:
    return Alias(row["AliasId"], row["Version"], row.get("LastModifiedTime"))
