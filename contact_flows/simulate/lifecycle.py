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
from contact_flows.simulate.serving import Served, serve
from contact_flows.simulate.session import Cut, Flows, Interrupted, Judged, Session, Signal, lifetime
from contact_flows.simulate.trace import Trace, Verdict
from contact_flows.simulate.walking import walk
from contact_flows.simulate.world import QueueState, World

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
            s.remark("", "", f"nobody came within {lifetime(s.contact):.0f} seconds")
            return _after_talk(s, "service") if s.channel is Channel.TASK else "service"
        last = s.steps[-1]
        raise Judged(Verdict.TIME, f"{last.flow}/{last.block}: {s.at:.0f} seconds and no end")
    if not s.transferred:
        _after_talk(s, "customer")
    return "customer"


def _queue(s: Session) -> str:
    """Waits in one queue after the other, until an agent is done, or the contact or its flow ends the waiting."""
    again = False
    while True:
        _enter(s, again=again)
        try:
            signal = _wait(s)
        except Interrupted as event:
            s.waited += s.at - s.entered_queue
            if event.cut is not Cut.ACCEPTED:
                return _cut(s, event)
            served = serve(s)
            if served not in (Served.AGAIN, Served.PASSED_ON):
                return _after_talk(s, served.value) if served in _ENDS_TALK else served.value
            again = served is Served.AGAIN
            continue
        s.waited += s.at - s.entered_queue
        if signal is not Signal.MOVED_QUEUE:
            s.in_queue = False
            return "customer" if signal is Signal.TRANSFERRED else "flow"
        again = False
        s.begin_segment("QUEUE_TRANSFER")


_ENDS_TALK = frozenset({Served.BY_AGENT, Served.BY_CUSTOMER})


def _enter(s: Session, *, again: bool) -> None:
    """With `again`, into the queue that it came from, since no agent talked to it."""
    assert s.target is not None
    s.queue, s.in_queue, s.entered_queue = s.target, True, s.at
    s.keys = ""
    if not again:
        s.queues.append(s.target)
    contact = s.contact
    s.waiting_until = _accepted_at(s, s.world.queues[s.target])
    due = [(max(s.at, lifetime(contact)), Cut.EXPIRED), (s.waiting_until, Cut.ACCEPTED)]
    if contact.hangs_up_after is not None:
        due.append((contact.hangs_up_after, Cut.HUNG_UP))
    if contact.patience_seconds is not None:
        due.append((s.entered_queue + contact.patience_seconds, Cut.HUNG_UP))
    s.until, s.cut = min(due, key=lambda item: item[0])


def _accepted_at(s: Session, queue: QueueState) -> float:
    """When an agent takes this contact; never, where they have gone home by then."""
    wait = queue.wait_seconds
    if wait is None or queue.at(s.at + wait).wait_seconds is None:
        return math.inf
    return s.at + wait


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
    elif s.channel is Channel.VOICE and s.audience != "nobody":
        s.say(DEFAULT_MUSIC, "", "", "", 0.0)
    s.at = s.until
    raise Interrupted(s.cut)


def _after_talk(s: Session, by: str) -> str:
    """The disconnect flow: for a customer who is still there, or silently when there is none."""
    key = s.hooks.pop("CustomerRemaining", None)
    flow = s.flows.get(key) if key is not None else None
    if flow is None:
        return by
    s.kind, s.flow_attributes, s.in_queue = FlowType.CONTACT_FLOW, {}, False
    s.audience = "customer" if by == "agent" else "nobody"
    s.keys = ""  # what was pressed before the talk answers nothing after it
    s.until, s.cut = s.at + lifetime(s.contact), Cut.EXPIRED
    s.waiting_until = math.inf
    s.begin_segment("DISCONNECT")
    try:
        signal = walk(s, flow.start)
    except Interrupted:
        return by
    if signal is Signal.DEAD_END and by == "agent":
        return _after(s, signal)
    if signal is Signal.QUEUED and by == "agent" and s.chain <= LONGEST_CHAIN:
        return _queue(s)
    return by
