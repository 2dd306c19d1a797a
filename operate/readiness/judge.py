"""From evidence to flaws. Pure: the same evidence at the same moment gives the same flaws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TypeVar

from contact_flows.language.document import FlowSet, Ref
from contact_flows.simulate.machine import Machine
from operate.flows.surroundings import Surroundings
from operate.readiness.alarms import judge_alarms
from operate.readiness.apart import judge_apart
from operate.readiness.automatic import judge_automatic
from operate.readiness.bots import judge_bots
from operate.readiness.door import judge_door
from operate.readiness.evidence import Unread, unread
from operate.readiness.flaw import ANSWERED, Area, Flaw, Touch
from operate.readiness.flows import judge_flows, judge_references
from operate.readiness.functions import judge_functions
from operate.readiness.gather import Evidence, Opposite
from operate.readiness.instance import judge_drift, judge_instance, judge_replication
from operate.readiness.limits import judge_quotas
from operate.readiness.mail import judge_mail, judge_sending
from operate.readiness.members import judge_desks, judge_members
from operate.readiness.origins import judge_origins
from operate.readiness.parity import Configuration, judge_parity
from operate.readiness.region import Place, Region
from operate.readiness.standby import judge_telephones
from operate.readiness.storage import judge_storage
from operate.readiness.stores import judge_pairing, judge_stores
from operate.readiness.traffic import judge_traffic
from operate.readiness.walk import Ground, Way, walk

T = TypeVar("T")
ALL: tuple[Touch, ...] = (Area.ALL,)
CHAT: tuple[Touch, ...] = (Area.CHAT,)
EMAIL: tuple[Touch, ...] = (Area.EMAIL,)
VOICE: tuple[Touch, ...] = (Area.VOICE,)


def judge_region(evidence: Evidence, place: Place) -> Iterator[Flaw]:
    """What the region has by itself."""
    here = place.here
    if evidence.silence:
        what = f"{here.name} does not answer ({evidence.silence})"
        yield Flaw(ALL, True, what, "wait for the region, or choose the other one")
        return

    def judged(
        found: T | Unread, judge: Callable[[T, Region], Iterator[Flaw]], touches: tuple[Touch, ...]
    ) -> Iterator[Flaw]:
        if isinstance(found, Unread):
            yield unread(found, here.name, touches)
        else:
            yield from judge(found, here)

    yield from judged(evidence.instance, judge_instance, ALL)
    if place.group is not None:
        yield from judged(evidence.instance, judge_replication, ALL)
    if evidence.drift is not None:
        yield from judged(evidence.drift, judge_drift, ALL)
    if evidence.traffic is not None:
        yield from judged(evidence.traffic, lambda found, _: judge_traffic(found, place), ANSWERED)
    if evidence.telephones is not None:
        yield from judged(evidence.telephones, judge_telephones, VOICE)
    yield from judged(evidence.flows, judge_flows, ALL)
    yield from judged(evidence.flows, lambda found, _: judge_references(found, here, place.there.name), ())
    yield from judged(evidence.around, judge_members, ALL)
    yield from judged(evidence.functions, judge_functions, ALL)
    yield from judged(evidence.bots, judge_bots, ALL)
    yield from judged(evidence.storage, judge_storage, ALL)
    if evidence.mail is not None:
        yield from judged(evidence.mail, judge_mail, EMAIL)
    yield from judged(evidence.door, judge_door, CHAT)
    yield from judged(evidence.stores, judge_stores, ALL)
    yield from judged(evidence.desks, judge_desks, (Area.AGENTS,))
    yield from judge_alarms(evidence.alarms, here)
    yield from judge_automatic(evidence.automatic, here)
    yield from judge_pairing(here, place.there)


def judge_both(evidence: Evidence, opposite: Opposite, place: Place) -> Iterator[Flaw]:
    """What the region has in comparison with the other one, as far as that one answers."""
    here, other = place.here, place.there.name
    if opposite.silence and not evidence.silence:
        what = f"{other} does not answer ({opposite.silence}): flows, hours, queues and limits could not be compared"
        yield Flaw(ALL, False, what, f"check again when {other} answers")
    if opposite.silence or evidence.silence:
        return

    def compared(
        mine: T | Unread,
        theirs: T | Unread,
        judge: Callable[[T, T, Region, str], Iterator[Flaw]],
        touches: tuple[Touch, ...],
        *,
        loss: bool = True,
    ) -> Iterator[Flaw]:
        """loss: whether something unread in the region itself costs a comparison only, as it does in the other one."""
        if isinstance(mine, Unread):
            yield unread(mine, here.name, touches, loss=loss)
        elif isinstance(theirs, Unread):
            yield unread(theirs, other, touches, loss=True)
        else:
            yield from judge(mine, theirs, here, other)

    yield from compared(evidence.origins, opposite.origins, judge_origins, CHAT, loss=False)
    yield from compared(evidence.apart, opposite.apart, judge_apart, ALL)
    yield from compared(evidence.quotas, opposite.quotas, judge_quotas, ALL)
    if isinstance(opposite.sending, Unread):
        yield unread(opposite.sending, other, EMAIL, loss=True)
    elif opposite.sending is not None and evidence.mail is not None and not isinstance(evidence.mail, Unread):
        yield from judge_sending(evidence.mail.sending, opposite.sending, here, other)
    yield from _judge_parity(evidence, opposite, place)


def _judge_parity(evidence: Evidence, opposite: Opposite, place: Place) -> Iterator[Flaw]:
    for part in (opposite.flows, opposite.around):
        if isinstance(part, Unread):
            yield unread(part, place.there.name, ALL, loss=True)
    found = (evidence.flows, evidence.around, opposite.flows, opposite.around)
    if not any(isinstance(part, Unread) for part in found):
        mine = Configuration(flows_of(evidence), around_of(evidence))
        theirs = Configuration(flows_of(opposite), around_of(opposite))
        yield from judge_parity(mine, theirs, place.here, place.there.name, mirrored=place.group is not None)


def judge_walks(evidence: Evidence, place: Place, ways: tuple[Way, ...], now: dt.datetime) -> Iterator[Flaw]:
    """Nothing where flows, hours or queues could not be read: that is a flaw already, and touches everything."""
    if isinstance(evidence.flows, Unread) or isinstance(evidence.around, Unread):
        return
    machine = Machine.of(evidence.flows.flows)
    ground = Ground(machine, evidence.around, answering(evidence), place.here.name, place.there.name, now)
    for way in ways:
        yield from walk(ground, way)


def answering(evidence: Evidence) -> frozenset[Ref]:
    """Functions and bots that would answer; those that could not be read would not."""
    functions = {} if isinstance(evidence.functions, Unread) else evidence.functions
    bots = {} if isinstance(evidence.bots, Unread) else evidence.bots
    return frozenset(
        [Ref("function", id_) for id_, one in functions.items() if one.answers]
        + [Ref("bot", id_) for id_, one in bots.items() if one.answers]
    )


def flows_of(evidence: Evidence | Opposite) -> FlowSet:
    """Empty where they could not be read."""
    return FlowSet(()) if isinstance(evidence.flows, Unread) else evidence.flows.flows


def around_of(evidence: Evidence | Opposite) -> Surroundings:
    """Empty where they could not be read."""
    return Surroundings({}, {}, {}) if isinstance(evidence.around, Unread) else evidence.around
