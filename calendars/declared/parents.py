"""Holidays as parent hours of operation: declared once, inherited by all hours that name the calendar. Pure.

A parent lends its overrides, never its week; inherited ones do not count against the 50 of a child.
Source: Administrator Guide, "Set overrides for hours of operation": at most 3 parents, and no parent has any itself.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from calendars.declared.overrides import MAX_OVERRIDES, dated_name
from calendars.holidays import Holiday, closed_days
from calendars.service.hours import Override
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.hours import HolidayCalendar, Hours
from spec.select import belongs_to

MAX_PARENTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayHours:
    """Hours of operation that are never open, and close those that inherit from them.

    calendar    of the spec
    time_zone   that of its children: in which zone an inherited date counts is documented nowhere
    """

    id: str
    name: str
    calendar: str
    time_zone: str
    overrides: tuple[Override, ...]


def holiday_hours(program: ProgramSpec, hours: Hours, first: dt.date, last: dt.date) -> tuple[HolidayHours, ...]:
    """Parents of one hours for the days from `first` to `last`; a second one where 50 overrides do not suffice.

    No more than 3 are possible, which is for the caller to see to.
    """
    zone = hours.time_zone or program.program.time_zone
    calendar = next((known for known in program.infrastructure.holidays if known.id == hours.holidays), None)
    if calendar is None:
        return ()
    return _parents(calendar, zone, zone == program.program.time_zone, first, last)


def center_holiday_hours(
    program: ProgramSpec, center: Center, first: dt.date, last: dt.date
) -> tuple[HolidayHours, ...]:
    """Parents of all hours of a center, each once, in spec order of the hours."""
    own = belongs_to(program, center, program.infrastructure.hours)
    found = {parent.id: parent for hours in own for parent in holiday_hours(program, hours, first, last)}
    return tuple(found.values())


@functools.lru_cache(maxsize=64)
def _parents(
    calendar: HolidayCalendar, zone: str, of_program: bool, first: dt.date, last: dt.date
) -> tuple[HolidayHours, ...]:
    """The same objects for all hours that share them: a center may have a hundred.

    No id of a spec has a point or a space, so that the second parent of `ca` is not the first one of `ca-2`.
    """
    id_, name = f"holidays-{calendar.id}", f"Holidays {calendar.id}"
    if not of_program:
        id_, name = f"{id_}.{zone.replace('/', '-').lower()}", f"{name} ({zone})"
    closures = tuple(_closures(holiday for holiday in closed_days(calendar, first, last) if not holiday.closes))
    parts = (closures[start : start + MAX_OVERRIDES] for start in range(0, len(closures), MAX_OVERRIDES))
    return tuple(
        HolidayHours(
            id=f"{id_}.{number}" if number > 1 else id_,
            name=f"{name} {number}" if number > 1 else name,
            calendar=calendar.id,
            time_zone=zone,
            overrides=overrides,
        )
        for number, overrides in enumerate(parts, start=1)
    )


def plain_name(name: str) -> str:
    """Of a holiday, without what only says that it is kept on another day."""
    return "; ".join(part.removesuffix(" (observed)") for part in name.split("; "))


def _closures(holidays: Iterable[Holiday]) -> Iterator[Override]:
    """One for each; a holiday that is kept on two days in a row, as on a Saturday and its Friday, is one closure."""
    groups: list[list[Holiday]] = []
    for holiday in holidays:
        if groups and _goes_on(groups[-1][-1], holiday):
            groups[-1].append(holiday)
        else:
            groups.append([holiday])
    for group in groups:
        start, end = group[0], group[-1]
        name = start.name if start.name == end.name else plain_name(start.name)
        yield Override(dated_name(name, start.date), start.date, end.date, "CLOSED", reason=name)


def _goes_on(before: Holiday, after: Holiday) -> bool:
    return after.date - before.date == dt.timedelta(days=1) and plain_name(after.name) == plain_name(before.name)
