"""What flows that were compiled from a spec keep to, and what a hand in the console breaks without a trace.

These rules ask nothing of a foreign flow but that its questions end: what they compare with comes from the spec.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from contact_flows.language.document import Action, Ref, Value
from contact_flows.language.references import is_dynamic
from contact_flows.lint import roles
from contact_flows.lint.reads import keys_of
from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.view import FlowView

MOST_ROUNDS = 10
"""Nobody listens to the same question more often."""
TASKS = "task"
"""Flow that takes every task to the queue that its attribute names."""
_QUEUE_PATH = re.compile(r"infrastructure\.queues\[(\w+)\]")


@rule("warning")
def rounds(flow: FlowView) -> Hits:
    """FG107: a loop goes round at least once, and at most ten times where it does not wait in between"""
    for action in flow.of(roles.COUNT):
        count = str(action.given("LoopCount"))
        if not count.isdigit():
            continue
        if int(count) == 0:
            yield Hit(action.id, "it loops 0 times: what it repeats is never repeated", "write how often, such as 2")
        elif int(count) > MOST_ROUNDS and not flow.has({roles.WAIT}):
            yield Hit(action.id, f"it goes round {count} times without a wait", f"write at most {MOST_ROUNDS}")


@rule("warning")
def attribute_unread(flow: FlowView) -> Hits:
    """FD113: an attribute that a compiled flow sets is read by a flow, by agents or by reports"""
    if not flow.context.complete:
        return
    read = flow.flows.attributes_read | flow.context.carried
    for action in flow.of(roles.SET_ATTRIBUTES):
        for name in keys_of(action, "Attributes"):
            if name not in read:
                yield Hit(
                    action.id, f"the attribute {name} is set, and nobody reads it", "see how its readers spell it"
                )


@rule("warning")
def recording_told(flow: FlowView) -> Hits:
    """FC142: recording is off only where the attribute recorded says no right behind it"""
    if not flow.context.records:
        return
    for action in flow.of(roles.RECORD):
        behavior = action.given("RecordingBehavior")
        on = isinstance(behavior, Mapping) and bool(behavior.get("RecordedParticipants"))
        said_no = _recorded_behind(flow, action) == "no"
        if on and said_no:
            yield Hit(action.id, "a caller who refused to be recorded is recorded", "record nobody here")
        if not on and not said_no:
            yield Hit(action.id, "the program records its calls, and this call is not recorded", "record both sides")


@rule("warning")
def queue_of_its_own(flow: FlowView) -> Hits:
    """FD150: what is made for one queue, a flow or a block by its name, names that queue and its own hours"""
    hours_of = flow.context.hours_of
    found = _QUEUE_PATH.fullmatch(flow.document.spec_path)
    of_flow = found[1] if found is not None and found[1] in hours_of else ""
    for action in flow.actions if hours_of else ():
        queue = of_flow or action.id.partition("-")[2]
        if queue not in hours_of:
            continue
        own = {"queue": queue, "hours": hours_of[queue]}
        for ref in _refs(action.parameters):
            if ref.id != own.get(ref.kind, ref.id):
                yield Hit(action.id, f"it is made for the queue {queue}, and names {ref}", f"name {own[ref.kind]}")


@rule("warning")
def module_without_use(flow: FlowView) -> Hits:
    """FD144: a module is run for its branches, for what it says, or for an attribute that is then read

    A module that reads itself what it keeps, such as a counter, is run for the next time.
    """
    if not flow.context.complete:
        return
    read = _attributes(flow)
    for action, module in flow.flows.modules_of(flow):
        kept = {name for one in module.of(roles.SET_ATTRIBUTES) for name in keys_of(one, "Attributes")}
        if kept and not (action.conditions or kept & (read | _attributes(module)) or module.has(roles.TAKING_TIME)):
            told = f"the module {module.document.id} keeps {', '.join(sorted(kept))}, and nothing here reads that"
            yield Hit(action.id, told, "run the module whose answer is read behind it")


@rule("warning")
def number_known(flow: FlowView) -> Hits:
    """FD151: a number that is dialed stands in the spec"""
    known = flow.context.numbers
    for action in flow.of(roles.DIAL) if known else ():
        number = action.given("ThirdPartyPhoneNumber")
        if isinstance(number, str) and not is_dynamic(number) and number not in known:
            yield Hit(action.id, f"{number} is dialed, and the spec has no such number", "see the numbers of the spec")


@rule("warning")
def task_routed(flow: FlowView) -> Hits:
    """FD152: a task that a compiled flow creates begins in the flow that routes tasks, with a queue to route it to"""
    if not flow.context.complete:
        return
    for action in flow.of("CreateTask"):
        begins = action.given("ContactFlowId")
        if isinstance(begins, Ref) and begins.id != TASKS:
            yield Hit(action.id, f"the task begins in {begins}, which does not route tasks", f"name flow:{TASKS}")
        if "queue" not in keys_of(action, "Attributes"):
            yield Hit(action.id, "the task is told no queue", "set its attribute queue")


def _attributes(flow: FlowView) -> set[str | None]:
    return {read.reference.member for read in flow.reads if read.namespace == "Attributes"}


def _recorded_behind(flow: FlowView, action: Action) -> str:
    """What the next block keeps under `recorded`; empty where it keeps nothing."""
    following = flow.document.by_id.get(action.next or "")
    kept = following.given("Attributes") if following is not None else None
    return str(kept.get("recorded", "")) if isinstance(kept, Mapping) else ""


def _refs(value: Value) -> Iterator[Ref]:
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _refs(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _refs(part)
