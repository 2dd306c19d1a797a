"""Days, weeks and times as a person says them: `Nov 1 to Nov 10`, `Mon-Fri 07:00-20:00, Sat 08:00-14:00`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from calendars.service.spans import Span
from cli.render.hours_rows import WEEKDAYS, spelled

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
Week = Mapping[int, tuple[Span, ...]]
"""Openings by weekday, Monday 0; days that were not met are missing."""


def date_words(day: dt.date, *, weekday: bool = True) -> str:
    """`Thu Nov 11`."""
    name = f"{WEEKDAYS[day.weekday()]} " if weekday else ""
    return f"{name}{MONTHS[day.month - 1][:3]} {day.day}"


def range_words(first: dt.date, last: dt.date) -> str:
    """`Thu Nov 11`, or `Nov 1 to Nov 10`."""
    if first == last:
        return date_words(first)
    return f"{date_words(first, weekday=False)} to {date_words(last, weekday=False)}"


def week_words(week: Week) -> str:
    """Neighboring days of the same hours are joined; days that are closed are left out, unless all are."""
    runs = [(spans, [day for day, _ in run]) for spans, run in groupby(sorted(week.items()), key=lambda one: one[1])]
    said = [f"{_days(days)} {spelled(spans)}" for spans, days in runs if spans]
    return ", ".join(said) or "closed"


def _days(days: list[int]) -> str:
    first, last = WEEKDAYS[days[0]], WEEKDAYS[days[-1]]
    return first if len(days) == 1 else f"{first}-{last}"


def weeks(days: Iterable[tuple[dt.date, tuple[Span, ...]]]) -> Iterator[tuple[dt.date, dict[int, tuple[Span, ...]]]]:
    """Stretches in which every weekday has the same hours, each with its first date."""
    start, week = None, dict[int, tuple[Span, ...]]()
    for date, spans in days:
        if start is None:
            start = date
        elif week.get(date.weekday(), spans) != spans:
            yield start, week
            start, week = date, {}
        week[date.weekday()] = spans
    if start is not None:
        yield start, week
