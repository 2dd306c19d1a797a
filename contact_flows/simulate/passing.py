"""On hold, and passed on by an agent: what the customer hears while the agent is away or hears something else.

Source: Administrator Guide, "Set hold flow", "How contacts are initiated" (transfer), "Quick connects".
"""

from __future__ import annotations

import math
from bisect import bisect_right
from enum import Enum, auto

from contact_flows.language.document import FlowType
from contact_flows.simulate.queueing import LONGEST_CHAIN
from contact_flows.simulate.session import Cut, Interrupted, Session, Signal
from contact_flows.simulate.walking import walk
from contact_flows.simulate.world import QuickConnect

DEFAULT_MUSIC = "[music]"
FLOW_SECONDS = 2 * 3600.0
QUICK_CONNECT_FLOWS = frozenset({FlowType.QUEUE_TRANSFER, FlowType.AGENT_TRANSFER, None})


def on_hold(s: Session, since: float, *, agent_too: bool = False) -> None:
    """Play the hold flows over the time since then, which has passed already."""
    now = s.at
    said, steps = bisect_right(s.said, since, key=lambda one: one.at_seconds), bisect_right(s.moments, since)
    _hold(s, "CustomerHold", FlowType.CUSTOMER_HOLD, "customer", since)
    if agent_too and "AgentHold" in s.hooks:
        _hold(s, "AgentHold", FlowType.AGENT_HOLD, "agent", since)
    _put_in_order(s, said, steps)
    s.at, s.until, s.cut = now, math.inf, Cut.EXPIRED


def _hold(s: Session, event: str, kind: FlowType, audience: str, since: float) -> None:
    """One side's flow; when it ends by itself, the rest of the time is silence."""
    flow = s.flows.get(s.hooks.get(event, ""))
    before = s.kind, s.audience, s.flow_attributes, s.after_interrupt
    s.kind, s.audience, s.flow_attributes, s.after_interrupt = kind, audience, {}, None
    s.until, s.cut = s.at, Cut.RESUMED
    s.at = since
    try:
        if flow is not None:
            s.spend(0.0)
            walk(s, flow.start)
        else:
            s.say(DEFAULT_MUSIC, "", "", "", 0.0)
    except Interrupted:
        pass
    finally:
        s.at = s.until
        s.kind, s.audience, s.flow_attributes, s.after_interrupt = before


def _put_in_order(s: Session, said: int, steps: int) -> None:
    """What two sides met at the same time, by its moment."""
    s.said[said:] = sorted(s.said[said:], key=lambda one: one.at_seconds)
    both = sorted(zip(s.moments[steps:], s.steps[steps:], strict=True), key=lambda pair: pair[0])
    s.moments[steps:], s.steps[steps:] = [moment for moment, _ in both], [step for _, step in both]


class Passed(Enum):
    """Where a quick connect left the contact.

    ON     in the other queue
    NOT    with its agent
    LEFT   nowhere: the customer hung up meanwhile
    LOST   nowhere: the agent was gone, and the flow led to no queue
    """

    ON = auto()
    NOT = auto()
    LEFT = auto()
    LOST = auto()


def pass_on(s: Session, by: QuickConnect) -> Passed:
    """Run the quick connect's flow. Its agent hears it while the customer is on hold; of a cold one, the customer."""
    flow = s.flows.get(by.flow)
    if flow is None or flow.start is None or flow.type not in QUICK_CONNECT_FLOWS or by.to not in s.world.queues:
        s.remark("", "", f"there is no quick connect by {by.flow} to {by.to}")
        return Passed.NOT
    if s.chain >= LONGEST_CHAIN:
        s.remark("", "", f"the contact has been transferred {LONGEST_CHAIN - 1} times: no more")
        return Passed.NOT
    began, queue = s.at, s.queue
    s.begin_segment("TRANSFER")
    s.queue, s.target = None, by.to
    s.kind, s.audience, s.flow_attributes = flow.type, "customer" if by.cold else "agent", {}
    s.until, s.cut = began + FLOW_SECONDS, Cut.EXPIRED
    if s.contact.hangs_up_after is not None and s.contact.hangs_up_after < s.until:
        s.until, s.cut = max(began, s.contact.hangs_up_after), Cut.HUNG_UP
    try:
        signal = walk(s, flow.start)
    except Interrupted as event:
        signal = Signal.DISCONNECTED
        if event.cut is Cut.HUNG_UP:
            return Passed.LEFT
    if signal is Signal.QUEUED:
        s.held_since = None if by.cold else began
        return Passed.ON
    if by.cold:
        return Passed.LOST
    on_hold(s, began)
    s.audience, s.queue = "customer", queue
    return Passed.NOT
