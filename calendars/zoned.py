"""Openings of one zone on the wall clock of another, where a day may begin on another date. Pure.

Both ways go over instants and over stretches of one offset from UTC, so that a missing hour is no opening and an hour
that comes twice is open twice, as a person with that clock would see it.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from calendars.changes import Day, Kind
from calendars.service.spans import Span

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
MARGIN = 2
"""Days on each side that may share a date with a day elsewhere: clocks lie up to 26 hours apart."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Instants of one local day that have one offset from UTC; half-open."""

    start: dt.datetime
    end: dt.datetime
    offset: dt.timedelta


def in_zone(days: Iterable[Day], zone: str) -> Iterator[Day]:
    """The same openings, by the date and the clock of `zone`.

    days   of one way in, in order, with MARGIN days more on each side, which are left out
    """
    known = {day.date: day for day in days}
    for date in list(known)[MARGIN:-MARGIN]:
        near = [known[date + n * DAY] for n in range(-MARGIN, MARGIN + 1)]
        opened = _moved(near, date, zone, lambda day: day.open)
        day = replace(
            known[date],
            open=tuple(span for span, _ in opened),
            usual=tuple(span for span, _ in _moved(near, date, zone, lambda day: day.usual)),
            planned=tuple(span for span, _ in _moved(near, date, zone, lambda day: day.planned)),
            begins=tuple(begins for _, begins in opened),
        )
        yield replace(day, reason=_reason(day, near, zone))


def _moved(
    near: list[Day], date: dt.date, zone: str, spans: Callable[[Day], tuple[Span, ...]]
) -> list[tuple[Span, dt.date]]:
    """Spans of `date` in `zone`, merged, with the date at home on which each begins."""
    found = [
        (piece, day.date)
        for day in near
        for span in spans(day)
        for start, end in _instants(day.date, span, day.served.time_zone)
        for piece in _on_clock(date, start, end, zone)
    ]
    merged: list[tuple[Span, dt.date]] = []
    for span, begins in sorted(found, key=lambda one: (one[0].start, one[1])):
        if merged and span.start <= merged[-1][0].end:
            last, since = merged[-1]
            merged[-1] = (Span(last.start, max(last.end, span.end)), since)
        else:
            merged.append((span, begins))
    return merged


def _instants(date: dt.date, span: Span, zone: str) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """When the wall clock of `zone` shows a time within the span, in UTC."""
    midnight = dt.datetime.combine(date, dt.time(), dt.UTC)
    for stretch in stretches(date, zone):
        start = max(stretch.start, midnight + span.start * MINUTE - stretch.offset)
        end = min(stretch.end, midnight + span.end * MINUTE - stretch.offset)
        if start < end:
            yield start, end


def _on_clock(date: dt.date, start: dt.datetime, end: dt.datetime, zone: str) -> Iterator[Span]:
    """The part of an interval that falls on `date` in `zone`, in minutes of its wall clock."""
    midnight = dt.datetime.combine(date, dt.time(), dt.UTC)
    for stretch in stretches(date, zone):
        begun, ended = max(start, stretch.start), min(end, stretch.end)
        if begun < ended:
            yield Span(*((moment + stretch.offset - midnight) // MINUTE for moment in (begun, ended)))


@functools.lru_cache(maxsize=8192)
def stretches(date: dt.date, zone: str) -> tuple[Stretch, ...]:
    """One, or two on a day on which the clocks change."""
    clock = ZoneInfo(zone)
    start, end = (dt.datetime.combine(day, dt.time(), clock).astimezone(dt.UTC) for day in (date, date + DAY))
    before, after = offset_at(start, clock), offset_at(end - MINUTE, clock)
    if before == after:
        return (Stretch(start, end, before),)
    low, high = start, end - MINUTE  # the clocks change between the two
    while high - low > MINUTE:
        middle = low + (high - low) // MINUTE // 2 * MINUTE
        low, high = (middle, high) if offset_at(middle, clock) == before else (low, middle)
    return Stretch(start, high, before), Stretch(high, end, after)


def clock_change(date: dt.date, zone: str) -> dt.timedelta:
    """How far the clocks go forward on this date; negative where they go back, zero on every other day."""
    first, *rest = stretches(date, zone)
    return rest[0].offset - first.offset if rest else dt.timedelta()


def offset_at(moment: dt.datetime, clock: ZoneInfo) -> dt.timedelta:
    return moment.astimezone(clock).utcoffset() or dt.timedelta()


def _reason(day: Day, near: list[Day], zone: str) -> str | None:
    """That of the date at home when it is noon here; where the day is changed, else that of a neighbor."""
    noon = dt.datetime.combine(day.date, dt.time(12), ZoneInfo(zone))
    at_noon = noon.astimezone(ZoneInfo(day.served.time_zone)).date()
    reasons = {one.date: one.reason for one in near}
    if day.kind in (Kind.USUAL, Kind.OFF):
        return reasons[at_noon]
    return reasons[at_noon] or next(filter(None, reasons.values()), None)
