"""Hours of a spec as Amazon Connect takes them: weekly hours, and dated overrides that never overlap.

The service resolves overrides by precedence; ours are disjoint, so that none is needed: an extended week is cut around
each holiday in it (a holiday closes, whatever else is planned).
Source: Administrator Guide, "Set overrides for hours of operation"; 50 overrides per resource, dates inclusive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from calendars.holidays import Holiday, closed_days
from spec.models import ProgramSpec
from spec.models.base import Opening, minutes
from spec.models.hours import DAYS, Hours, HoursOverride, OverrideType, week


@dataclass(frozen=True, slots=True)
class ServiceOpening:
    """One row of hours: minutes after midnight of one weekday (`mon`); an end of 1440 is midnight."""

    day: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ServiceOverride:
    """A dated change, both dates included. A closed one has no openings."""

    name: str
    from_: dt.date
    till: dt.date
    type: str
    openings: tuple[ServiceOpening, ...]


def horizon(today: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day for which overrides are declared: this calendar year and the next.

    Whole years, so that an `up` on another day of the same year changes nothing.
    """
    return dt.date(today.year, 1, 1), dt.date(today.year + 1, 12, 31)


def service_week(hours: Hours) -> tuple[ServiceOpening, ...]:
    """The weekly hours, Monday first; a closed day has no row."""
    return tuple(row for day, openings in week(hours.weekly).items() for row in _rows(day, openings))


def service_overrides(program: ProgramSpec, hours: Hours, first: dt.date, last: dt.date) -> tuple[ServiceOverride, ...]:
    """Overrides in force from `first` to `last`, in date order, disjoint.

    Holidays come first: each closes its day. Dated hours take what is left, earlier ones in the spec before later ones.
    """
    closed = {holiday.date: holiday.name for holiday in _holidays(program, hours, first, last)}
    found = [ServiceOverride(_name(name, day), day, day, "CLOSED", ()) for day, name in closed.items()]
    taken = set(closed)
    for override in hours.overrides:
        days = [day for day in _days(override.from_, override.till) if first <= day <= last and day not in taken]
        found += _dated(override, days)
        taken.update(days)
    return tuple(sorted(found, key=lambda override: override.from_))


def _holidays(program: ProgramSpec, hours: Hours, first: dt.date, last: dt.date) -> Iterator[Holiday]:
    for calendar in program.infrastructure.holidays:
        if calendar.id == hours.holidays:
            yield from closed_days(calendar, first, last)


def _dated(override: HoursOverride, days: list[dt.date]) -> Iterator[ServiceOverride]:
    """One service override for each unbroken run of days."""
    openings = tuple(row for day, spans in week(override.weekly).items() for row in _rows(day, spans))
    kind = "CLOSED" if override.type is OverrideType.CLOSED or not openings else override.type.value.upper()
    for number, (start, end) in enumerate(_runs(days), start=1):
        yield ServiceOverride(f"{override.id} {number}", start, end, kind, () if kind == "CLOSED" else openings)


def _runs(days: list[dt.date]) -> Iterator[tuple[dt.date, dt.date]]:
    start = end = None
    for day in days:
        if start is None or end is None:
            start = end = day
        elif day == end + dt.timedelta(days=1):
            end = day
        else:
            yield start, end
            start = end = day
    if start is not None and end is not None:
        yield start, end


def _rows(day: str, openings: tuple[Opening, ...]) -> Iterator[ServiceOpening]:
    assert day in DAYS
    for opening in openings:
        start, _, end = opening.partition("-")
        yield ServiceOpening(day, minutes(start), minutes(end))


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    day = first
    while day <= last:
        yield day
        day += dt.timedelta(days=1)


def _name(name: str, day: dt.date) -> str:
    return f"{name[:100]} {day.isoformat()}"
