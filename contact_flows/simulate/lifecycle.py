"""From arrival to the end: the flow, the queue, the whispers, the talk, and the flow after it.

Source: Administrator Guide, "How contacts are initiated", "Set whisper flow", "Set disconnect flow".
"""

from __future__ import annotations

import math
from dataclasses import replace

from contact_flows.language.document import Channel, FlowType
from contact_flows.simulate.contact import Caller, Contact
from contact_flows.simulate.outcome import trace_of
from contact_flows.simulate.queueing import LONGEST_CHAIN
from contact_flows.simulate.session import (
    LIFETIME_SECONDS,
    RING_SECONDS,
    Cut,
    Flows,
    Interrupted,
    Judged,
    Session,
    Signal,
)
from contact_flows.simulate.trace import Trace, Verdict
from contact_flows.simulate.walking import walk
from contact_flows.simulate.world import Phone, World

WHISPER_SECONDS = 120.0
"""Longer whispers end the contact."""
DEFAULT_MUSIC = "[music]"


def live(world: World, contact: Contact, flows: Flows, caller: Caller | None) -> Trace:
    """Everything that happens to one contact."""
    if world.region in world.down:
        if not world.replica or world.replica in world.down:
            return trace_of(Session(world, contact, flows, caller), Verdict.NO_REGION, world.region, "service")
        world = replace(world, region=world.replica)
    s = Session(world, contact, flows, caller)
    try:
        by = _begin(s)
    except Judged as judged:
        return trace_of(s, judged.verdict, judged.why, "service")
    return trace_of(s, Verdict.FINE, "", by)


def _begin(s: Session) -> str:
    """Run the contact's first flow and all that follows; who ended it."""
    flow = s.flows.get(s.contact.flow)
    if flow is None or flow.start is None:
        raise Judged(Verdict.DEAD_END, f"there is no flow {s.contact.flow}, or it has no first action")
    s.kind = flow.type
    s.dialling = flow.type is FlowType.OUTBOUND_WHISPER
    s.in_queue = flow.type is FlowType.CUSTOMER_QUEUE
    try:
        signal = walk(s, flow.start)
        return _after(s, signal)
    except Interrupted as event:
        return _cut(s, event)


def _after(s: Session, signal: Signal) -> str:
    """What the end of a flow before or outside a queue leads to."""
    if signal is Signal.QUEUED:
        return _queue(s)
    if signal is Signal.DEAD_END:
        last = s.steps[-1]
        raise Judged(Verdict.DEAD_END, f"{last.flow}/{last.block} leads nowhere by {last.branch or 'its end'}")
    return "customer" if signal is Signal.TRANSFERRED else "flow"


def _cut(s: Session, event: Interrupted) -> str:
    s.left_waiting = s.in_queue
    if event.cut is Cut.EXPIRED:
        if s.in_queue or s.channel is not Channel.VOICE:
            s.remark("", "", f"nobody came within {LIFETIME_SECONDS[s.channel]:.0f} seconds")
            return "service"
        last = s.steps[-1]
        raise Judged(Verdict.TIME, f"{last.flow}/{last.block}: {s.at:.0f} seconds and no end")
    if not s.transferred:
        _after_talk(s, "customer")
    return "customer"


def _queue(s: Session) -> str:
    """Waits in one queue after the other, until an agent comes, or the contact or its flow ends the waiting."""
    while True:
        _enter(s)
        try:
            signal = _wait(s)
        except Interrupted as event:
            s.waited += s.at - s.entered_queue
            if event.cut is Cut.ACCEPTED:
                return _served(s)
            return _cut(s, event)
        s.waited += s.at - s.entered_queue
        if signal is not Signal.MOVED_QUEUE:
            s.in_queue = False
            return "customer" if signal is Signal.TRANSFERRED else "flow"
        s.chain += 1


def _enter(s: Session) -> None:
    assert s.target is not None
    s.queue, s.in_queue, s.entered_queue = s.target, True, s.at
    s.keys = ""
    s.queues.append(s.target)
    wait = s.world.queues[s.target].wait_seconds
    s.waiting_until = math.inf if wait is None else s.at + wait
    _set_deadline(s)


def _set_deadline(s: Session) -> None:
    """The next thing that comes from outside."""
    contact = s.contact
    due = [(LIFETIME_SECONDS[s.channel], Cut.EXPIRED), (s.waiting_until, Cut.ACCEPTED)]
    if contact.hangs_up_after is not None:
        due.append((contact.hangs_up_after, Cut.HUNG_UP))
    if s.in_queue and contact.patience_seconds is not None:
        due.append((s.entered_queue + contact.patience_seconds, Cut.HUNG_UP))
    s.until, s.cut = min(due, key=lambda item: item[0])


def _wait(s: Session) -> Signal:
    """Run the queue flow; when it ends or stops, the contact waits on without it."""
    s.kind, s.after_interrupt, s.flow_attributes = FlowType.CUSTOMER_QUEUE, None, {}
    hook = s.hooks.get("CustomerQueue")
    flow = s.flows.get(hook) if hook is not None else None
    if flow is not None:
        s.spend(0.0)
        signal = walk(s, flow.start)
        if signal in (Signal.DISCONNECTED, Signal.MOVED_QUEUE, Signal.TRANSFERRED):
            return signal
        if signal is Signal.DEAD_END:
            s.remark(flow.key, s.steps[-1].block if s.steps else "", "the queue flow stops; the contact waits on")
    elif s.channel is Channel.VOICE:
        s.say(DEFAULT_MUSIC, "", "", "", 0.0)
    s.at = s.until
    raise Interrupted(s.cut)


def _served(s: Session) -> str:
    """Whispers, talk, and whoever hangs up first."""
    s.waiting_until = math.inf
    ends = s.at + WHISPER_SECONDS
    s.until, s.cut = ends, Cut.WHISPERED_TOO_LONG
    try:
        _whisper(s, s.hooks.get("AgentWhisper", ""), FlowType.AGENT_WHISPER, "agent")
        s.in_queue = False
        if s.contact.initiation == "CALLBACK":
            if not _reached(s):
                return "service"
            _whisper(s, s.world.queues[s.queues[-1]].outbound_flow, FlowType.OUTBOUND_WHISPER, "customer")
        else:
            _whisper(s, s.hooks.get("CustomerWhisper", ""), FlowType.CUSTOMER_WHISPER, "customer")
    except Interrupted as event:
        s.in_queue = False
        if event.cut is Cut.HUNG_UP:
            return _after_talk(s, "customer")
        s.remark("", "", f"whispers of more than {WHISPER_SECONDS:.0f} seconds end the contact")
        return "service"
    s.agent_met = True
    return _talk(s)


def _reached(s: Session) -> bool:
    """The other side of a callback, which is dialed when its agent is there. Voicemail counts as an answer."""
    s.spend(RING_SECONDS)
    answers = s.world.phones.get(s.contact.customer, Phone.ANSWERS)
    if answers in (Phone.BUSY, Phone.RINGS):
        s.remark("", "", f"{s.contact.customer} does not answer; later attempts are contacts of their own")
        return False
    return True


def _whisper(s: Session, key: str, kind: FlowType, audience: str) -> None:
    """Without a flow the agent hears the queue's name, on a call; a chat has no whisper of its own."""
    s.kind, s.audience, s.flow_attributes = kind, audience, {}
    flow = s.flows.get(key)
    try:
        if flow is not None:
            walk(s, flow.start)
        elif audience == "agent" and s.channel is Channel.VOICE and s.queue is not None:
            s.say(s.world.queues[s.queue].name or s.queue, "", "", "", 1.0)
    finally:
        s.audience = "customer"


def _talk(s: Session) -> str:
    agent, contact = s.world.agent, s.contact
    s.until, s.cut = math.inf, Cut.EXPIRED
    ends = s.at + agent.talk_seconds
    left = contact.hangs_up_after
    first = agent.hangs_up and (left is None or left >= ends)
    s.at = ends if left is None else max(s.at, min(ends, left))
    by = "agent" if first else "customer"
    return _after_talk(s, by)


def _after_talk(s: Session, by: str) -> str:
    """The disconnect flow: for a customer who is still there, or silently when there is none."""
    key = s.hooks.pop("CustomerRemaining", None)
    flow = s.flows.get(key) if key is not None else None
    if flow is None:
        return by
    s.kind, s.flow_attributes, s.in_queue = FlowType.CONTACT_FLOW, {}, False
    s.audience = "customer" if by == "agent" else "nobody"
    s.until, s.cut = s.at + LIFETIME_SECONDS[s.channel], Cut.EXPIRED
    s.waiting_until = math.inf
    try:
        signal = walk(s, flow.start)
    except Interrupted:
        return by
    if signal is Signal.DEAD_END and by == "agent":
        return _after(s, signal)
    if signal is Signal.QUEUED and by == "agent" and s.chain < LONGEST_CHAIN:
        s.chain += 1
        return _queue(s)
    return by
