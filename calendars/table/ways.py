"""The ways to be served: which queues a line reaches, and by what else than a line a queue is reached. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from spec.models import ProgramSpec
from spec.models.agencies import PartyRole, QuestionKind
from spec.models.lines import Line
from spec.models.queues import Channel, Queue
from spec.models.topics import Topic
from spec.select import belongs_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One way to be served.

    line      None for what comes by no line
    queue     None for the line itself
    channel   voice for every line
    party     who answers; None for a line, behind which several may
    hours     hours of operation that decide: of the line, of lines that it leads through, then of the queue
    until     last day of the account manager who is reached; None where there is none, or no last day
    """

    center: str
    line: str | None
    queue: str | None
    channel: str
    party: str | None
    hours: tuple[str, ...]
    time_zone: str
    until: dt.date | None = None


def ways_in(program: ProgramSpec) -> tuple[Served, ...]:
    """Lines, each with the queues that it reaches, then queues by their other channels; in spec order.

    A queue that no line reaches has a way for calls too: they come by transfer, or because another queue is full.
    """
    return tuple(_ways_in(program))


def _ways_in(program: ProgramSpec) -> Iterator[Served]:
    infra = program.infrastructure
    for center in infra.centers:
        queues = belongs_to(program, center, infra.queues)
        lines = {line.id: line for line in belongs_to(program, center, infra.lines)}
        called: set[str] = set()
        for line in lines.values():
            yield _served(program, center.id, (line,))
            reached = _reached(program, lines, line)
            called.update(reached)
            for queue in queues:
                if queue.id in reached:
                    yield _served(program, center.id, reached[queue.id], queue)
        for queue in queues:
            for channel in queue.channels:
                if channel is not Channel.VOICE or queue.id not in called:
                    yield _served(program, center.id, (), queue, channel)


def _reached(program: ProgramSpec, lines: dict[str, Line], line: Line) -> dict[str, tuple[Line, ...]]:
    """Queues of the menus that callers of a line come to, each with the lines on the shortest way."""
    found: dict[str, tuple[Line, ...]] = {}
    ahead: list[tuple[Line, ...]] = [(line,)]
    seen = {line.id}
    while ahead:
        way = ahead.pop(0)
        for queue in _offered(program, way[-1]):
            found.setdefault(queue, way)
        for choice in way[-1].menu:
            if choice.line in lines and choice.line not in seen:
                seen.add(choice.line)
                ahead.append((*way, lines[choice.line]))
    return found


def _offered(program: ProgramSpec, line: Line) -> Iterator[str]:
    topics = {topic.id: topic for topic in program.topics}
    yield line.queue
    for choice in line.menu:
        if choice.topic in topics:
            yield _answering(program, topics[choice.topic])
        elif choice.line is None:
            yield choice.queue or line.queue


def _answering(program: ProgramSpec, topic: Topic) -> str:
    """Queue of a topic, as flows choose it: sensitive contacts whom the agency named, policy always the state."""
    routing = program.infrastructure.routing
    if topic.sensitive and routing.sensitive is not None:
        return routing.sensitive
    state = {party.id for party in program.parties if party.role is PartyRole.STATE}
    owner = next((queue.owner for queue in program.infrastructure.queues if queue.id == topic.queue), None)
    return routing.policy if topic.kind is QuestionKind.POLICY and owner not in state else topic.queue


def _served(
    program: ProgramSpec,
    center: str,
    way: tuple[Line, ...],
    queue: Queue | None = None,
    channel: Channel = Channel.VOICE,
) -> Served:
    parts = (*way, *((queue,) if queue else ()))
    named = tuple(dict.fromkeys(part.hours for part in parts))
    zones = {hours.id: hours.time_zone or program.program.time_zone for hours in program.infrastructure.hours}
    managers = {part.account_manager for part in parts}
    ends = [m.active_to for m in program.account_managers if m.id in managers and m.active_to]
    return Served(
        center=center,
        line=way[0].id if way else None,
        queue=queue.id if queue else None,
        channel=channel.value,
        party=queue.owner if queue else None,
        hours=named,
        time_zone=zones[named[0]],
        until=min(ends, default=None),
    )
