"""An agent for the contact: whispers, the dial of a callback, the talk with its holds, and being passed on.

Source: Administrator Guide, "Set whisper flow", "Set hold flow", "How contacts are initiated", "Queued callbacks".
"""

from __future__ import annotations

import math
from enum import StrEnum

from contact_flows.language.document import Channel, FlowType
from contact_flows.simulate.passing import Passed, on_hold, pass_on
from contact_flows.simulate.phones import answer_of
from contact_flows.simulate.session import RING_SECONDS, Cut, Interrupted, Session
from contact_flows.simulate.walking import walk
from contact_flows.simulate.world import Phone

WHISPER_SECONDS = 120.0
"""Longer whispers end the contact."""
DROPS_AFTER_SECONDS = 1.0
"""In its whisper an agent may be gone as soon as this."""


class Served(StrEnum):
    """How it went: who ended it, or that the contact is to wait again.

    AGAIN       in its queue: the agent dropped, or the customer of a callback did not answer
    PASSED_ON   in the queue that the agent chose
    """

    BY_AGENT = "agent"
    BY_CUSTOMER = "customer"
    BY_SERVICE = "service"
    BY_FLOW = "flow"
    AGAIN = "again"
    PASSED_ON = "passed on"


def serve(s: Session) -> Served:
    """From the moment that an agent accepts. A customer who leaves in a whisper ends the contact."""
    s.waiting_until = math.inf
    drops = s.world.agent.drops > 0 and s.turn("drops") < s.world.agent.drops
    try:
        _until_whispered(s, s.at + WHISPER_SECONDS, drops=drops)
        _whisper(s, s.hooks.get("AgentWhisper", ""), FlowType.AGENT_WHISPER, "agent")
        if drops:
            s.spend(WHISPER_SECONDS)  # nothing was said to this agent, and there is nobody to talk to
        s.in_queue = False
        if s.audience == "nobody":  # a callback that has not reached its customer yet
            if (failed := _dial(s)) is not None:
                return failed
            _whisper(s, s.world.queues[s.queues[-1]].outbound_flow, FlowType.OUTBOUND_WHISPER, "customer")
        else:
            listener = "customer" if s.held_since is None else "agent"
            _whisper(s, s.hooks.get("CustomerWhisper", ""), FlowType.CUSTOMER_WHISPER, listener)
    except Interrupted as event:
        return _whisper_ended(s, event.cut)
    if s.held_since is not None:
        on_hold(s, s.held_since)
        s.held_since = None
    s.audience, s.agent_met = "customer", True
    return _talk(s)


def _until_whispered(s: Session, ends: float, *, drops: bool) -> None:
    s.until, s.cut = (s.at + DROPS_AFTER_SECONDS, Cut.DROPPED) if drops else (ends, Cut.WHISPERED_TOO_LONG)
    left = s.contact.hangs_up_after
    if left is not None and left < s.until:
        s.until, s.cut = max(s.at, left), Cut.HUNG_UP


def _whisper_ended(s: Session, cut: Cut) -> Served:
    if cut is Cut.DROPPED:
        s.remark("", "", "the agent is gone before the whisper ends: the contact goes back to its queue")
        return Served.AGAIN
    s.in_queue = False
    if cut is Cut.HUNG_UP:
        return Served.BY_CUSTOMER
    s.remark("", "", f"whispers of more than {WHISPER_SECONDS:.0f} seconds end the contact")
    return Served.BY_SERVICE


def _dial(s: Session) -> Served | None:
    """The other side of a callback, once its agent is there; None when it answers, be it by voicemail.

    Only where it rings and nobody answers is there another attempt, later and with another agent.
    """
    spoken_from = s.until - s.at
    s.until, s.cut = math.inf, Cut.EXPIRED
    s.spend(RING_SECONDS)
    found = answer_of(s, s.contact.customer)
    if found not in (Phone.BUSY, Phone.RINGS):
        s.until, s.cut = s.at + spoken_from, Cut.WHISPERED_TOO_LONG
        s.audience = "customer"
        return None
    if found is Phone.BUSY or s.turn("attempts") + 1 >= s.contact.attempts:
        s.remark("", "", f"{s.contact.customer} does not answer, and is not dialed again")
        return Served.BY_SERVICE
    s.remark("", "", f"{s.contact.customer} does not answer; next attempt in {s.contact.retry_seconds:g} seconds")
    s.at += s.contact.retry_seconds
    return Served.AGAIN


def _whisper(s: Session, key: str, kind: FlowType, audience: str) -> None:
    """Without a flow the agent hears the queue's name, on a call; a chat has no whisper of its own."""
    before = s.audience
    s.kind, s.audience, s.flow_attributes = kind, audience, {}
    flow = s.flows.get(key)
    try:
        if flow is not None:
            walk(s, flow.start)
        elif kind is FlowType.AGENT_WHISPER and s.channel is Channel.VOICE and s.queue is not None:
            s.say(s.world.queues[s.queue].name or s.queue, "", "", "", 1.0)
    finally:
        s.audience = before


def _talk(s: Session) -> Served:
    """Ends with the hang-up of one side, or with the contact in another queue."""
    agent, holds = s.world.agent, s.world.agent.holds_seconds if s.channel is Channel.VOICE else ()
    part = agent.talk_seconds / (len(holds) + 1)
    s.until, s.cut = math.inf, Cut.EXPIRED
    for seconds in holds:
        if not _lasts(s, part):
            return Served.BY_CUSTOMER
        began = s.at
        if not _lasts(s, seconds):
            on_hold(s, began)
            return Served.BY_CUSTOMER
        on_hold(s, began, agent_too=True)
    if not _lasts(s, part):
        return Served.BY_CUSTOMER
    if agent.transfers and (number := s.turn("transfers")) < len(agent.transfers):
        passed = pass_on(s, agent.transfers[number])
        if passed is not Passed.NOT:
            return _PASSED[passed]
    return Served.BY_AGENT if agent.hangs_up else Served.BY_CUSTOMER


_PASSED = {Passed.ON: Served.PASSED_ON, Passed.LEFT: Served.BY_CUSTOMER, Passed.LOST: Served.BY_FLOW}


def _lasts(s: Session, seconds: float) -> bool:
    """Whether the customer stays so long."""
    left = s.contact.hangs_up_after
    ends = s.at + seconds
    if left is not None and left < ends:
        s.at = max(s.at, left)
        return False
    s.at = ends
    return True
