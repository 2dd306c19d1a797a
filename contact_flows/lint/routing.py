"""FP: what must come before a contact is put into a queue, or is promised a call back."""

from __future__ import annotations

from contact_flows.language.document import Action, FlowType
from contact_flows.lint import roles
from contact_flows.lint.flows import Done
from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.view import FlowView
from contact_flows.lint.walk import spelled
from contact_flows.lint.ways import Edge

_ENTERING = roles.INBOUND_TYPES
_OF_QUEUE = ("CheckMetricData", "GetMetricData", roles.CHECK_HOURS)


def _module_may(flow: FlowView, edge: Edge, types: frozenset[str]) -> bool:
    action = flow.action(edge.source)
    return action.type == roles.INVOKE_MODULE and not edge.fails and flow.flows.may_contain(action, types)


def queue_tried(flow: FlowView, edge: Edge) -> bool:
    """Whether a queue is set here, or was tried to be."""
    return flow.action(edge.source).type == roles.SET_QUEUE or _module_may(flow, edge, frozenset({roles.SET_QUEUE}))


def queue_set(flow: FlowView, edge: Edge) -> bool:
    return edge.kind != "error" and queue_tried(flow, edge)


def hours_checked(flow: FlowView, edge: Edge) -> bool:
    """Whether hours are checked here, by the service or by whoever runs the module or function for it."""
    return flow.action(edge.source).type == roles.CHECK_HOURS or _module_may(flow, edge, frozenset({roles.CHECK_HOURS}))


def number_set(flow: FlowView, edge: Edge) -> bool:
    types = frozenset({roles.CALLBACK_NUMBER})
    return edge.kind != "error" and (
        flow.action(edge.source).type == roles.CALLBACK_NUMBER or _module_may(flow, edge, types)
    )


def _without(flow: FlowView, done: Done, *types: str) -> list[tuple[Action, list[str]]]:
    """Actions of the types that are reached without `done`, each with the way."""
    if flow.type not in _ENTERING or not flow.has(types) or flow.document.id not in flow.flows.entered_without(done):
        return []
    passed = flow.around(lambda edge: done(flow, edge))
    found = {block: passed.path(block, state=True) for block in passed.blocks if flow.action(block).type in types}
    return [(flow.action(block), path) for block, path in found.items()]


def _sets_queue(flow: FlowView) -> bool:
    return flow.has({roles.SET_QUEUE})


@rule("error")
def queue_missed(flow: FlowView) -> Hits:
    """FP110: where a flow sets a queue, it does so on every way to the transfer into it"""
    for action, path in _without(flow, queue_tried, roles.ENTER_QUEUE) if _sets_queue(flow) else ():
        yield Hit(
            action.id,
            f"on this way no queue is set before the transfer: {spelled(path)}",
            "lead the way through UpdateContactTargetQueue",
        )


@rule("warning")
def queue_unset(flow: FlowView) -> Hits:
    """FP111: before a transfer into a queue a queue is set, and setting it has not failed"""
    missed = {action.id for action, _ in _without(flow, queue_tried, roles.ENTER_QUEUE)} if _sets_queue(flow) else set()
    for action, path in _without(flow, queue_set, roles.ENTER_QUEUE):
        if action.id not in missed:
            yield Hit(
                action.id,
                f"a contact may come without a queue, so that the transfer fails: {spelled(path)}",
                "set a queue first with UpdateContactTargetQueue; when that fails, lead to a message",
            )


@rule("warning")
def queue_of_nothing(flow: FlowView) -> Hits:
    """FP112: what is asked of a queue names it, where none is set before"""
    naming = ("QueueId", "AgentId", "HoursOfOperationId")
    for action, path in _without(flow, queue_tried, *_OF_QUEUE):
        if not any(action.given(name) is not None for name in naming):
            yield Hit(
                action.id,
                f"{action.type} names no queue, and none is set before: {spelled(path)}",
                "name the queue or the hours, or set the queue before",
            )


@rule("warning")
def hours_unchecked(flow: FlowView) -> Hits:
    """FP113: hours of operation are checked on every way of a caller into a queue; tasks and e-mail wait for them"""
    if not flow.has(roles.SPEAKING | roles.ASKING):
        return
    for action, path in _without(flow, hours_checked, roles.ENTER_QUEUE):
        yield Hit(
            action.id,
            f"a contact enters the queue without a check of hours: {spelled(path)}",
            "put CheckHoursOfOperation before the transfer: a queue takes contacts also while it is closed",
        )


@rule("warning")
def callback_without_number(flow: FlowView) -> Hits:
    """FP114: before a callback is promised its number is set, and is one that can be dialled"""
    if not flow.has({roles.CALLBACK}) or flow.type is FlowType.MODULE:
        return
    passed = flow.around(lambda edge: number_set(flow, edge))
    for block in passed.blocks:
        if flow.action(block).type == roles.CALLBACK:
            yield Hit(
                block,
                f"the callback goes to whatever number the caller shows: {spelled(passed.path(block, state=True))}",
                "put UpdateContactCallbackNumber before it, whose branches tell a number that cannot be dialled",
            )
