"""The time of a date, where its clocks may change in it: from wall clock to moments, and back. Pure.

An hour that clocks skip holds no moment, and one that comes twice holds two. Dates have 24 hours but for the days on
which clocks change, in some zones at midnight or by half an hour.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from calendars.service.spans import Span

Stretch = tuple[dt.datetime, dt.datetime]
"""From moment to moment, in UTC, half-open."""
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
_SECOND = dt.timedelta(seconds=1)


class Part(NamedTuple):
    """Moments of one date with one offset from UTC; half-open."""

    start: dt.datetime
    end: dt.datetime
    offset: dt.timedelta


@functools.lru_cache(maxsize=8192)
def parts(date: dt.date, zone: str) -> tuple[Part, ...]:
    """One, or two on a day on which clocks change. No zone changes twice within a day."""
    clock = ZoneInfo(zone)
    start, end = (dt.datetime.combine(day, dt.time(), clock).astimezone(dt.UTC) for day in (date, date + DAY))
    before, after = _offset(start, clock), _offset(end - _SECOND, clock)
    if before == after:
        return (Part(start, end, before),)
    low, high = start, end - _SECOND  # the change lies after the first, and not after the second
    while high - low > _SECOND:
        middle = low + (high - low) // _SECOND // 2 * _SECOND
        low, high = (middle, high) if _offset(middle, clock) == before else (low, middle)
    return Part(start, high, before), Part(high, end, after)


def clock_change(date: dt.date, zone: str) -> dt.timedelta:
    """How far clocks go forward on this date; negative where they go back, zero on every other day."""
    found = parts(date, zone)
    return found[-1].offset - _offset(found[0].start - _SECOND, ZoneInfo(zone))


def instants(date: dt.date, span: Span, zone: str) -> Iterator[Stretch]:
    """When the wall clock of `zone` shows a time within the span."""
    midnight = dt.datetime.combine(date, dt.time(), dt.UTC)
    for part in parts(date, zone):
        start = max(part.start, midnight + span.start * MINUTE - part.offset)
        end = min(part.end, midnight + span.end * MINUTE - part.offset)
        if start < end:
            yield start, end


def on_clock(date: dt.date, stretch: Stretch, zone: str) -> Iterator[Span]:
    """What of a stretch falls on `date` in `zone`, in minutes of its wall clock."""
    midnight = dt.datetime.combine(date, dt.time(), dt.UTC)
    for part in parts(date, zone):
        start, end = max(stretch[0], part.start), min(stretch[1], part.end)
        if start < end:
            yield Span(*((moment + part.offset - midnight) // MINUTE for moment in (start, end)))


def _offset(moment: dt.datetime, clock: ZoneInfo) -> dt.timedelta:
    return moment.astimezone(clock).utcoffset() or dt.timedelta()
