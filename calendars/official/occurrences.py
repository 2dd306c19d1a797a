"""When an event happens within a period: once, or as often as its rule says. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import recurring_ical_events  # type: ignore[import-untyped]  # it carries no type information
from icalendar import Calendar

from calendars.official.events import Read
from calendars.official.found import Remark

LINE = "X-CIVICLINE-LINE"
DAILY_OR_LESS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
BY_DAY = frozenset({"BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY", "BYSETPOS"})
KNOWN_PARTS = BY_DAY | {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
DAY = dt.timedelta(days=1)
YEARS = 1800, 9900
"""Beyond them a zone's arithmetic leaves the calendar; nothing that is earlier or later closes an office."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """start and end are dates, end excluded, or datetimes; a datetime without zone is local time."""

    read: Read
    start: dt.date
    end: dt.date
    cancelled: bool = False


def once(read: Read) -> Occurrence | Remark:
    """Of an event without a rule."""
    start = read.start
    try:
        end = _end(read)
    except OverflowError:
        return Remark(read.line, read.name, "ends beyond the year 9999")
    if not all(YEARS[0] <= moment.year <= YEARS[1] for moment in (start, end)):
        return Remark(read.line, read.name, f"lies outside of the years {YEARS[0]} to {YEARS[1]}: {start} to {end}")
    if isinstance(start, dt.datetime) != isinstance(end, dt.datetime):
        return Remark(read.line, read.name, "begins with a date and ends with a time, or the other way round")
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        if (start.tzinfo is None) != (end.tzinfo is None):
            return Remark(read.line, read.name, "only one of its two ends has a time zone")
        if end == start:
            return Remark(read.line, read.name, "is a moment without length")
    if end < start:
        return Remark(read.line, read.name, f"ends before it begins: {start} to {end}")
    whole = not isinstance(start, dt.datetime) and end == start
    return Occurrence(read, start, end + DAY if whole else end)  # a date that ends on itself is meant to be that date


def is_part_of_a_day(read: Read) -> bool:
    """For sure, in whatever zone."""
    found = once(read)
    timed = isinstance(found, Occurrence) and isinstance(found.start, dt.datetime)
    return timed and isinstance(found, Occurrence) and found.end - found.start < DAY


def _end(read: Read) -> dt.date:
    """A date without end lasts that day; a time without end lasts no time. RFC 5545, 3.6.1."""
    event = read.parsed
    if "DTEND" in event:
        found: dt.date = event["DTEND"].dt
        return found
    if "DURATION" in event:
        length: dt.timedelta = event["DURATION"].dt
        return read.start + length
    return read.start if isinstance(read.start, dt.datetime) else read.start + DAY


def repeated(series: Sequence[Read], zone: str, first: dt.date, last: dt.date) -> Iterator[Occurrence | Remark]:
    """Of events of one UID: a rule with its exceptions and its instances that were moved or cancelled.

    zone     of the calendar, in which times in UTC repeat
    """
    main = series[0]
    found = _followed(series, zone, first, last)
    if isinstance(found, str):
        yield Remark(main.line, main.name, found)
        for read in series[1:]:
            yield Remark(read.line, read.name, "is cancelled") if read.is_cancelled else once(read)
        return
    by_line = {str(read.line): read for read in series}
    for event in found:
        yield _instance(by_line[str(event[LINE])], event)
    come = {str(event[LINE]) for event in found}
    for read in (read for line, read in by_line.items() if line not in come):
        replaced = read is main and found
        why = f"does not come between {first} and {last}" + (", but in instances that replace it" if replaced else "")
        yield Remark(read.line, read.name, why)


def _followed(series: Sequence[Read], zone: str, first: dt.date, last: dt.date) -> list[Any] | str:
    """Events of the period as the library unfolds them, each with its line; words where the rule is not followed."""
    if not YEARS[0] <= series[0].start.year <= YEARS[1]:
        return f"begins outside of the years {YEARS[0]} to {YEARS[1]}"
    if why := next(filter(None, (_untenable(read.parsed) for read in series)), ""):
        return why
    calendar = Calendar()
    calendar.add("x-wr-timezone", zone)
    for read in series:
        event = read.parsed.copy(recursive=True)
        event[LINE] = str(read.line)
        calendar.add_component(event)
    try:
        return list(recurring_ical_events.of(calendar).between(first, last + DAY))
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError) as error:
        words = (str(error).splitlines() or [type(error).__name__])[0]
        return f"its repetition cannot be understood: {words}"


def _instance(read: Read, event: Any) -> Occurrence | Remark:
    start: dt.date = event["DTSTART"].dt
    end: dt.date = event["DTEND"].dt if "DTEND" in event else start
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return Occurrence(read, start, end, cancelled=True)
    if end <= start:
        return Remark(read.line, read.name, "is a moment without length")
    return Occurrence(read, start, end)


def _untenable(event: Any) -> str:
    """Why a rule is not followed: nothing that closes an office comes by the hour, and some rules never end."""
    found = event.get("RRULE")
    for rule in found if isinstance(found, list) else [found] if found else []:
        frequency = str(next(iter(rule.get("FREQ", [])), "")).upper()
        if frequency not in DAILY_OR_LESS:
            return f"repeats {frequency.lower()}, which no closure does" if frequency else "repeats without FREQ"
        if unknown := sorted(set(map(str.upper, rule)) - KNOWN_PARTS):
            return f"repeats by {unknown[0]}, which closures do not"
        if any(int(number) < 1 for name in ("INTERVAL", "COUNT") for number in rule.get(name, [])):
            return "repeats by an interval or a count below 1"
    return ""
