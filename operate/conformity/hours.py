"""Hours of operation: what each must hold, and what the service makes of it, day by day.

The second is asked because the first does not suffice: overrides given through Cloud Control have been stored without
taking effect (hashicorp/terraform-provider-awscc, issue 3064).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from calendars.declared.horizon import horizon
from calendars.declared.hours import spec_hours
from calendars.declared.overrides import service_overrides, service_week
from calendars.declared.parents import HolidayHours, center_holiday_hours, holiday_hours
from calendars.service.by_date import openings
from calendars.service.hours import HoursOfOperation, Override, ServiceOpening
from operate.aws import call
from operate.conformity.rows import Expected, Kind
from operate.conformity.words import opening_words, override_words
from spec.faults import Path
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.hours import Hours

EFFECTIVE = "effective hours"
MOST_DAYS = 366
"""That one call of GetEffectiveHoursOfOperations is asked for."""

Dates = tuple[dt.date, dt.date]
"""First and last, both included."""


def days_ahead(today: dt.date) -> Dates:
    """From yesterday, which is not over everywhere, to the end of the horizon: what was is no matter any more."""
    return today - dt.timedelta(days=1), horizon(today)[1]


def expect_hours(program: ProgramSpec, center: Center, today: dt.date) -> Iterator[Expected]:
    """Holidays, then the hours that inherit from them."""
    span = horizon(today)
    places = {calendar.id: number for number, calendar in enumerate(program.infrastructure.holidays)}
    for parent in center_holiday_hours(program, center, *span):
        yield _expect_parent(("infrastructure", "holidays", places[parent.calendar]), parent)
    for number, hours in enumerate(program.infrastructure.hours):
        if hours.center in (None, center.id):
            yield _expect(("infrastructure", "hours", number), program, hours, today)


def _expect_parent(path: Path, parent: HolidayHours) -> Expected:
    wants = {"time zone": parent.time_zone, "weekly": (), "overrides": _override_words(parent.overrides)}
    return Expected(path, Kind.HOURS, parent.name, wants)


def _expect(path: Path, program: ProgramSpec, hours: Hours, today: dt.date) -> Expected:
    span = horizon(today)
    return Expected(
        path,
        Kind.HOURS,
        hours.name or hours.id,
        {
            "time zone": hours.time_zone or program.program.time_zone,
            "weekly": week_words(service_week(hours)),
            "inherits from": frozenset(parent.name for parent in holiday_hours(program, hours, *span)),
            "overrides": _override_words(service_overrides(program, hours, *span)),
            EFFECTIVE: effective_words(spec_hours(program, hours, *span), days_ahead(today)),
        },
        {
            "time zone": (*path, "time_zone"),
            "weekly": (*path, "weekly"),
            "inherits from": (*path, "holidays"),
            "overrides": (*path, "overrides"),
        },
    )


def week_words(rows: tuple[ServiceOpening, ...]) -> tuple[str, ...]:
    """Sorted, whatever the order of the rows; the end of the day is 00:00, as the service has it."""
    words = (opening_words(r.day, divmod(r.start, 60), (r.end // 60 % 24, r.end % 60)) for r in rows)
    return tuple(sorted(words))


def _override_words(overrides: tuple[Override, ...]) -> frozenset[str]:
    return frozenset(
        override_words(o.name, (o.from_.isoformat(), o.till.isoformat()), o.type, week_words(o.openings))
        for o in overrides
    )


def effective_words(hours: HoursOfOperation, span: Dates) -> dict[str, str]:
    """`closed`, or `07:45-16:30`, by date."""
    return {
        day.isoformat(): _day_words((found.start, found.end) for found in openings(hours, day)) for day in _days(span)
    }


def read_effective(connect: Any, instance: str, hours: str, span: Dates) -> dict[str, str]:
    """The same as the service tells it. Raises CloudError."""
    found: dict[str, str] = {day.isoformat(): _day_words(()) for day in _days(span)}  # a day left out has no hours
    for first, last in _parts(span):
        told = call(
            connect,
            "get_effective_hours_of_operations",
            InstanceId=instance,
            HoursOfOperationId=hours,
            FromDate=first.isoformat(),
            ToDate=last.isoformat(),
        )
        for row in told["EffectiveHoursOfOperationList"]:
            found[row["Date"]] = _day_words(map(_minutes, row.get("OperationalHours", ())))
    return found


def _parts(span: Dates) -> Iterator[Dates]:
    first, last = span
    while first <= last:
        end = min(last, first + dt.timedelta(days=MOST_DAYS - 1))
        yield first, end
        first = end + dt.timedelta(days=1)


def _minutes(row: Mapping[str, Mapping[str, int]]) -> tuple[int, int]:
    """An end at 0:00 is midnight at the end of the day."""
    start, end = (60 * row[edge]["Hours"] + row[edge]["Minutes"] for edge in ("Start", "End"))
    return start, end or 24 * 60


def _day_words(spans: Iterable[tuple[int, int]]) -> str:
    """In order; those that touch are one, however the service cuts them."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    clock = (f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}" for start, end in merged)
    return ", ".join(clock) or "closed"


def _days(span: Dates) -> Iterator[dt.date]:
    first, last = span
    return (first + dt.timedelta(days=number) for number in range((last - first).days + 1))
