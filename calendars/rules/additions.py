"""H: what the agency adds to the law's holidays, and takes from them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from calendars.agency import change_days
from calendars.holidays import closed_days
from calendars.rules.outlook import Outlook
from calendars.rules.recurring import rule_of
from spec.faults import Path
from spec.models.hours import HolidayCalendar, HolidayChange
from spec.rules.rule import Finding, Findings, rule

A_YEAR = 365
CYCLE = 28
"""After so many years, every date falls on the same weekdays again."""


def _calendars(outlook: Outlook) -> Iterator[tuple[Path, HolidayCalendar]]:
    for i, calendar in enumerate(outlook.program.infrastructure.holidays):
        yield ("infrastructure", "holidays", i), calendar


@rule()
def removal_of_no_holiday(outlook: Outlook) -> Findings:
    """H622: what is removed is a holiday (S30-33)."""
    for path, calendar in _calendars(outlook):
        for k, change in enumerate(calendar.removals):
            if change.date is not None:
                there = _closed(outlook, calendar, additions=_yearly(calendar.additions), removals=())
                known = change.date in there or not _near(outlook, change.date)
            else:
                bare = _closed(outlook, calendar, additions=(), removals=())
                known = bare != _closed(outlook, calendar, additions=(), removals=(change,)) or _over(outlook, change)
            if not known:
                message = (
                    f"the removal '{change.name}' removes nothing: {_when(change)} is no holiday of {calendar.state}"
                )
                hint = "correct it, or delete it: the day is open anyway"
                yield Finding((*path, "removals", k), message, hint)


@rule(severity="warning")
def addition_of_a_holiday(outlook: Outlook) -> Findings:
    """H623: what is added is not a holiday already (S30-33)."""
    for path, calendar in _calendars(outlook):
        for k, change in enumerate(calendar.additions):
            others = tuple(other for other in _yearly(calendar.additions) if other is not change)
            there = _closed(outlook, calendar, additions=others if change.date else (), removals=calendar.removals)
            added = [day for day in _days_of(outlook, calendar, change) if _near(outlook, day)]
            if added and all(day in there and not there[day][1] for day in added):
                message = f"{_when(change)} is a holiday already: {there[added[0]][0]}"
                yield Finding((*path, "additions", k), message, f"delete the addition '{change.name}'")


@rule()
def addition_twice(outlook: Outlook) -> Findings:
    """H624: a day is added, or removed, once (S30-33)."""
    for path, calendar in _calendars(outlook):
        for kind in ("additions", "removals"):
            changes: tuple[HolidayChange, ...] = getattr(calendar, kind)
            for (i, a), (k, b) in itertools.combinations(enumerate(changes), 2):
                if (a.date, a.every) == (b.date, b.every) and _share_years(a, b) and _share_hours(a, b):
                    message = f"{_when(b)} is given twice, as '{a.name}' and as '{b.name}'"
                    yield Finding((*path, kind, k), message, f"delete this one, or item {i + 1} of {kind}")


@rule()
def never_comes(outlook: Outlook) -> Findings:
    """H625: a day of every year comes in some year, and counts from a holiday of the state (S30-33)."""
    for i, calendar in enumerate(outlook.program.infrastructure.holidays):
        for unknown in outlook.unknown_holidays(calendar):
            path: Path = ("infrastructure", "holidays", i, unknown.kind, unknown.index, "every")
            yield Finding(path, f"the law of {calendar.state} has no holiday '{unknown.name}'", unknown.hint)
    if not outlook.computable:
        return
    for path, calendar in _calendars(outlook):
        for kind in ("additions", "removals"):
            for k, change in enumerate(getattr(calendar, kind)):
                first = change.from_year or outlook.today.year
                last = min(change.until_year or first + CYCLE, first + CYCLE)
                comes = (day for year in range(first, last + 1) for day in change_days(calendar.state, change, year))
                if change.every is not None and first <= last and not any(comes):
                    message = f"'{change.name}' never comes: {_when(change)} does not exist from {first} to {last}"
                    yield Finding((*path, kind, k, "every"), message, "correct the day, or the years")


@rule(severity="warning")
def additions_run_out(outlook: Outlook) -> Findings:
    """H626: a day that is added year after year is given for the next twelve months too (S30-33)."""
    for path, calendar in _calendars(outlook):
        yearly = {change.name.casefold() for change in _yearly(calendar.additions)}
        by_name: dict[str, list[tuple[dt.date, int]]] = {}
        for k, change in enumerate(calendar.additions):
            if change.date is not None and change.name.casefold() not in yearly:
                by_name.setdefault(change.name.casefold(), []).append((change.date, k))
        for given in by_name.values():
            last, k = max(given)
            comes_yearly = len({date.year for date, _ in given}) > 1
            if comes_yearly and (last - outlook.today).days < A_YEAR:
                name = calendar.additions[k].name
                message = f"'{name}' is given by date, and for the last time on {last}"
                form = rule_of(calendar.state, sorted(date for date, _ in given))
                instead = f"write it once, with 'every: {form}'" if form else "write it once, with 'every'"
                yield Finding((*path, "additions", k), message, f"{instead} instead of 'date'; or add the next dates")


def _yearly(changes: tuple[HolidayChange, ...]) -> tuple[HolidayChange, ...]:
    return tuple(change for change in changes if change.every is not None)


def _closed(
    outlook: Outlook,
    calendar: HolidayCalendar,
    *,
    additions: tuple[HolidayChange, ...],
    removals: tuple[HolidayChange, ...],
) -> dict[dt.date, tuple[str, tuple[tuple[int, int], ...]]]:
    """Date -> name and closed parts, of the calendar with other changes."""
    other = calendar.model_copy(update={"additions": additions, "removals": removals})
    return {day.date: (day.name, day.closes) for day in closed_days(other, *outlook.years)}


def _days_of(outlook: Outlook, calendar: HolidayCalendar, change: HolidayChange) -> list[dt.date]:
    years = range(outlook.years[0].year, outlook.years[1].year + 1)
    return [day.date for year in years for day in change_days(calendar.state, change, year)]


def _near(outlook: Outlook, day: dt.date) -> bool:
    return outlook.years[0] <= day <= outlook.years[1]


def _over(outlook: Outlook, change: HolidayChange) -> bool:
    """Whether a change of every year has no year near today."""
    first, last = outlook.years[0].year, outlook.years[1].year
    return (change.until_year or last) < first or (change.from_year or first) > last


def _share_years(a: HolidayChange, b: HolidayChange) -> bool:
    first = max(a.from_year or 0, b.from_year or 0)
    return first <= min(a.until_year or dt.MAXYEAR, b.until_year or dt.MAXYEAR)


def _share_hours(a: HolidayChange, b: HolidayChange) -> bool:
    """Two parts of one day may be closed for two reasons."""
    return not (a.closes and b.closes) or bool(set(a.closes) & set(b.closes))


def _when(change: HolidayChange) -> str:
    """The day in the words of the spec."""
    if change.date is not None:
        return f"{change.date}"
    assert change.every is not None  # the model has one of the two
    given = change.every.model_dump(exclude_none=True, exclude_defaults=True)
    return "{" + ", ".join(f"{key}: {value}" for key, value in given.items()) + "}"
