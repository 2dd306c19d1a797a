"""Hours of operation, dated overrides, and the holidays that close them."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
from enum import StrEnum
from typing import Literal

from pydantic import Field, field_validator, model_validator

from spec.models.base import Id, Label, Model, Opening, StateCode, Text, TimeZone, default

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def expand_days(key: str) -> tuple[str, ...]:
    """`"mon-fri"` or `"mon,wed"` to days in week order. Raises ValueError."""
    found: list[str] = []
    for part in key.replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if first not in DAYS or (dash and last not in DAYS):
            raise ValueError(
                f"'{key}' names no day; write mon to sun, a range such as mon-fri, or a list such as mon,wed"
            )
        start, stop = DAYS.index(first), DAYS.index(last) if dash else DAYS.index(first)
        if stop < start:
            raise ValueError(f"'{key}' runs backwards; a week starts on mon")
        found += DAYS[start : stop + 1]
    if len(set(found)) != len(found):
        raise ValueError(f"'{key}' names a day twice")
    return tuple(found)


Weekly = dict[str, tuple[Opening, ...]]


def _overlap(spans: tuple[Opening, ...]) -> bool:
    return list(spans) != sorted(spans) or any(a.split("-")[1] > b.split("-")[0] for a, b in itertools.pairwise(spans))


def _weekly(value: Weekly) -> Weekly:
    seen: set[str] = set()
    for key, openings in value.items():
        days = expand_days(key)
        if twice := seen.intersection(days):
            raise ValueError(f"{', '.join(sorted(twice))} is given by two keys; give each day once")
        seen.update(days)
        if _overlap(openings):
            raise ValueError(f"the openings of '{key}' overlap or are out of order")
    return value


def week(weekly: Weekly) -> dict[str, tuple[Opening, ...]]:
    """Openings by single day, all seven present; an absent day is closed."""
    by_day = {day: openings for key, openings in weekly.items() for day in expand_days(key)}
    return {day: by_day.get(day, ()) for day in DAYS}


class OverrideType(StrEnum):
    """As Amazon Connect names them: STANDARD replaces the week, OPEN adds, CLOSED closes."""

    STANDARD = "standard"
    OPEN = "open"
    CLOSED = "closed"


class HoursOverride(Model):
    """Other hours for some dates. A holiday closes even inside it."""

    id: Id
    from_: dt.date = Field(alias="from")
    till: dt.date
    type: OverrideType = default(OverrideType.STANDARD, "dated hours replace the weekly ones")
    weekly: Weekly = Field(default_factory=dict, description="Openings by day; empty closes")
    reason: Text | None = None

    @field_validator("weekly")
    @classmethod
    def _check_weekly(cls, value: Weekly) -> Weekly:
        return _weekly(value)


class Hours(Model):
    """Weekly hours in one time zone, with overrides and a holiday calendar."""

    id: Id
    name: Label | None = None
    center: Id | None = Field(default=None, description="Center it belongs to; may be left out where there is one")
    time_zone: TimeZone | None = Field(default=None, description="The program's when left out")
    weekly: Weekly = Field(description='Openings by day, such as mon-fri: ["08:00-17:00"]')
    overrides: tuple[HoursOverride, ...] = ()
    holidays: Id | None = Field(default=None, description="Holiday calendar that closes it")

    @field_validator("weekly")
    @classmethod
    def _check_weekly(cls, value: Weekly) -> Weekly:
        return _weekly(value)


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class YearlyDay(Model):
    """A day of every year, in one of three forms: `{month, day}`, `{month, weekday, nth}` or `{after, days}`."""

    month: int | None = Field(default=None, ge=1, le=12)
    day: int | None = Field(default=None, ge=1, le=31, description="Day of the month")
    weekday: Weekday | None = None
    nth: int | None = Field(default=None, ge=-1, le=5, description="Which such weekday of the month; -1 is the last")
    after: Label | None = Field(default=None, description="A holiday of the same calendar, such as Thanksgiving Day")
    days: int | None = Field(
        default=None, ge=-31, le=31, description="Days after that holiday's own date; 0 is the day itself"
    )
    observed: bool = default(
        False,
        "the day closes on its own date only",
        description="Whether a Saturday is kept on the Friday before too, and a Sunday on the Monday after",
    )

    @model_validator(mode="after")
    def _check_form(self) -> YearlyDay:
        fields = ("month", "day", "weekday", "nth", "after", "days")
        given = {name for name in fields if getattr(self, name) is not None}
        if given not in ({"month", "day"}, {"month", "weekday", "nth"}, {"after", "days"}):
            raise ValueError("a day of every year is {month, day}, {month, weekday, nth} or {after, days}")
        if self.month and self.day and self.day > calendar.monthrange(_LEAP_YEAR, self.month)[1]:
            raise ValueError(f"month {self.month} has no day {self.day}")
        if self.nth == 0:
            raise ValueError("nth is 1 to 5, or -1 for the last one of the month")
        return self


_LEAP_YEAR = 2028


class HolidayChange(Model):
    """A day that the agency adds to the law's or takes from them: one date, or one of every year."""

    date: dt.date | None = Field(default=None, description="One date; or give 'every'")
    every: YearlyDay | None = Field(default=None, description="A day of every year; or give 'date'")
    name: Label
    reason: Text
    closes: tuple[Opening, ...] = Field(
        default=(), description="Part of the day that an addition closes; all of it when left out"
    )
    from_year: int | None = Field(default=None, ge=2000, le=2100, description="First year of 'every'")
    until_year: int | None = Field(default=None, ge=2000, le=2100, description="Last year of 'every'")

    @field_validator("closes")
    @classmethod
    def _check_closes(cls, value: tuple[Opening, ...]) -> tuple[Opening, ...]:
        if _overlap(value):
            raise ValueError("the closed parts of the day overlap or are out of order")
        return value

    @model_validator(mode="after")
    def _check_when(self) -> HolidayChange:
        if (self.date is None) == (self.every is None):
            raise ValueError("give either 'date' (one day) or 'every' (a day of every year)")
        if self.date is not None and (self.from_year or self.until_year):
            raise ValueError("'from_year' and 'until_year' go with 'every'; a date has its year")
        if self.from_year and self.until_year and self.until_year < self.from_year:
            raise ValueError(f"until_year {self.until_year} comes before from_year {self.from_year}")
        return self


class HolidayCalendar(Model):
    """The state's own holidays by statute, with what the agency adds or removes."""

    id: Id
    state: StateCode
    additions: tuple[HolidayChange, ...] = ()
    removals: tuple[HolidayChange, ...] = Field(
        default=(), description="A date opens whatever closes it; a day of every year takes its observed date along"
    )

    @field_validator("removals")
    @classmethod
    def _check_removals(cls, value: tuple[HolidayChange, ...]) -> tuple[HolidayChange, ...]:
        if part := next((change.name for change in value if change.closes), None):
            raise ValueError(f"the removal '{part}' has 'closes'; remove the day, and add it back with 'closes'")
        return value
