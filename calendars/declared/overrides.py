"""Hours of a spec as Amazon Connect takes them: weekly hours, and dated overrides that never overlap.

The service resolves overrides by precedence, and says nothing of a tie; ours are disjoint, so that none is needed: an
extended week is cut around each holiday in it (a holiday closes, whatever else is planned). Holidays of whole days are
declared once, for all hours that have them (`calendars.declared.parents`), and are left out here.
Source: Administrator Guide, "Set overrides for hours of operation"; 50 overrides per resource, dates inclusive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from calendars.holidays import Holiday, closed_days
from calendars.service.hours import Override, ServiceOpening
from spec.models import ProgramSpec
from spec.models.base import Opening, minutes
from spec.models.hours import DAYS, Hours, HoursOverride, OverrideType, Weekly, week

MAX_OVERRIDES = 50
"""Of one hours of operation; fixed."""


def service_week(hours: Hours) -> tuple[ServiceOpening, ...]:
    """The weekly hours, Monday first; a closed day has no row."""
    return service_rows(hours.weekly)


def service_rows(weekly: Weekly) -> tuple[ServiceOpening, ...]:
    return tuple(row for day, openings in week(weekly).items() for row in _rows(day, openings))


def service_overrides(program: ProgramSpec, hours: Hours, first: dt.date, last: dt.date) -> tuple[Override, ...]:
    """Its own overrides from `first` to `last`, in date order; disjoint, also from the holidays of its parents.

    A date that two dated hours share is closed where one of them closes it; otherwise the earlier one in the spec has
    it. A holiday of a part of a day takes its hours out of what that day would have had.
    """
    holidays = holidays_of(program, hours, first, last)
    whole = {holiday.date for holiday in holidays if not holiday.closes}
    planned = _planned(hours, first, last, whole)
    shortened = [made for holiday in holidays if holiday.closes and (made := _shortened(hours, planned, holiday))]
    for made in shortened:
        planned.pop(made.from_, None)
    return tuple(sorted((*shortened, *_dated(planned)), key=lambda found: found.from_))


def holidays_of(program: ProgramSpec, hours: Hours, first: dt.date, last: dt.date) -> tuple[Holiday, ...]:
    """Of the calendar that the hours name, in order, each date once; none where they name none."""
    calendars = (known for known in program.infrastructure.holidays if known.id == hours.holidays)
    return tuple(holiday for known in calendars for holiday in closed_days(known, first, last))


def _planned(hours: Hours, first: dt.date, last: dt.date, taken: set[dt.date]) -> dict[dt.date, HoursOverride]:
    """Which dated hours have which date, apart from those that are taken."""
    planned: dict[dt.date, HoursOverride] = {}
    for override in sorted(hours.overrides, key=lambda found: not _closes(found)):
        for day in _days(max(first, override.from_), min(last, override.till)):
            if day not in taken:
                planned.setdefault(day, override)
    return planned


def _shortened(hours: Hours, planned: dict[dt.date, HoursOverride], holiday: Holiday) -> Override | None:
    """What a holiday of a part of the day leaves; None where that part was closed anyway."""
    day, weekday = holiday.date, DAYS[holiday.date.weekday()]
    usual = _open_minutes(hours, planned.get(day), weekday)
    left = usual - {minute for start, end in holiday.closes for minute in range(start, end)}
    if left == usual:
        return None
    rows = tuple(ServiceOpening(weekday, start, end + 1) for start, end in _runs(sorted(left)))
    kind = "STANDARD" if rows else "CLOSED"
    return Override(dated_name(holiday.name, day), day, day, kind, rows, reason=holiday.name)


def _open_minutes(hours: Hours, dated: HoursOverride | None, day: str) -> set[int]:
    sources = [hours.weekly] if dated is None or dated.type is OverrideType.OPEN else []
    if dated is not None:
        sources = [] if _closes(dated) else [*sources, dated.weekly]
    rows = (row for source in sources for row in _rows(day, week(source)[day]))
    return {minute for row in rows for minute in range(row.start, row.end)}


def _closes(override: HoursOverride) -> bool:
    return override.type is OverrideType.CLOSED or not any(week(override.weekly).values())


def _dated(planned: dict[dt.date, HoursOverride]) -> Iterator[Override]:
    """One service override for each unbroken run of days that the same dated hours have."""
    days: dict[int, list[dt.date]] = {}
    for day in sorted(planned):
        days.setdefault(id(planned[day]), []).append(day)
    for mine in days.values():
        override = planned[mine[0]]
        kind = "CLOSED" if _closes(override) else override.type.value.upper()
        rows = () if kind == "CLOSED" else service_rows(override.weekly)
        for start, end in _runs(day.toordinal() for day in mine):
            from_, till = dt.date.fromordinal(start), dt.date.fromordinal(end)
            yield Override(dated_name(override.id, from_), from_, till, kind, rows, reason=override.reason or "")


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    start = end = None
    for number in numbers:
        if start is None or end is None:
            start = end = number
        elif number == end + 1:
            end = number
        else:
            yield start, end
            start = end = number
    if start is not None and end is not None:
        yield start, end


def _rows(day: str, openings: tuple[Opening, ...]) -> Iterator[ServiceOpening]:
    assert day in DAYS
    for opening in openings:
        start, _, end = opening.partition("-")
        yield ServiceOpening(day, minutes(start), minutes(end))


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + dt.timedelta(days=number) for number in range((last - first).days + 1))


def dated_name(name: str, day: dt.date) -> str:
    """Name of an override: unique within its hours, and the same whatever comes before it."""
    return f"{name[:100]} {day.isoformat()}"
