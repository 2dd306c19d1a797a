"""Hours of operation from what the service tells about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from calendars.service.hours import HoursOfOperation, Override, ServiceOpening
from calendars.service.recurrence import Recurrence


def described_hours(
    found: Mapping[str, Any],
    overrides: list[Mapping[str, Any]] | None = None,
    parents: tuple[HoursOfOperation, ...] = (),
) -> HoursOfOperation:
    """From what DescribeHoursOfOperation and ListHoursOfOperationOverrides give (`HoursOfOperation`, list items)."""
    return HoursOfOperation(
        id=found.get("HoursOfOperationArn") or found.get("HoursOfOperationId") or found.get("Name", ""),
        time_zone=found["TimeZone"],
        week=tuple(_row(row) for row in found.get("Config") or ()),
        overrides=tuple(_override(override) for override in overrides or ()),
        parents=parents,
    )


def _row(row: Mapping[str, Any]) -> ServiceOpening:
    day = str(row.get("Day") or "")
    return ServiceOpening(day[:3].lower(), _minutes(row.get("StartTime")), _minutes(row.get("EndTime")))


def _minutes(slice_: Mapping[str, Any] | None) -> int:
    return 60 * int(slice_["Hours"]) + int(slice_["Minutes"]) if slice_ else 0


def _override(found: Mapping[str, Any]) -> Override:
    pattern = (found.get("RecurrenceConfig") or {}).get("RecurrencePattern")
    return Override(
        name=str(found.get("Name", "")),
        from_=dt.date.fromisoformat(found["EffectiveFrom"]),
        till=dt.date.fromisoformat(found["EffectiveTill"]),
        type=str(found.get("OverrideType") or "STANDARD"),
        openings=tuple(_row(row) for row in found.get("Config") or ()),
        recurrence=None if pattern is None else Recurrence.described(pattern),
    )
