"""`failover check`: can this region answer every line and channel now? Reads, judges, and changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contact_flows.language.document import Channel, FlowSet, Ref
from operate.aws import Target
from operate.flows.surroundings import Surroundings
from operate.readiness.flaw import Area, Flaw, Touch, line
from operate.readiness.gather import gather
from operate.readiness.judge import around_of, flows_of, judge_both, judge_region, judge_walks
from operate.readiness.practice import judge_practice
from operate.readiness.reach import reach
from operate.readiness.region import Place, place_of
from operate.readiness.verdict import Readiness, Scope, State, Subject, Verdict, together
from operate.readiness.walk import Way
from spec.deployed import Deployed

_WRITTEN = {Area.CHAT: Channel.CHAT, Area.EMAIL: Channel.EMAIL, Area.TASK: Channel.TASK}
"""Channels of which a center may have one way in or several, none of them a line."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A line or channel, with all that touches it."""

    subject: Subject
    touches: frozenset[Touch]


def check(
    target: Target, deployed: Deployed, region: str, *, now: dt.datetime, centers: Iterable[str] = ()
) -> Readiness:
    """Of every center, or of those named.

    now      decides which hours are open
    raises   UsageError for a center that does not have the region, or has no second one
    """
    places = [place_of(target, deployed, id_, region) for id_ in (tuple(centers) or tuple(deployed.centers))]
    return together(region, [check_center(place, deployed, now) for place in places])


def check_center(place: Place, deployed: Deployed, now: dt.datetime) -> Readiness:
    evidence, opposite = gather(place)
    flows, around = flows_of(evidence), around_of(evidence)
    ways = ways_in(place, deployed, flows, around)
    flaws = [
        *judge_region(evidence, place),
        *judge_both(evidence, opposite, place),
        *judge_walks(evidence, place, ways, now),
        *(
            ()
            if evidence.silence or place.group is None
            else judge_practice(evidence.practice, opposite.practice, place, now)
        ),
    ]
    return Readiness(place.here.name, verdicts(place, deployed, ways, flaws))


def ways_in(place: Place, deployed: Deployed, flows: FlowSet, around: Surroundings) -> tuple[Way, ...]:
    """Where contacts come to the center: its lines, and the flows that chats, e-mails and tasks begin in."""
    entries: list[tuple[str, str, Channel, Touch]] = [
        (f"the line {one.id}", f"line-{one.id}", Channel.VOICE, line(one.id))
        for one in deployed.lines
        if one.center == place.id
    ]
    for area, channel in _WRITTEN.items():
        entries += [(f"the channel {area}", id_, channel, area) for id_ in _flows_of(place, area)]
    return tuple(
        Way(name, id_, channel, touch, reach(flows, id_, around.queues)) for name, id_, channel, touch in entries
    )


def _flows_of(place: Place, area: Area) -> tuple[str, ...]:
    ids = [row.id for row in place.here.center.resources if row.kind == "flow"]
    return tuple(id_ for id_ in ids if id_ == area or (area is Area.EMAIL and id_.startswith("email-")))


def verdicts(place: Place, deployed: Deployed, ways: tuple[Way, ...], flaws: list[Flaw]) -> tuple[Verdict, ...]:
    """Of the lines, then of the channels. The voice channel is as ready as its lines."""
    lines = [_verdict(asked, flaws) for asked in _lines(place, deployed, ways)]
    channels = [_verdict(asked, flaws) for asked in _channels(place, ways, flaws)]
    return (*lines, *([_voice(place, lines, flaws)] if lines else []), *channels)


def _lines(place: Place, deployed: Deployed, ways: tuple[Way, ...]) -> Iterator[_Asked]:
    behind = {way.touch: way.refs for way in ways}
    for one in deployed.lines:
        if one.center == place.id:
            touches: set[Touch] = {Area.ALL, Area.VOICE, line(one.id), *behind[line(one.id)]}
            yield _Asked(Subject(place.id, Scope.LINE, one.id), frozenset(touches))


def _channels(place: Place, ways: tuple[Way, ...], flaws: list[Flaw]) -> Iterator[_Asked]:
    for area in _WRITTEN:
        behind = [ref for way in ways if way.touch is area for ref in way.refs]
        if any(way.touch is area for way in ways):
            yield _Asked(Subject(place.id, Scope.CHANNEL, area), frozenset({Area.ALL, area, *behind}))
    met = {ref for way in ways for ref in way.refs}
    # What no contact comes to by itself is what agents use: transfers, whispers, queues of theirs.
    unmet = {touch for flaw in flaws for touch in flaw.touches if _is_thing(touch) and touch not in met}
    yield _Asked(Subject(place.id, Scope.CHANNEL, Area.AGENTS), frozenset({Area.ALL, Area.AGENTS, *unmet}))


def _is_thing(touch: Touch) -> bool:
    return isinstance(touch, Ref) and touch.kind != "line"


def _voice(place: Place, lines: list[Verdict], flaws: list[Flaw]) -> Verdict:
    own = _verdict(_Asked(Subject(place.id, Scope.CHANNEL, Area.VOICE), frozenset({Area.ALL, Area.VOICE})), flaws)
    why, todo = list(own.why), list(own.todo)
    for one in lines:
        if one.state is not State.READY and not set(one.why) <= set(own.why):
            why.append(f"the line {one.subject.id} is {one.state.replace('_', ' ')}")
            todo.append("see what is said of the line")
    return Verdict(
        own.subject, max((own, *lines), key=lambda verdict: _WORST[verdict.state]).state, tuple(why), tuple(todo)
    )


_WORST = {State.READY: 0, State.DEGRADED: 1, State.NOT_READY: 2}


def _verdict(asked: _Asked, flaws: list[Flaw]) -> Verdict:
    """What keeps contacts away comes first. One sentence is said once."""
    mine = [flaw for flaw in flaws if not asked.touches.isdisjoint(flaw.touches)]
    told = {flaw.what: flaw for flaw in sorted(mine, key=lambda flaw: not flaw.breaks)}
    broken = any(flaw.breaks for flaw in mine)
    state = State.NOT_READY if broken else State.DEGRADED if mine else State.READY
    return Verdict(asked.subject, state, tuple(told), tuple(flaw.todo for flaw in told.values()))
