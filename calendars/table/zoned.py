"""Openings of one zone on the wall clock of another, where a day may begin on another date. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from calendars.service.clocks import DAY, instants, on_clock
from calendars.service.spans import Span
from calendars.table.changes import Day, Kind

MARGIN = 2
"""Days on each side that may share a date with a day elsewhere: clocks lie up to 26 hours apart."""


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
        for stretch in instants(day.date, span, day.served.time_zone)
        for piece in on_clock(date, stretch, zone)
    ]
    merged: list[tuple[Span, dt.date]] = []
    for span, begins in sorted(found, key=lambda one: (one[0].start, one[1])):
        if merged and span.start <= merged[-1][0].end:
            last, since = merged[-1]
            merged[-1] = (Span(last.start, max(last.end, span.end)), since)
        else:
            merged.append((span, begins))
    return merged


def _reason(day: Day, near: list[Day], zone: str) -> str | None:
    """That of the date at home when it is noon here; where the day is changed, else that of a neighbor."""
    noon = dt.datetime.combine(day.date, dt.time(12), ZoneInfo(zone))
    at_noon = noon.astimezone(ZoneInfo(day.served.time_zone)).date()
    reasons = {one.date: one.reason for one in near}
    if day.kind in (Kind.USUAL, Kind.OFF):
        return reasons[at_noon]
    return reasons[at_noon] or next(filter(None, reasons.values()), None)
