"""Tasks: follow-ups, messages to call back, whatever agents and functions create."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.compile.keeping import keeps_cases
from contact_flows.compile.scope import Scope
from contact_flows.compile.unrouted import unrouted
from contact_flows.compile.ways_out import reached
from contact_flows.language.document import FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.queues import Channel


def task_flow(program: ProgramSpec, center: Center, general: str) -> FlowDocument:
    """To the queue that its attribute names; to `general` without one, and once it was passed on too often (BP-50)."""
    scope = Scope(program, center)
    queues = [queue.id for queue in scope.queues.values() if Channel.TASK in queue.channels]
    steps = [
        act.log_flow("log", "waiting"),
        act.hook("waiting", "CustomerQueue", "waiting", "hop"),
        act.run_module("hop", "hop", "queue", results={"ok": "queue", "bounced": "general"}),
        act.compare("queue", "$.Attributes.queue", {queue: f"queue-{queue}" for queue in queues}, "general"),
        *(act.target_queue(f"queue-{queue}", queue, "enter", "general") for queue in queues),
        act.transfer_to_queue("enter", "general", "general"),
        act.target_queue("general", general, "enter-general", "keep"),
        act.transfer_to_queue("enter-general", "keep", "keep"),
        *unrouted("task_unrouted", "general", cases=keeps_cases(program)),
    ]
    return FlowDocument(
        id="task",
        name="Task",
        type=FlowType.CONTACT_FLOW,
        description="Tasks: follow-ups, promised call-backs",
        spec_path="infrastructure.routing.general",
        language=scope.first_language,
        actions=tuple(act.from_spec("infrastructure.routing.general", reached(steps))),
    )
