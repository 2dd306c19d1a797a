"""Queues as flows see them: choosing, entering and changing one, its metrics, its hooks, callbacks.

Source: Administrator Guide, "Set the maximum queue limit", "Set up queued callback", "Transfer to queue".
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from contact_flows.language.document import Channel, FlowType
from contact_flows.simulate.control import failing
from contact_flows.simulate.graph import Edge, Run
from contact_flows.simulate.making import Maker, Making
from contact_flows.simulate.phones import as_international
from contact_flows.simulate.references import text
from contact_flows.simulate.session import Session, Signal
from contact_flows.simulate.trace import Created
from contact_flows.simulate.world import QueueState

BUFFER = 1.2
"""Scheduled callbacks, and transfers by flows or agents, may exceed a queue's limit by a fifth."""
JOINING_SECONDS = 20.0
"""While an agent joins, a contact cannot change its queue."""
LONGEST_CHAIN = 12
LAG_SECONDS = 10.0
"""Real-time metrics are that old."""

HOOKS = {
    "AgentHold": FlowType.AGENT_HOLD,
    "AgentWhisper": FlowType.AGENT_WHISPER,
    "CustomerHold": FlowType.CUSTOMER_HOLD,
    "CustomerQueue": FlowType.CUSTOMER_QUEUE,
    "CustomerWhisper": FlowType.CUSTOMER_WHISPER,
    "CustomerRemaining": FlowType.CONTACT_FLOW,
    "DefaultAgentUI": FlowType.CONTACT_FLOW,
    "DisconnectAgentUI": FlowType.CONTACT_FLOW,
    "PauseContact": FlowType.CONTACT_FLOW,
    "ResumeContact": FlowType.CONTACT_FLOW,
}


def is_full(queue: QueueState, *, buffered: bool = False) -> bool:
    if queue.capacity is None or queue.agent_queue:
        return False
    limit = math.floor(queue.capacity * BUFFER) if buffered else queue.capacity
    return queue.contacts >= limit


def _queue(making: Making) -> Any:
    """Key of the queue an action names (an agent has one too); empty where it names none."""
    given = making.given("QueueId") or making.given("AgentId")
    return text(given)


def set_queue(making: Making) -> Run:
    key, branches = _queue(making), making.branches

    def run(s: Session) -> Edge:
        name = key(s)
        if s.in_queue or name not in s.world.queues or failing(s, "queues", name):
            return branches.error()
        s.target = name
        return branches.next

    return run


def enter_queue(making: Making) -> Run:
    """Success ends the flow: the queue flow takes over. A full queue is another error than an unknown one."""
    branches = making.branches
    entered = branches.to("queued", None)

    def run(s: Session) -> Edge:
        queue = s.world.queues.get(s.target or "")
        if queue is None or s.in_queue or not queue.enabled or failing(s, "transfers", s.target or ""):
            return branches.error()
        if is_full(queue, buffered=s.initiation == "TRANSFER"):
            return branches.error("QueueAtCapacity")
        s.signal = Signal.QUEUED
        return entered

    return run


def change_queue(making: Making) -> Run:
    """From a queue flow. On any error the contact stays where it is."""
    key, branches = _queue(making), making.branches
    flow, block = making.place()
    moved = branches.to("queued", None)

    def run(s: Session) -> Edge:
        name = key(s) or s.target or ""
        queue = s.world.queues.get(name)
        if queue is None or not queue.enabled or not s.in_queue or failing(s, "transfers", name):
            return branches.error()
        if s.waiting_until - s.at <= JOINING_SECONDS:
            s.remark(flow, block, "an agent is joining: the contact stays in its queue")
            return branches.error()
        if s.chain >= LONGEST_CHAIN:
            s.remark(flow, block, f"the contact has been transferred {LONGEST_CHAIN - 1} times: no more")
            return branches.error()
        if is_full(queue, buffered=True):
            return branches.error("QueueAtCapacity")
        s.target, s.signal = name, Signal.MOVED_QUEUE
        return moved

    return run


def check_metric(making: Making) -> Run:
    """The age of the oldest contact is compared in milliseconds, as the console writes it."""
    key, metric, branches = _queue(making), str(making.given("MetricType")), making.branches

    def run(s: Session) -> Edge:
        name = key(s) or s.target or ""
        queue = s.world.queues.get(name)
        if queue is None or failing(s, "metrics", name):
            return branches.error()
        return branches.on(_metric(queue.at(s.at), metric))

    return run


def _metric(queue: QueueState, metric: str) -> int | None:
    found = {
        "NumberOfAgentsAvailable": queue.agents_available,
        "NumberOfAgentsStaffed": queue.agents_staffed,
        "NumberOfAgentsOnline": queue.agents_online,
        "OldestContactInQueueAgeSeconds": queue.oldest_seconds * 1000,
        "NumberOfContactsInQueue": queue.contacts,
    }
    return found.get(metric) if queue.metrics else None


def get_metrics(making: Making) -> Run:
    """Fills `$.Metrics`; a queue without activity has none, and that is no error."""
    key, branches = _queue(making), making.branches

    def run(s: Session) -> Edge:
        name = key(s) or s.queue or s.target or ""
        queue = s.world.queues.get(name)
        if queue is None or failing(s, "metrics", name):
            return branches.error()
        s.metrics = _metrics(s, name, queue.at(s.at)) if queue.metrics else {"Queue": {"Name": queue.name, "ARN": name}}
        return branches.next

    return run


def _metrics(s: Session, name: str, queue: QueueState) -> dict[str, Any]:
    wait = queue.wait_seconds
    return {
        "Queue": {
            "Name": queue.name or name,
            "ARN": name,
            "Size": queue.contacts,
            "OldestContactAge": queue.oldest_seconds,
            "EstimatedWaitTime": None if wait is None else int(wait),
        },
        "Agents": {
            "Online": {"Count": queue.agents_online},
            "Available": {"Count": queue.agents_available},
            "Staffed": {"Count": queue.agents_staffed},
            "Busy": {"Count": max(0, queue.agents_staffed - queue.agents_available)},
        },
        "Contact": _own_metrics(s, queue) if s.in_queue else {},
    }


def _own_metrics(s: Session, queue: QueueState) -> dict[str, int]:
    """Place and remaining wait as they were a moment ago."""
    wait = queue.wait_seconds
    if wait is None:
        return {"PositionInQueue": queue.contacts + 1}
    left = max(0.0, wait - max(0.0, s.at - LAG_SECONDS - s.entered_queue))
    position = 1 + math.ceil(queue.contacts * left / wait) if wait else 1
    return {"EstimatedWaitTime": int(left), "PositionInQueue": position}


def event_hooks(making: Making) -> Run:
    """The last one of each kind counts. A flow of another type is refused."""
    found = [(event, text(flow)) for event, flow in making.part("EventHooks").items()]
    branches = making.branches
    voice_only = {"AgentHold", "CustomerHold"}

    def run(s: Session) -> Edge:
        for event, key in found:
            name = key(s)
            target = s.flows.get(name)
            wrong_channel = event in voice_only and s.channel is not Channel.VOICE
            if target is None or event not in HOOKS or target.type not in (HOOKS[event], None) or wrong_channel:
                s.remark(making.flow, making.block, f"no flow {name} for {event}")
                return branches.error()
            s.hooks[event] = name
        return branches.next

    return run


def callback_number(making: Making) -> Run:
    number, branches = making.text("CallbackNumber"), making.branches

    def run(s: Session) -> Edge:
        found = as_international(number(s), None)
        if s.channel is not Channel.VOICE or found is None:
            return branches.error("InvalidCallbackNumber")
        if not found.startswith(s.world.dialable):
            return branches.error("CallbackNumberNotDialable")
        s.call_back_at = found
        return branches.next

    return run


def create_callback(making: Making) -> Run:
    """A contact of its own, which keeps the place of this one; a full queue takes it into its buffer."""
    key, branches, flow = _queue(making), making.branches, making.text("ContactFlowId")
    delay, retry = making.number("InitialCallDelaySeconds", 0.0), making.number("RetryDelaySeconds", 0.0)
    attempts = int(making.number("MaximumConnectionAttempts", 1))

    def run(s: Session) -> Edge:
        name = key(s) or s.target or ""
        queue = s.world.queues.get(name)
        if (creation := flow(s)) and s.flows.get(creation) is None:
            return branches.error()
        unable = queue is None or not queue.enabled or is_full(queue, buffered=True) or failing(s, "callbacks", name)
        if unable or s.channel is not Channel.VOICE or as_international(s.call_back_at, None) is None:
            return branches.error()
        s.created.append(Created("callback", name, s.call_back_at, s.at, delay, retry, attempts))
        s.callback_made = True
        return branches.next

    return run


MAKERS: Mapping[str, Maker] = {
    "UpdateContactTargetQueue": set_queue,
    "TransferContactToQueue": enter_queue,
    "DequeueContactAndTransferToQueue": change_queue,
    "CheckMetricData": check_metric,
    "GetMetricData": get_metrics,
    "UpdateContactEventHooks": event_hooks,
    "UpdateContactCallbackNumber": callback_number,
    "CreateCallbackContact": create_callback,
}
