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
from calendars.service.clocks import DAY, Stretch, instants, on_clock, parts
from calendars.service.hours import HoursOfOperation
from calendars.service.spans import Span, merged


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
    start, end = parts(day, zone)[0].start, parts(day, zone)[-1].end
    return merged(span for stretch in open_stretches(hours, start, end) for span in on_clock(day, stretch, zone))


def _pieces(hours: HoursOfOperation, start: dt.datetime, end: dt.datetime) -> Iterator[Stretch]:
    """Openings cut at midnight and where clocks change."""
    day, last = (moment.astimezone(ZoneInfo(hours.time_zone)).date() for moment in (start, end))
    while day <= last:
        found = (one for span in openings(hours, day) for one in instants(day, span, hours.time_zone))
        for opens, closes in sorted(found):
            if max(opens, start) < min(closes, end):
                yield max(opens, start), min(closes, end)
        day += DAY
