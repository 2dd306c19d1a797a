"""Tasks: follow-ups, messages to call back, whatever agents and functions create."""

from __future__ import annotations

import math

from contact_flows import actions as act
from contact_flows.compile.keeping import keeps_cases
from contact_flows.compile.scope import Scope
from contact_flows.compile.unrouted import second_place, second_queue, unrouted
from contact_flows.compile.ways_out import reached
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.queues import Channel

PER_FLOW = 200
"""Queues that one flow can tell apart within the actions that it may have."""


def task_flows(program: ProgramSpec, center: Center) -> tuple[str, ...]:
    """Ids of the flows that divide the queues among them; the first is the one that others name."""
    parts = max(1, math.ceil(len(_queues(Scope(program, center))) / PER_FLOW))
    return ("task", *(f"task-{part}" for part in range(2, parts + 1)))


def task_flow(program: ProgramSpec, center: Center, general: str, part: int = 1) -> FlowDocument:
    """To the queue that its attribute names; to `general` without one, and once it was passed on too often (BP-50)."""
    scope = Scope(program, center)
    every = _queues(scope)
    queues, rest = every[(part - 1) * PER_FLOW : part * PER_FLOW], every[part * PER_FLOW :]
    otherwise = "further" if rest else "general"
    second = second_place(second_queue(scope, general, Channel.TASK))
    full = second[0].id if second else "keep"
    steps = [
        *(_arrival() if part == 1 else []),
        act.compare("queue", "$.Attributes.queue", {queue: f"queue-{queue}" for queue in queues}, otherwise),
        *(act.target_queue(f"queue-{queue}", queue, "enter", "general") for queue in queues),
        *([act.go_to_flow("further", f"task-{part + 1}", "general")] if rest else []),
        act.transfer_to_queue("enter", "general", "general"),
        act.target_queue("general", general, "enter-general", full),
        act.transfer_to_queue("enter-general", full, full),
        *second,
        *unrouted("task_unrouted", "general", cases=keeps_cases(program)),
    ]
    return FlowDocument(
        id=task_flows(program, center)[part - 1],
        name="Task" if part == 1 else f"Task {part}",
        type=FlowType.CONTACT_FLOW,
        description="Tasks: follow-ups, promised call-backs",
        spec_path="infrastructure.routing.general",
        language=scope.first_language,
        actions=tuple(act.from_spec("infrastructure.routing.general", reached(steps))),
    )


def _queues(scope: Scope) -> list[str]:
    return [queue.id for queue in scope.queues.values() if Channel.TASK in queue.channels]


def _arrival() -> list[Action]:
    return [
        act.log_flow("log", "waiting"),
        act.hook("waiting", "CustomerQueue", "waiting", "hop"),
        act.run_module("hop", "hop", "queue", results={"ok": "queue", "bounced": "general"}),
    ]
