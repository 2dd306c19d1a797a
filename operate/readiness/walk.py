"""Simulated contacts in one region while the other one is dark, over the flows, hours and queues that are there.

Each contact is placed twice: with every function and bot in order, and with those only that answer. Functions answer
nothing in particular: whether a line is answered must not depend on what they say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from calendars.service.moments import next_opening
from contact_flows.compare.paths import outcome
from contact_flows.language.document import Channel, Ref
from contact_flows.simulate.contact import Answer, Contact, Keys
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.trace import Ended, Trace, Verdict
from contact_flows.simulate.world import Fault, QueueState, World
from operate.flows.surroundings import FoundQueue, Surroundings
from operate.readiness.flaw import Flaw, Touch

PRESSES = (*(str(key) for key in range(10)), "")
"""A caller presses the same key at every question; the last one says nothing at all."""
QUESTIONS = 8
PATIENT_SECONDS = 1200.0
MOMENTS = 4
"""So many are tried in any case; others only as long as nobody was served."""
SERVED = frozenset({Ended.CALLBACK, Ended.TRANSFER})


@dataclass(frozen=True, slots=True)
class Ground:
    """What there is to walk on.

    answering   functions and bots that would answer now
    region      where the contact is served; dark: the other one
    """

    machine: Machine
    around: Surroundings
    answering: frozenset[Ref]
    region: str
    dark: str
    now: dt.datetime


@dataclass(frozen=True, slots=True)
class Way:
    """Where contacts come in. name: of the line or channel, as a sentence has it; refs: all that it can come to."""

    name: str
    flow: str
    channel: Channel
    touch: Touch
    refs: frozenset[Ref]


def walk(ground: Ground, way: Way) -> Iterator[Flaw]:
    """Flaws of one way in; nothing where every contact tried is treated as it should be."""
    if way.flow not in ground.machine:
        yield Flaw((way.touch,), True, f"{way.name} has no flow that could be walked", "see what else is said of it")
        return
    served = False
    told: set[str] = set()
    for number, now in enumerate(_moments(ground, way)):
        if served and number >= MOMENTS:
            break
        whole, found = (_world(ground, way, now, whole=whole) for whole in (True, False))
        for contact in _contacts(way):
            trace = ground.machine.run(found, contact)
            served = served or is_served(trace)
            flaw = _compared(way, ground.machine.run(whole, contact), trace)
            if flaw is not None and flaw.what not in told:
                told.add(flaw.what)
                yield flaw
    if not served:
        what = f"no simulated contact of {way.name} in {ground.region} comes to anybody, whatever it presses"
        yield Flaw((way.touch,), True, what, f"civicline call PROGRAM --deployed, with {ground.dark} dark, shows why")


def is_served(trace: Trace) -> bool:
    """Somebody talks to the contact, or will."""
    return trace.verdict is Verdict.FINE and (trace.agent or trace.ended in SERVED)


def _compared(way: Way, whole: Trace, found: Trace) -> Flaw | None:
    if found.verdict is not Verdict.FINE or found.ended is Ended.FAULT:
        what = f"a simulated contact of {way.name} is stranded: {found.verdict} at {found.verdict_at}"
        return Flaw((way.touch,), True, what, "civicline up PROGRAM; then civicline test PROGRAM")
    if outcome(whole) == outcome(found):
        return None
    lost = sorted({call.function.partition(":")[2] for call in found.functions if call.failed})
    without = f" without {', '.join(lost)}" if lost else ""
    what = f"a simulated contact of {way.name} {outcome(found)}{without}, where it otherwise {outcome(whole)}"
    return Flaw((way.touch,), is_served(whole) and not is_served(found), what, "civicline up PROGRAM")


def _contacts(way: Way) -> Iterator[Contact]:
    """One for each key; those who write have no keys."""
    first = Contact(flow=way.flow, channel=way.channel, patience_seconds=PATIENT_SECONDS)
    if way.channel is Channel.EMAIL:
        first = replace(first, customer="customer@mail.example", system="")
    for key in PRESSES if way.channel is Channel.VOICE else ("",):
        answers: tuple[Answer, ...] = (Keys(key),) * QUESTIONS if key else ()
        yield replace(first, answers=answers)


def _moments(ground: Ground, way: Way) -> tuple[dt.datetime, ...]:
    """When the hours of its own flow open next, and now; then those of all that is behind it, the last one first."""
    own = _openings(ground, ground.machine.document(way.flow).refs)
    behind = _openings(ground, way.refs)
    return tuple(dict.fromkeys((*own, ground.now, *behind[-1:], *behind)))


def _openings(ground: Ground, refs: Iterable[Ref]) -> list[dt.datetime]:
    hours = (ground.around.hours.get(ref.id) for ref in refs if ref.kind == "hours")
    openings = (next_opening(one, ground.now) for one in hours if one is not None)
    return sorted({opens for opens in openings if opens is not None})


def _world(ground: Ground, way: Way, now: dt.datetime, *, whole: bool) -> World:
    named = {ref for ref in way.refs if ref.kind in ("function", "bot")}
    alive = named if whole else named & ground.answering
    return World(
        now=now,
        region=ground.dark,
        replica=ground.region,
        down=frozenset({ground.dark}),
        hours={f"hours:{id_}": hours for id_, hours in ground.around.hours.items()},
        queues={f"queue:{id_}": _state(queue) for id_, queue in ground.around.queues.items()},
        functions={str(ref): _nothing for ref in alive if ref.kind == "function"},
        understanding=_nothing_understood,
        faults={str(ref): Fault.DEAD for ref in named - alive if ref.kind == "bot"},
    )


def _state(queue: FoundQueue) -> QueueState:
    return QueueState(name=queue.name, capacity=queue.capacity, hours=f"hours:{queue.hours}", enabled=queue.enabled)


def _nothing(_event: Mapping[str, Any], _now: dt.datetime) -> Mapping[str, Any]:
    return {}


def _nothing_understood(_bot: str, _said: str, _language: str) -> None:
    return None
