"""The forms in which statutes name a holiday, and a rule made of one. Pure.

A form gives the date of one year, or None for a year that has none. A rule adds who says so, from when till when, where
the day moves at a weekend, and which part of it closes.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from dateutil.easter import easter

from calendars.law.shifts import NEAREST_WEEKDAY, Shift
from spec.models.hours import DAYS

LAST = -1
SATURDAY = 5
OBSERVED = " (observed)"
"""Ends the name of a holiday on the date to which it moved, here as in the `holidays` package."""


class Form(Protocol):
    """How a statute names a date."""

    def date_in(self, year: int) -> dt.date | None: ...


@dataclass(frozen=True, slots=True)
class FixedDate:
    """The same date each year; 29 February comes in leap years only."""

    month: int
    day: int

    def date_in(self, year: int) -> dt.date | None:
        if self.day > calendar.monthrange(year, self.month)[1]:
            return None
        return dt.date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The nth `weekday` (`mon`) of a month; -1 is the last. A month without a fifth one has none."""

    month: int
    weekday: str
    nth: int

    def date_in(self, year: int) -> dt.date | None:
        length = calendar.monthrange(year, self.month)[1]
        days = [day for day in range(1, length + 1) if dt.date(year, self.month, day).weekday() == self._weekday]
        if self.nth == LAST:
            return dt.date(year, self.month, days[LAST])
        return dt.date(year, self.month, days[self.nth - 1]) if self.nth <= len(days) else None

    @property
    def _weekday(self) -> int:
        return DAYS.index(self.weekday)


@dataclass(frozen=True, slots=True)
class FromEaster:
    """Days from Western Easter Sunday; Good Friday is -2."""

    days: int

    def date_in(self, year: int) -> dt.date | None:
        return easter(year) + dt.timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class DaysAfter:
    """Days after (or before) the date that another form names, wherever that one is observed."""

    other: Form
    days: int

    def date_in(self, year: int) -> dt.date | None:
        day = self.other.date_in(year)
        return None if day is None else day + dt.timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class GeneralElection:
    """The Tuesday after the first Monday of November, in every even year unless `every_years` says otherwise."""

    every_years: int = 2

    def date_in(self, year: int) -> dt.date | None:
        if year % self.every_years:
            return None
        return DaysAfter(NthWeekday(11, "mon", 1), 1).date_in(year)


@dataclass(frozen=True, slots=True)
class OnWeekdays:
    """A form that counts only where it falls from Monday to Friday, as an eve on which nobody would work anyway."""

    other: Form

    def date_in(self, year: int) -> dt.date | None:
        day = self.other.date_in(year)
        return day if day is not None and day.weekday() < SATURDAY else None


@dataclass(frozen=True, slots=True)
class OneDay:
    """A single date: a proclamation."""

    date: dt.date

    def date_in(self, year: int) -> dt.date | None:
        return self.date if self.date.year == year else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalDay:
    """A date that a rule closes.

    falls    the date that the statute names; `date` differs from it where the day moved
    closes   minutes after midnight, half-open; empty for the whole day
    """

    date: dt.date
    name: str
    falls: dt.date
    citation: str
    closes: tuple[tuple[int, int], ...] = ()

    @property
    def plain_name(self) -> str:
        """Name without the remark that the day moved."""
        return self.name.removesuffix(OBSERVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One holiday of a law.

    citation              the state's own where it is empty
    shift                 only a date that can fall on a weekend needs another than the commonest
    closes                minutes after midnight that close; empty for the whole day
    from_year, until_year first and last year in which it falls, both included
    """

    name: str
    on: Form
    citation: str = ""
    shift: Shift = NEAREST_WEEKDAY
    closes: tuple[tuple[int, int], ...] = ()
    from_year: int | None = None
    until_year: int | None = None

    def days(self, year: int, citation: str = "") -> Iterator[LegalDay]:
        """The holiday of one year; an observed day may lie in the year before or after.

        citation   for a rule that has none of its own
        """
        falls = self.on.date_in(year)
        if falls is None or not self._in_force(year):
            return
        basis = self.citation or citation
        observed = self.shift.observed(falls)
        if observed is None or not self.shift.instead:
            yield LegalDay(date=falls, name=self.name, falls=falls, citation=basis, closes=self.closes)
        if observed is not None:
            name = self.name + OBSERVED
            yield LegalDay(date=observed, name=name, falls=falls, citation=basis, closes=self.closes)

    def _in_force(self, year: int) -> bool:
        return (self.from_year or year) <= year <= (self.until_year or year)
