"""Openings as stretches of real time, from moment to moment, across midnight and changes of the clocks. Pure.

The Administrator Guide ("Set the hours of operation", daylight saving) says that hours follow the zone, and nothing
about the hour that is skipped or comes twice. Chosen: a moment is open where its local wall clock is, as `is_open`
has it. So what lies in the skipped hour never happens, and what lies in the repeated one happens twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from calendars.service.by_date import openings
from calendars.service.hours import HoursOfOperation
from calendars.service.spans import Span, merged

Stretch = tuple[dt.datetime, dt.datetime]
"""In UTC, half-open."""
_DAY = dt.timedelta(days=1)
_MINUTE = dt.timedelta(minutes=1)
_SECOND = dt.timedelta(seconds=1)


def open_stretches(hours: HoursOfOperation, start: dt.datetime, end: dt.datetime) -> Iterator[Stretch]:
    """Times between two moments (aware) at which it is open, in order; those that touch are one."""
    held: Stretch | None = None
    for found in _pieces(hours, start.astimezone(dt.UTC), end.astimezone(dt.UTC)):
        if held is not None and held[1] == found[0]:
            held = (held[0], found[1])
        else:
            if held is not None:
                yield held
            held = found
    if held is not None:
        yield held


def openings_elsewhere(hours: HoursOfOperation, day: dt.date, zone: str) -> tuple[Span, ...]:
    """Openings by the date and the clock of another zone. What is open once of an hour that comes twice is open."""
    if zone == hours.time_zone:
        return openings(hours, day)
    clock, midnight = ZoneInfo(zone), dt.datetime.combine(day, dt.time())
    start, end = (edge.replace(tzinfo=clock).astimezone(dt.UTC) for edge in (midnight, midnight + _DAY))
    return merged(
        Span(*((edge.replace(tzinfo=None) + offset - midnight) // _MINUTE for edge in stretch))
        for first, last, offset in _even(clock, start, end)
        for stretch in open_stretches(hours, first, last)
    )


def _pieces(hours: HoursOfOperation, start: dt.datetime, end: dt.datetime) -> Iterator[Stretch]:
    """Openings cut at midnight and where the clocks change."""
    for first, last, offset in _even(ZoneInfo(hours.time_zone), start, end):
        clock, until = (moment.replace(tzinfo=None) + offset for moment in (first, last))
        midnight = dt.datetime.combine(clock.date(), dt.time())
        while midnight < until:
            for span in openings(hours, midnight.date()):
                opens = max(midnight + dt.timedelta(minutes=span.start), clock)
                closes = min(midnight + dt.timedelta(minutes=span.end), until)
                if opens < closes:
                    yield (opens - offset).replace(tzinfo=dt.UTC), (closes - offset).replace(tzinfo=dt.UTC)
            midnight += _DAY


def _even(
    zone: ZoneInfo, start: dt.datetime, end: dt.datetime
) -> Iterator[tuple[dt.datetime, dt.datetime, dt.timedelta]]:
    """Pieces of a day at most in which the zone's offset is the same. No zone changes twice within a day."""
    here = start
    while here < end:
        there = min(here + _DAY, end)
        before, after = _offset(zone, here), _offset(zone, there)
        if before != after:
            there = _change(zone, here, there)
        yield here, there, before
        here = there


def _change(zone: ZoneInfo, here: dt.datetime, there: dt.datetime) -> dt.datetime:
    """The first second with another offset than `here`."""
    before = _offset(zone, here)
    low, high = 0, int((there - here) / _SECOND) + 1
    while low + 1 < high:
        middle = (low + high) // 2
        if _offset(zone, here + middle * _SECOND) == before:
            low = middle
        else:
            high = middle
    return min(here.replace(microsecond=0) + high * _SECOND, there)


def _offset(zone: ZoneInfo, moment: dt.datetime) -> dt.timedelta:
    found = moment.astimezone(zone).utcoffset()
    assert found is not None
    return found
