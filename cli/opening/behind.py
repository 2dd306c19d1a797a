"""Queues behind a line that have shorter hours than the line itself: its month view alone would promise too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from calendars.table.changes import Day
from calendars.table.ways import Served, ways_in
from cli.render.hours_words import date_words, week_words, weeks
from spec.faults import listed
from spec.models import ProgramSpec

Table = tuple[Served, tuple[Day, ...]]


def queues_behind(program: ProgramSpec, ways: Iterable[Served]) -> frozenset[Served]:
    """Ways in to the queues that callers of the lines among `ways` are led to."""
    lines = {way.line for way in ways if way.line and not way.queue}
    return frozenset(way for way in ways_in(program) if way.line in lines and way.queue)


def behind(program: ProgramSpec, tables: Iterable[Table]) -> Mapping[Served, list[str]]:
    """Sentences for each line among the tables, of the queues that it leads to among them."""
    found = list(tables)
    names = {queue.id: queue.name for queue in program.infrastructure.queues}
    return {
        line: list(_sentences(days, [one for one in found if one[0].line == line.line and one[0].queue], names))
        for line, days in found
        if line.line and not line.queue
    }


def _sentences(line: tuple[Day, ...], queues: list[Table], names: Mapping[str, str]) -> Iterator[str]:
    """Queues with the same hours are told of together."""
    told: dict[str, list[str]] = {}
    for served, days in queues:
        if served.queue and (how := _how(line, days)):
            told.setdefault(how, []).append(served.queue)
    for how, ids in told.items():
        who = listed([f"{names[id_]} ({id_})" for id_ in ids], "and")
        yield f"Behind it, {who} {'has' if len(ids) == 1 else 'have'} shorter hours, {how}: --queue {ids[0]}"


def _how(line: tuple[Day, ...], days: tuple[Day, ...]) -> str | None:
    """None where the queue is open whenever the line is."""
    pairs = list(zip(line, days, strict=True))
    apart = [day.date for own, day in pairs if own.open != day.open]
    if not apart:
        return None
    if any(own.usual != day.usual for own, day in pairs):
        *_, (_, week) = weeks((day.date, day.usual) for day in days)
        return f"usually {week_words(week)}"
    return f"on {date_words(apart[0])}" + (f" and {len(apart) - 1} more" if len(apart) > 1 else "")
