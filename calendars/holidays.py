"""Closed days: those of the state's law (`calendars.law`), with what the agency adds and removes. Pure.

What is said more exactly wins: an addition of one date, then a removal of one date, then additions of every year, then
removals of every year, then the law. Observed days are included: 31 December 2027 is New Year 2028.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from calendars.agency import change_days, check_names, is_taken
from calendars.law import law_of
from calendars.law.rules import LegalDay
from spec.models.hours import HolidayCalendar, HolidayChange


@dataclass(frozen=True, slots=True)
class Holiday:
    """One date on which something is closed."""

    date: dt.date
    name: str
    """Several holidays of one date are joined by a semicolon."""
    basis: str
    """Statute, or the reason that the agency gave."""
    closes: tuple[tuple[int, int], ...] = ()
    """Minutes after midnight that are closed, half-open, in order; empty for the whole day."""


def closed_days(calendar: HolidayCalendar, first: dt.date, last: dt.date) -> tuple[Holiday, ...]:
    """Closed days from `first` to `last`, both included, in order, each day once; a weekend may hold some.

    SpecError for a state without a known law, and for a change that counts from a holiday which is none.
    """
    check_names(calendar, first.year)
    years = range(first.year, last.year + 1)
    return tuple(day for year in years for day in _closed_in(calendar, year) if first <= day.date <= last)


@functools.lru_cache(maxsize=1024)
def _closed_in(calendar: HolidayCalendar, year: int) -> tuple[Holiday, ...]:
    days = _without(law_of(calendar.state).days(year), calendar, _yearly(calendar.removals), year)
    days += _added(calendar, _yearly(calendar.additions), year)
    days = _without(days, calendar, _dated(calendar.removals), year)
    days += _added(calendar, _dated(calendar.additions), year)
    days.sort(key=lambda day: day.date)
    return tuple(_joined(date, list(same)) for date, same in itertools.groupby(days, key=lambda day: day.date))


def _yearly(changes: tuple[HolidayChange, ...]) -> list[HolidayChange]:
    return [change for change in changes if change.every is not None]


def _dated(changes: tuple[HolidayChange, ...]) -> list[HolidayChange]:
    return [change for change in changes if change.date is not None]


def _added(calendar: HolidayCalendar, changes: list[HolidayChange], year: int) -> list[LegalDay]:
    days = (day for change in changes for day in _around(calendar, change, year))
    return [day for day in days if day.date.year == year]


def _without(
    days: Iterable[LegalDay], calendar: HolidayCalendar, removals: list[HolidayChange], year: int
) -> list[LegalDay]:
    kept = list(days)
    for removal in removals:
        removed = frozenset(day.falls for day in _around(calendar, removal, year))
        kept = [day for day in kept if not is_taken(day, removal, removed)]
    return kept


def _around(calendar: HolidayCalendar, change: HolidayChange, year: int) -> Iterator[LegalDay]:
    """Of the years beside it too: an observed day can lie in the other year."""
    for near in (year - 1, year, year + 1):
        yield from change_days(calendar.state, change, near)


def _joined(date: dt.date, same: list[LegalDay]) -> Holiday:
    whole = any(not day.closes for day in same)
    return Holiday(
        date=date,
        name="; ".join(dict.fromkeys(day.name for day in same)),
        basis="; ".join(dict.fromkeys(day.citation for day in same)),
        closes=() if whole else _merged(span for day in same for span in day.closes),
    )


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)
