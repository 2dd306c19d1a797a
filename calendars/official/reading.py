"""An agency's .ics text to closures; everything that closes nothing is told with its line and the reason. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from calendars.declared.horizon import horizon
from calendars.official.blocks import Blocks, blocks
from calendars.official.events import Read, read_event, zone_of, zones_of
from calendars.official.found import Closure, Desk, Official, Remark
from calendars.official.meaning import no_closure, take
from calendars.official.occurrences import Occurrence, is_part_of_a_day, once, repeated
from calendars.official.versions import Series, series_of
from spec.errors import UsageError

FARTHEST_YEARS = 10
EDGE_DAYS = 7
"""1 January alone does not make a calendar cover a year: it stands in the calendar of the year before, too."""
OTHER = {"VTODO": "a to-do", "VJOURNAL": "a journal entry", "VFREEBUSY": "a list of busy times"}


def read_official(
    text: str, file: str, zone: str, today: dt.date, first: dt.date | None = None, last: dt.date | None = None
) -> Official:
    """Closures from `first` to `last`; where they are left out, of this year and the years that the calendar covers.

    zone     in which the office lives: dates are those of its wall clock
    raises   UsageError for a text that is no calendar, or has no event
    """
    found, desk = blocks(text), Desk()
    events = [block for block in found.found if block.kind == "VEVENT"]
    _require_events(found, len(events), file)
    _tell_of_others(found, desk)
    floating = _zone_of_file(found, desk, zone)
    series = list(series_of(_understood(found, desk), desk))
    start, end = _bounds(series, today, first, last)
    for one in series:
        for occurrence in _occurrences(one, floating, start, end):
            if isinstance(occurrence, Remark):
                desk.skipped.append(occurrence)
            else:
                take(occurrence, desk, floating, zone, start, end)
    closures = tuple(sorted(desk.closures, key=lambda one: (one.date, one.span.start, one.line)))
    return Official(
        first=first or _first_covered(closures, start),
        last=last or _last_covered(closures, start),
        events=len(events),
        closures=closures,
        skipped=tuple(sorted(set(desk.skipped))),
        notes=tuple(sorted(set(desk.notes))),
    )


def _require_events(found: Blocks, events: int, file: str) -> None:
    if not events and not found.calendars:
        stray = found.stray[0] if found.stray else None
        shown = f": '{stray.text[:40]}'" if stray else "; it is empty"
        hint = "export the agency's calendar as iCalendar (.ics); such a file begins with BEGIN:VCALENDAR"
        raise UsageError(f"{file}:{stray.number if stray else 1}", f"this is no iCalendar file{shown}", hint)
    if not events:
        raise UsageError(file, "this calendar has no event", "check that the right calendar was exported")


def _tell_of_others(found: Blocks, desk: Desk) -> None:
    """What stands in the file and is no event."""
    desk.skipped += [Remark(line.number, line.text[:40], "belongs to no component") for line in found.stray]
    for block in found.found:
        if block.kind not in ("VEVENT", "VTIMEZONE"):
            what = f"is {OTHER.get(block.kind, f'a {block.kind}')}, not an event"
            desk.skipped.append(Remark(block.number, block.value_of("SUMMARY"), what))


def _zone_of_file(found: Blocks, desk: Desk, zone: str) -> str:
    """In which times are meant that name no zone."""
    line = next((line for line in found.header if line.name == "X-WR-TIMEZONE"), None)
    if line is None:
        return zone
    if zone_of(line.value) is None:
        why = f"is no zone that is known; times without zone are taken for those of {zone}"
        desk.notes.append(Remark(line.number, line.text, why))
        return zone
    return line.value


def _understood(found: Blocks, desk: Desk) -> Iterator[Read]:
    zones, broken = zones_of(found.found)
    desk.skipped += broken
    for block in found.found:
        if block.kind == "VEVENT":
            read = read_event(block, zones)
            if isinstance(read, Remark):
                desk.skipped.append(read)
            else:
                yield read


def _occurrences(series: Series, zone: str, first: dt.date, last: dt.date) -> Iterator[Occurrence | Remark]:
    alone = series[0]
    if len(series) == 1 and not alone.repeats and not alone.replaces_instance:
        yield once(alone)
        return
    words = [no_closure(read, timed=is_part_of_a_day(read)) for read in series]
    if all(words):  # weekly meetings without end need not be followed to be left out
        yield from (Remark(read.line, read.name, why) for read, why in zip(series, words, strict=True))
    else:
        yield from repeated(series, zone, first, last)


def _bounds(
    series: list[Series], today: dt.date, first: dt.date | None, last: dt.date | None
) -> tuple[dt.date, dt.date]:
    """Rules without end are followed as far as holidays are deployed; single events as far as anybody plans."""
    start = first or dt.date(today.year, 1, 1)
    latest = max((read.start.year for one in series for read in one), default=today.year)
    end = dt.date(min(latest, today.year + FARTHEST_YEARS), 12, 31)
    return start, last or max(end, horizon(today)[1], dt.date(start.year, 12, 31))


def _first_covered(closures: tuple[Closure, ...], start: dt.date) -> dt.date:
    if not closures:
        return start
    date = closures[0].date
    at_edge = all(one.date > dt.date(date.year, 12, 31 - EDGE_DAYS) for one in closures if one.date.year == date.year)
    return date if at_edge and closures[-1].date.year > date.year else max(start, dt.date(date.year, 1, 1))


def _last_covered(closures: tuple[Closure, ...], start: dt.date) -> dt.date:
    if not closures:
        return dt.date(start.year, 12, 31)
    date = closures[-1].date
    at_edge = all(one.date <= dt.date(date.year, 1, EDGE_DAYS) for one in closures if one.date.year == date.year)
    return date if at_edge and closures[0].date.year < date.year else dt.date(date.year, 12, 31)
