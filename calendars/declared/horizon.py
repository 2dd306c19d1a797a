"""How far ahead holidays and dated hours are declared. Pure."""

from __future__ import annotations

import datetime as dt


def horizon(today: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day for which overrides are declared: this calendar year and the next two.

    Never less than 24 months ahead. Whole years, so that an `up` on another day of the same year changes nothing. The
    day before them, too: where a year has begun in UTC, it is still 31 December in every state, and may be a holiday.
    """
    return dt.date(today.year - 1, 12, 31), dt.date(today.year + 2, 12, 31)
