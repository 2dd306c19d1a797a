"""Hours of operation, dated overrides, and the holidays that close them."""

from __future__ import annotations

import datetime as dt
import itertools
from enum import StrEnum

from pydantic import Field, field_validator

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


def _weekly(value: Weekly) -> Weekly:
    seen: set[str] = set()
    for key, openings in value.items():
        days = expand_days(key)
        if twice := seen.intersection(days):
            raise ValueError(f"{', '.join(sorted(twice))} is given by two keys; give each day once")
        seen.update(days)
        if list(openings) != sorted(openings) or any(
            a.split("-")[1] > b.split("-")[0] for a, b in itertools.pairwise(openings)
        ):
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


class HolidayChange(Model):
    date: dt.date
    name: Label
    reason: Text


class HolidayCalendar(Model):
    """The state's own holidays by statute, with what the agency adds or removes."""

    id: Id
    state: StateCode
    additions: tuple[HolidayChange, ...] = ()
    removals: tuple[HolidayChange, ...] = ()
