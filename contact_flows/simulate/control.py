"""Flow control: hours, comparisons, draws, loops, waiting, going to another flow, ending."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from calendars.service.moments import is_open
from contact_flows.language.document import Channel, FlowType
from contact_flows.simulate.arns import in_dark_region
from contact_flows.simulate.graph import Edge, Run
from contact_flows.simulate.making import Maker, Making, number
from contact_flows.simulate.session import Session, Signal
from contact_flows.simulate.world import Fault

STARTABLE = frozenset({FlowType.CONTACT_FLOW, FlowType.AGENT_TRANSFER, FlowType.QUEUE_TRANSFER, None})
SLOW_SECONDS = 8.0


def failing(s: Session, service: str, key: str) -> bool:
    """Whether a thing, or the service that holds it, is broken in this world; a slow one takes its time first."""
    faults = s.world.faults
    if not faults:
        return in_dark_region(s, key)
    fault = faults.get(key) or faults.get(service)
    if fault is Fault.SLOW:
        s.spend(SLOW_SECONDS)
    return fault is not None or in_dark_region(s, key)


def check_hours(making: Making) -> Run:
    """Of the hours it names, else of the target queue. An agent's queue has none, which is an error."""
    key, branches = making.text("HoursOfOperationId"), making.branches

    def run(s: Session) -> Edge:
        name = key(s) or _hours_of_queue(s)
        hours = s.world.hours.get(name)
        if hours is None or failing(s, "hours", name):
            return branches.error()
        return branches.on("True" if is_open(hours, s.now) else "False")

    return run


def _hours_of_queue(s: Session) -> str:
    queue = s.world.queues.get(s.target or "")
    return "" if queue is None or queue.agent_queue else queue.hours


def compare(making: Making) -> Run:
    value, branches = making.value("ComparisonValue"), making.branches

    def run(s: Session) -> Edge:
        return branches.on(value(s))

    return run


def distribute(making: Making) -> Run:
    """One draw of 1 to 100, fixed by the world's seed, the contact and how often it came by."""
    flow, block = making.place()
    branches = making.branches

    def run(s: Session) -> Edge:
        turn = s.loops[flow, block] = s.loops.get((flow, block), 0) + 1
        source = f"{s.world.seed}/{s.contact.id}/{flow}/{block}/{turn}"
        return branches.on(zlib.crc32(source.encode()) % 100 + 1)

    return run


def loop(making: Making) -> Run:
    """So many times ContinueLooping, then DoneLooping once, then from the beginning; counted for each action."""
    place, branches, count = making.place(), making.branches, making.text("LoopCount")

    def run(s: Session) -> Edge:
        done = s.loops.get(place, 0)
        if done < number(count(s), 0):
            s.loops[place] = done + 1
            return branches.on("ContinueLooping")
        s.loops[place] = 0
        return branches.on("DoneLooping")

    return run


def wait(making: Making) -> Run:
    """Lets the whole time pass; the events that would end it early do not come by themselves.

    With ContinueExecution the flow goes on at once, and meets the end of the time when it comes by again.
    """
    branches, place, limit = making.branches, making.place(), making.text("TimeLimitSeconds")
    keeps_running = making.flag("ContinueExecution")
    listens = keeps_running or bool(making.given("Events"))

    def run(s: Session) -> Edge:
        seconds = max(0.0, number(limit(s), 0))
        if s.channel is Channel.VOICE and not listens:
            return branches.error()
        if keeps_running and place not in s.loops:
            s.loops[place] = 1
            return branches.on("Continue")
        if not keeps_running:
            s.spend(seconds)
        return branches.on("WaitCompleted")

    return run


def transfer_to_flow(making: Making) -> Run:
    """A jump without return. Flow attributes end here, and keys typed ahead unless they are buffered."""
    key, branches = making.text("ContactFlowId"), making.branches
    flow, block = making.place()

    def run(s: Session) -> Edge:
        name = key(s)
        target = s.flows.get(name)
        if target is None or target.type not in STARTABLE or name in s.world.faults:
            s.remark(flow, block, f"no flow {name} can be started here")
            return branches.error()
        s.flow_attributes.clear()
        if s.keys and not s.buffered:
            s.remark(flow, block, "keys typed ahead are lost")
            s.keys = ""
        return Edge(branches.next.step, target.start)

    return run


def end_flow(making: Making) -> Run:
    """Before a contact is queued it ends the contact; in a queue flow waiting goes on, where it was interrupted."""
    branches = making.branches

    def run(s: Session) -> Edge:
        resumed = s.after_interrupt
        if s.kind in WITH_LOOPS and resumed is not None:
            s.after_interrupt = None
            return Edge(branches.end.step, resumed)
        s.signal = Signal.DISCONNECTED if s.kind in INBOUND else Signal.FLOW_ENDED
        return branches.end

    return run


WITH_LOOPS = frozenset({FlowType.CUSTOMER_QUEUE, FlowType.CUSTOMER_HOLD, FlowType.AGENT_HOLD})
INBOUND = frozenset({FlowType.CONTACT_FLOW, FlowType.AGENT_TRANSFER, FlowType.QUEUE_TRANSFER, None})


def disconnect(making: Making) -> Run:
    """Whispers and hold flows may not have it, and the service refuses them; were it to run, the flow would end."""
    flow, block = making.place()
    branches = making.branches

    def run(s: Session) -> Edge:
        if s.kind in INBOUND or s.kind is FlowType.CUSTOMER_QUEUE:
            s.signal = Signal.DISCONNECTED
        else:
            s.remark(flow, block, f"a flow of type {s.kind} disconnects nobody")
            s.signal = Signal.FLOW_ENDED
        return branches.end

    return run


def unchanged(making: Making) -> Run:
    """Actions whose effect no contact can notice in a simulation, such as logging."""
    branches = making.branches
    return lambda _s: branches.next


MAKERS: Mapping[str, Maker] = {
    "CheckHoursOfOperation": check_hours,
    "Compare": compare,
    "DistributeByPercentage": distribute,
    "Loop": loop,
    "Wait": wait,
    "TransferToFlow": transfer_to_flow,
    "EndFlowExecution": end_flow,
    "DisconnectParticipant": disconnect,
    "UpdateFlowLoggingBehavior": unchanged,
    "UpdateContactRoutingBehavior": unchanged,
    "UpdateContactRoutingCriteria": unchanged,
    "UpdateContactMediaStreamingBehavior": unchanged,
    "UpdateContactMediaProcessing": unchanged,
    "UpdatePreviousContactParticipantState": unchanged,
    "ResumeContact": unchanged,
}
