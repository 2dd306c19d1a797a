"""Topics, channels and languages of a program that a passed scenario was about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from contact_flows.scenarios.callers import languages_of
from contact_flows.scenarios.coverage import Share
from contact_flows.scenarios.run import Result
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.select import belongs_to


@dataclass(frozen=True, slots=True)
class Part:
    """share of all, and the names of those that are missing"""

    name: str
    share: Share
    missed: tuple[str, ...]


def reach_of(program: ProgramSpec, centers: Sequence[Center], results: Sequence[Result]) -> tuple[Part, ...]:
    """Topics count when a contact came to a queue that answers them."""
    passed = [result for result in results if result.passed]
    queues = {result.queue.removeprefix("queue:") for result in passed if result.queue is not None}
    named = {result.topic for result in passed}
    own = {queue.id for center in centers for queue in belongs_to(program, center, program.infrastructure.queues)}
    topics = [topic for topic in program.topics if topic.queue in own]
    return (
        _part("topics", [t.id for t in topics], {t.id for t in topics if t.id in named or t.queue in queues}),
        _part("channels", _channels(centers), {result.scenario.given.channel.value for result in passed}),
        _part("languages", _languages(program, centers), {code for result in passed for code, _ in result.heard}),
    )


def _part(name: str, wanted: Iterable[str], covered: set[str]) -> Part:
    names = tuple(dict.fromkeys(wanted))
    missed = tuple(one for one in names if one not in covered)
    return Part(name, Share(len(names) - len(missed), len(names)), missed)


def _channels(centers: Sequence[Center]) -> Iterator[str]:
    yield "voice"
    if any(center.channels.chat for center in centers):
        yield "chat"
    if any(center.channels.email for center in centers):
        yield "email"
    yield "task"


def _languages(program: ProgramSpec, centers: Sequence[Center]) -> Iterator[str]:
    """Languages in which some line is spoken."""
    for center in centers:
        for line in belongs_to(program, center, program.infrastructure.lines):
            yield from languages_of(line)
