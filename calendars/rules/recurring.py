"""The rule behind dates that were given one by one, as a hint says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from calendars.law import law_of

NEAR_DAYS = 3
"""Farther than this from a holiday, a day comes after it by chance."""


def rule_of(state: str, dates: list[dt.date]) -> str | None:
    """An `every` that gives exactly these dates in their years, such as `{month: 12, day: 24}`; None for no such."""
    if len({(day.month, day.day) for day in dates}) == 1:
        return f"{{month: {dates[0].month}, day: {dates[0].day}}}"
    offsets = [set(_offsets(state, day)) for day in dates]
    shared = sorted(set.intersection(*offsets), key=lambda found: (abs(found[1]), found))
    return f"{{after: {shared[0][0]}, days: {shared[0][1]}}}" if shared else None


def _offsets(state: str, day: dt.date) -> Iterator[tuple[str, int]]:
    """Holidays of the law that fall near a day, and how many days it comes after each."""
    for legal in law_of(state).days(day.year):
        days = (day - legal.falls).days
        if abs(days) <= NEAR_DAYS:
            yield legal.plain_name, days
