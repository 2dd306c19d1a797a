"""What a month view says around its grids: names, the state of this moment, milestones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from calendars.declared.hours import spec_hours
from calendars.service.moments import is_open, next_change
from calendars.table.ways import Served
from cli.opening.heard import heard
from cli.render.hours_words import date_words
from spec.faults import listed
from spec.models import ProgramSpec

DAY = dt.timedelta(days=1)
FAR = 400 * DAY


def titles(program: ProgramSpec, ways: Iterable[Served]) -> dict[Served, str]:
    """`Main line (main), Evergreen Contact Center`. Channels of one queue, which share their hours, have one title."""
    infra = program.infrastructure
    lines = {line.id: line.name for line in infra.lines}
    queues = {queue.id: queue.name for queue in infra.queues}
    centers = {center.id: center.name for center in infra.centers}
    found: dict[Served, str] = {}
    for alike in _alike(ways):
        way = alike[0]
        line = [f"{lines[way.line]} ({way.line})"] if way.line else []
        queue = [f"{queues[way.queue]} ({way.queue})"] if way.queue else []
        by = "" if way.line else f" by {listed([one.channel for one in alike], 'and')}"
        found[way] = " to ".join((*line, *queue)) + by + f", {centers[way.center]}"
    return found


def _alike(ways: Iterable[Served]) -> Iterable[list[Served]]:
    groups: dict[tuple[str | None, ...], list[Served]] = {}
    for way in ways:
        groups.setdefault((way.center, way.line, way.queue), []).append(way)
    return groups.values()


def now(program: ProgramSpec, ways: Iterable[Served], moment: dt.datetime, zone: str | None) -> dict[Served, list[str]]:
    """For each line by itself: open until when, or what callers hear in every language it speaks."""
    return {way: list(_now(program, way, moment, zone)) for way in ways if way.queue is None}


def _now(program: ProgramSpec, way: Served, moment: dt.datetime, zone: str | None) -> Iterator[str]:
    clock = ZoneInfo(zone or way.time_zone)
    found = heard(program, way, moment)
    local = f"{date_words(moment.astimezone(clock).date())} {moment.astimezone(clock):%H:%M}"
    if found.is_open:
        yield f"Now, {local}: open{_until(program, way, moment, clock)}"
        return
    yield f"Now, {local}: closed; callers hear:"
    for language, said in found.said.items():
        yield f"  {language}  {said}"


def _until(program: ProgramSpec, way: Served, moment: dt.datetime, clock: ZoneInfo) -> str:
    today = moment.astimezone(ZoneInfo(way.time_zone)).date()
    hours = next(one for one in program.infrastructure.hours if one.id == way.hours[0])
    declared = spec_hours(program, hours, today - DAY, today + FAR)
    end = next_change(declared, moment) if is_open(declared, moment) else None
    if end is None:
        return ""
    local = end.astimezone(clock)
    day = "" if local.date() == moment.astimezone(clock).date() else f"{date_words(local.date())} "
    return f" until {day}{local:%H:%M}"


def milestones(program: ProgramSpec) -> Mapping[dt.date, list[str]]:
    """Windows by their first and last day, in the program's own order."""
    dates = program.dates
    named = [
        (dates.setup_complete, "set-up is complete"),
        (dates.e2e.from_, "the end-to-end test begins"),
        (dates.e2e.till, "the end-to-end test ends"),
        (dates.trial.from_, "the operational trial begins"),
        (dates.trial.till, "the operational trial ends"),
        (dates.launch, "launch"),
    ]
    found: dict[dt.date, list[str]] = {}
    for date, text in named:
        found.setdefault(date, []).append(text)
    return found
