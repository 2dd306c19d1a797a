"""A feed of closures and changed hours that calendars subscribe to: one spec, same bytes. Pure.

A date on which all is closed is an all-day event; what a holiday takes from a day, and openings that the week does not
have, are events with times in the zone of the line. Source: RFC 5545 (iCalendar), RFC 7986 (REFRESH-INTERVAL).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDuration

from calendars.service.spans import Span
from calendars.table.changes import Day, Kind
from calendars.table.ways import Served
from spec.models import ProgramSpec

PRODUCT = "-//Civicline//Opening hours//EN"
REFRESH = dt.timedelta(days=1)
DAY = dt.timedelta(days=1)


def feed(program: ProgramSpec, days: Iterable[Day]) -> bytes:
    """The days on which somebody is served at other times than usual, as a VCALENDAR."""
    names = _Names(program)
    written = dt.datetime.combine(_written(program), dt.time(), dt.UTC)
    asked = tuple(days)
    changed = [day for day in asked if day.kind in (Kind.CLOSED, Kind.CHANGED)]
    calendar = _head(program)
    for zone in _zones(asked):
        calendar.add_component(zone)
    for served, group in groupby(changed, key=lambda day: day.served):
        for event in (event for day in group for event in _events(day, names.of(served))):
            event.add("uid", f"{event.pop('uid')}.{_path(served)}@{program.program.id}.civicline")
            event.add("dtstamp", written)
            calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text


def _head(program: ProgramSpec) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{program.program.name}: closed days and changed hours")
    calendar.add("x-wr-timezone", program.program.time_zone)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    return calendar


def _zones(days: tuple[Day, ...]) -> Iterator[Timezone]:
    """Of every way in, even where nothing is changed: a calendar without a component is none."""
    for zone in sorted({day.served.time_zone for day in days}):
        dates = [day.date for day in days if day.served.time_zone == zone]
        first, last = dt.date(min(dates).year, 1, 1), dt.date(max(dates).year, 12, 31)
        yield Timezone.from_tzid(zone, first_date=first, last_date=last)


def _written(program: ProgramSpec) -> dt.date:
    """DTSTAMP says when the text was made; the clock would change every byte of it each day."""
    document = program.program.concept_of_operations
    return document.date if document is not None and document.date is not None else program.dates.setup_complete


def _events(day: Day, name: str) -> Iterator[Event]:
    why = f": {day.reason}" if day.reason else ""
    if day.kind is Kind.CLOSED:
        event = _event(day, f"{name} closed{why}", "CLOSED", "closed")
        event.add("dtstart", day.date)
        event.add("dtend", day.date + DAY)
        yield event
        return
    for number, span in enumerate(day.lost, start=1):
        yield _timed(day, span, f"{name} closed{why}", "CLOSED", f"closed{number}")
    if day.planned != day.usual:
        for number, span in enumerate(day.open, start=1):
            yield _timed(day, span, f"{name} open{why}", "OPEN", f"open{number}")


def _event(day: Day, summary: str, category: str, kind: str) -> Event:
    event = Event()
    event["uid"] = f"{day.date.isoformat()}.{kind}"
    event.add("summary", summary)
    event.add("categories", [category])
    event.add("transp", "TRANSPARENT")  # it tells about the line, and takes nobody's time
    return event


def _timed(day: Day, span: Span, summary: str, category: str, kind: str) -> Event:
    event = _event(day, summary, category, kind)
    zone = ZoneInfo(day.served.time_zone)
    midnight = dt.datetime.combine(day.date, dt.time(), zone)  # adding minutes moves the wall clock, which is meant
    event.add("dtstart", midnight + dt.timedelta(minutes=span.start))
    event.add("dtend", midnight + dt.timedelta(minutes=span.end))
    return event


def _path(served: Served) -> str:
    """Ids alone: an event keeps its identity when names and reasons change."""
    return ".".join(part for part in (served.center, served.line, served.queue, served.channel) if part)


class _Names:
    """How a person knows a way in."""

    def __init__(self, program: ProgramSpec) -> None:
        self._lines = {line.id: line.name for line in program.infrastructure.lines}
        self._queues = {queue.id: queue.name for queue in program.infrastructure.queues}

    def of(self, served: Served) -> str:
        line = self._lines.get(served.line or "", "")
        queue = self._queues.get(served.queue or "", "")
        if line and queue:
            return f"{line}, {queue}"
        return line or f"{queue} by {served.channel}"
