"""What an agency adds to its state's holidays and takes from them: one date, or a day of every year. Pure."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
from collections.abc import Iterator
from dataclasses import dataclass

from calendars.law import law_of
from calendars.law.rules import FixedDate, Form, LegalDay, NthWeekday, OneDay, Rule
from calendars.law.shifts import NEAREST_WEEKDAY, STAYS
from calendars.law.state import StateLaw
from spec.errors import SpecError
from spec.models.base import minutes
from spec.models.hours import HolidayCalendar, HolidayChange, YearlyDay

NAMED_YEARS = 2
"""A holiday of some years only, such as an election day, is known if it comes within so many years."""
LAW_YEAR = 2026
"""Laws are known as they read then: a holiday that is younger than the year that is asked for is no unknown one."""


@dataclass(frozen=True, slots=True)
class HolidayOf:
    """The holiday that a state's law calls so, and days after it. Its own date counts, not the observed one."""

    law: StateLaw
    name: str
    days: int

    def date_in(self, year: int) -> dt.date | None:
        found = _falls(self.law, year).get(_key(self.name))
        return None if found is None else found + dt.timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class UnknownHoliday:
    """A change that counts from a holiday which the state's law does not have.

    kind    `additions` or `removals`, at `index` in the spec
    """

    kind: str
    index: int
    name: str
    hint: str


def change_days(state: str, change: HolidayChange, year: int) -> tuple[LegalDay, ...]:
    """Dates of the change that belong to `year`; an observed day may lie in the year before or after."""
    return tuple(_rule(state, change).days(year, change.reason))


def unknown_holidays(calendar: HolidayCalendar, year: int) -> Iterator[UnknownHoliday]:
    """Changes with `after` that names no holiday of the state around `year`."""
    known = _names(law_of(calendar.state), year)
    for kind, changes in (("additions", calendar.additions), ("removals", calendar.removals)):
        for index, change in enumerate(changes):
            after = change.every.after if change.every else None
            if after and _key(after) not in {_key(name) for name in known}:
                near = difflib.get_close_matches(after, known, 1, 0.5)
                hint = f"did you mean '{near[0]}'?" if near else f"{calendar.state} has {', '.join(known)}"
                yield UnknownHoliday(kind, index, after, hint)


def check_names(calendar: HolidayCalendar, year: int) -> None:
    """Raises SpecError for the first change that counts from an unknown holiday."""
    for unknown in unknown_holidays(calendar, year):
        where = f"infrastructure.holidays '{calendar.id}', {unknown.kind}[{unknown.index}]"
        raise SpecError(where, f"the law of {calendar.state} has no holiday '{unknown.name}'", unknown.hint)


def is_taken(day: LegalDay, removal: HolidayChange, removed: frozenset[dt.date]) -> bool:
    """Whether a removal, which comes on the dates `removed`, takes this holiday.

    A date takes all that closes it. A day of every year takes what falls on it with its observed date; given as
    `after` with 0 days, it takes that holiday alone, whatever else falls on the day.
    """
    if removal.every is None:
        return day.date in removed
    if removal.every.after and removal.every.days == 0:
        named = _key(day.plain_name) == _key(removal.every.after)
        year = day.falls.year
        return named and (removal.from_year or year) <= year <= (removal.until_year or year)
    return day.falls in removed


@functools.lru_cache(maxsize=1024)
def _rule(state: str, change: HolidayChange) -> Rule:
    return Rule(
        name=change.name,
        on=_form(state, change),
        citation=change.reason,
        shift=NEAREST_WEEKDAY if change.every is not None and change.every.observed else STAYS,
        closes=tuple((minutes(part.split("-")[0]), minutes(part.split("-")[1])) for part in change.closes),
        from_year=change.from_year,
        until_year=change.until_year,
    )


def _form(state: str, change: HolidayChange) -> Form:
    if change.every is not None:
        return _yearly(state, change.every)
    assert change.date is not None  # the model has one of the two
    return OneDay(change.date)


def _yearly(state: str, every: YearlyDay) -> Form:
    if every.after is not None and every.days is not None:
        return HolidayOf(law_of(state), every.after, every.days)
    assert every.month is not None  # the model has one of three forms
    if every.day is not None:
        return FixedDate(every.month, every.day)
    assert every.weekday is not None
    assert every.nth is not None
    return NthWeekday(every.month, every.weekday, every.nth)


@functools.lru_cache(maxsize=1024)
def _falls(law: StateLaw, year: int) -> dict[str, dt.date]:
    """By name, the date on which each holiday of the law falls in `year`."""
    near = (day for other in (year - 1, year, year + 1) for day in law.days(other))
    return {_key(day.plain_name): day.falls for day in near if day.falls.year == year}


@functools.lru_cache(maxsize=1024)
def _names(law: StateLaw, year: int) -> tuple[str, ...]:
    years = [near + number for near in (year, LAW_YEAR) for number in range(-NAMED_YEARS, NAMED_YEARS + 1)]
    return tuple(dict.fromkeys(day.plain_name for near in years for day in law.days(near)))


def _key(name: str) -> str:
    """Names are compared as people read them: capitals and the form of an apostrophe say nothing."""
    return name.casefold().replace("\u2019", "'").strip()
