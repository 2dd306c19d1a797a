"""Closed days of a state by its own law.

The `holidays` package is the base. Where it and a state's law differ, a correction stands here with its citation; every
other state is taken from the package as it is. Observed days are included: 31 December 2027 is New Year 2028.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import holidays
from dateutil.easter import easter

from spec.models.hours import HolidayCalendar


@dataclass(frozen=True, slots=True)
class Holiday:
    """One closed day, or one on which a part is closed.

    basis    statute, or the reason that the agency gave
    closes   minutes after midnight, half-open; empty for the whole day
    """

    date: dt.date
    name: str
    basis: str
    closes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a state's law has and the package lacks, or the other way round."""

    basis: str
    missing: Callable[[int], Iterator[tuple[dt.date, str]]]
    not_law: frozenset[str]


def _hawaii(year: int) -> Iterator[tuple[dt.date, str]]:
    """Good Friday; general election day in even years, the Tuesday after the first Monday of November."""
    yield easter(year) - dt.timedelta(days=2), "Good Friday"
    if year % 2 == 0:
        first = dt.date(year, 11, 1)
        monday = first + dt.timedelta(days=-first.weekday() % 7)
        yield monday + dt.timedelta(days=1), "General Election Day"


CORRECTIONS = {
    "HI": Correction("HRS 8-1", _hawaii, frozenset({"Juneteenth National Independence Day"})),
}
BASIS = {"HI": "HRS 8-1", "OR": "ORS 187.010", "WA": "RCW 1.16.050"}


def closed_days(calendar: HolidayCalendar, first: dt.date, last: dt.date) -> tuple[Holiday, ...]:
    """Closed days from `first` to `last`, both included, in order, each day once; a weekend may hold some."""
    found = dict(_by_law(calendar.state, first, last))
    for change in calendar.additions:
        found[change.date] = Holiday(change.date, change.name, change.reason)
    for change in calendar.removals:
        found.pop(change.date, None)
    return tuple(found[day] for day in sorted(found) if first <= day <= last)


def _by_law(state: str, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, Holiday]]:
    years = range(first.year, last.year + 2)  # an observed day can fall on 31 December of the year before
    correction = CORRECTIONS.get(state)
    basis = BASIS.get(state, f"state holidays of {state}")
    for day, names in holidays.country_holidays("US", subdiv=state, years=years, observed=True).items():
        kept = [name for name in names.split("; ") if not _is_dropped(name, correction)]
        if kept:
            yield day, Holiday(day, "; ".join(kept), basis)
    if correction is not None:
        for year in years:
            for day, name in correction.missing(year):
                yield day, Holiday(day, name, correction.basis)


def _is_dropped(name: str, correction: Correction | None) -> bool:
    return correction is not None and name.removesuffix(" (observed)") in correction.not_law
