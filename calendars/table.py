"""The effective opening table: when callers are served, day by day, for each way in and each queue behind it. Pure.

A queue is open through a line where both are; contacts of chat, e-mail and tasks come by no line, and meet the hours of
their queue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from calendars.declared import spec_hours
from calendars.opening import HoursOfOperation, Span, openings, reason
from spec.models import ProgramSpec
from spec.models.lines import Line
from spec.models.queues import Channel, Queue
from spec.select import belongs_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One way to be served.

    line      None for what comes by no line
    queue     None for the line itself
    channel   voice for every line
    party     who answers; None for a line, behind which several may
    hours     hours of operation that decide: of the line, then of the queue
    """

    center: str
    line: str | None
    queue: str | None
    channel: str
    party: str | None
    hours: tuple[str, ...]
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedDay:
    """Openings of one date in the local time of `served.time_zone`.

    reason    why the day is not an ordinary one; None for an ordinary one
    """

    served: Served
    date: dt.date
    open: tuple[Span, ...]
    reason: str | None


def ways_in(program: ProgramSpec) -> tuple[Served, ...]:
    """Lines, each with the queues that it reaches, then queues by their other channels; in spec order."""
    return tuple(_ways_in(program))


def served_days(program: ProgramSpec, first: dt.date, last: dt.date) -> Iterator[ServedDay]:
    """Every way in on every day from `first` to `last`, by way and then by day."""
    known = {hours.id: spec_hours(program, hours, first, last) for hours in program.infrastructure.hours}
    for served in ways_in(program):
        deciding = [known[id_] for id_ in served.hours]
        for day in (first + dt.timedelta(days=n) for n in range((last - first).days + 1)):
            yield ServedDay(served=served, date=day, open=_shared(deciding, day), reason=_reason(deciding, day))


def _ways_in(program: ProgramSpec) -> Iterator[Served]:
    infra = program.infrastructure
    for center in infra.centers:
        queues = belongs_to(program, center, infra.queues)
        for line in belongs_to(program, center, infra.lines):
            yield _served(program, center.id, line=line)
            reached = _reached(program, line)
            yield from (_served(program, center.id, line=line, queue=queue) for queue in queues if queue.id in reached)
        for queue in queues:
            for channel in queue.channels:
                if channel is not Channel.VOICE:
                    yield _served(program, center.id, queue=queue, channel=channel)


def _reached(program: ProgramSpec, line: Line) -> set[str]:
    topics = {topic.id: topic.queue for topic in program.topics}
    return {line.queue, *(choice.queue or topics.get(choice.topic or "", "") for choice in line.menu)}


def _served(
    program: ProgramSpec,
    center: str,
    *,
    line: Line | None = None,
    queue: Queue | None = None,
    channel: Channel = Channel.VOICE,
) -> Served:
    named = tuple(dict.fromkeys(part.hours for part in (line, queue) if part is not None))
    zones = {hours.id: hours.time_zone or program.program.time_zone for hours in program.infrastructure.hours}
    return Served(
        center=center,
        line=line.id if line else None,
        queue=queue.id if queue else None,
        channel=channel.value,
        party=queue.owner if queue else None,
        hours=named,
        time_zone=zones[named[0]],
    )


def _shared(deciding: list[HoursOfOperation], day: dt.date) -> tuple[Span, ...]:
    """What all have in common. Hours of two zones are compared by their own wall clocks of the same date."""
    found = openings(deciding[0], day)
    for other in deciding[1:]:
        found = tuple(
            Span(max(a.start, b.start), min(a.end, b.end))
            for a in found
            for b in openings(other, day)
            if max(a.start, b.start) < min(a.end, b.end)
        )
    return found


def _reason(deciding: list[HoursOfOperation], day: dt.date) -> str | None:
    return next((found for hours in deciding if (found := reason(hours, day))), None)
