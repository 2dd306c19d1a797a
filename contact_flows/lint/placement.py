"""FP: whether an action may stand where it stands: flow type, channel, and what must not come before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_flows.language.catalogue.contact import HOOK_FLOW_TYPES
from contact_flows.language.catalogue.placement import FORBIDDEN_BEFORE_LOOP_PROMPTS, ROUTED
from contact_flows.language.document import Action, FlowType, Value
from contact_flows.lint import roles
from contact_flows.lint.known import BITS
from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.view import FlowView
from contact_flows.lint.walk import leading_to, spelled


@rule("error")
def refused_here(flow: FlowView) -> Hits:
    """FP101: an action stands in a type of flow in which the service publishes it"""
    for known in flow.known if flow.type else ():
        action, kind = known.action, known.kind
        if flow.type in kind.refused_in:
            allowed = ", ".join(sorted(kind.flow_types)) or "no flow"
            yield Hit(action.id, f"{action.type} is refused in a flow of type {flow.type}", _instead(flow, allowed))


def _instead(flow: FlowView, allowed: str) -> str:
    ends = {
        FlowType.MODULE: "a module ends with EndFlowModuleExecution",
        FlowType.CUSTOMER_QUEUE: "a queue flow waits with MessageParticipantIteratively and ends with EndFlowExecution",
        FlowType.CUSTOMER_HOLD: "a hold flow only waits, with MessageParticipantIteratively",
        FlowType.AGENT_HOLD: "a hold flow only waits, with MessageParticipantIteratively",
        FlowType.CUSTOMER_WHISPER: "a whisper ends with EndFlowExecution",
        FlowType.AGENT_WHISPER: "a whisper ends with EndFlowExecution",
        FlowType.OUTBOUND_WHISPER: "a whisper ends with EndFlowExecution",
        FlowType.CONTACT_FLOW: "an inbound flow ends with DisconnectParticipant or a transfer",
    }
    idiom = ends.get(flow.type) if flow.type else None
    return f"it may stand in {allowed}" + (f"; {idiom}" if idiom else "")


@rule("warning")
def not_meant_here(flow: FlowView) -> Hits:
    """FP102: an action stands in a type of flow for which the guides have it"""
    for known in flow.known if flow.type else ():
        action, kind = known.action, known.kind
        if flow.type not in kind.flow_types and flow.type not in kind.refused_in:
            allowed = ", ".join(sorted(kind.flow_types))
            yield Hit(
                action.id, f"{action.type} takes its error branch in a flow of type {flow.type}", f"it is for {allowed}"
            )


@rule("warning")
def channel_without(flow: FlowView) -> Hits:
    """FP103: an action is reached in a channel in which it works"""
    for known in flow.known:
        action, mask = known.action, flow.channels(known.action.id)
        if mask and not mask & known.able:
            names = " and ".join(channel.lower() for channel, bit in BITS.items() if mask & bit)
            yield Hit(
                action.id,
                f"only {names} contacts get here, for which {action.type} always fails",
                "move it before the comparison of $.Channel, or remove it",
            )


@rule("warning")
def before_loop_prompts(flow: FlowView) -> Hits:
    """FP105: before Loop prompts nothing is asked, played, counted, streamed or transferred"""
    goals = [action.id for action in flow.reached_of(roles.LOOP_PROMPTS)]
    if not goals:
        return
    leading = leading_to(flow.ways, goals) - set(goals)
    first = flow.around(lambda edge: flow.action(edge.source).type == roles.LOOP_PROMPTS)
    for block in first.blocks:
        type_ = flow.action(block).type
        if block in leading and (type_ in FORBIDDEN_BEFORE_LOOP_PROMPTS):
            yield Hit(
                block,
                f"{type_} stands before Loop prompts: {spelled(first.path(block, state=True))}",
                "move it behind MessagesInterrupted",
            )


@rule("warning")
def wrong_flow_type(flow: FlowView) -> Hits:
    """FP106: a flow that is named has the type that the place needs"""
    for action, value, wanted in _named_flows(flow):
        target = flow.flows.named(value)
        if target is not None and target.type is not None and target.type not in wanted:
            yield Hit(
                action.id,
                f"'{target.document.id}' is a flow of type {target.type}",
                f"name one of type {' or '.join(sorted(wanted))}",
            )


def _named_flows(flow: FlowView) -> Iterator[tuple[Action, Value, frozenset[FlowType]]]:
    for action in flow.of(roles.TO_FLOW):
        yield action, action.given("ContactFlowId"), ROUTED - {FlowType.MODULE}
    for action in flow.of(roles.INVOKE_MODULE):
        yield action, action.given("FlowModuleId"), frozenset({FlowType.MODULE})
    for action in flow.of("UpdateContactEventHooks"):
        hooks = action.given("EventHooks")
        for hook, value in hooks.items() if isinstance(hooks, Mapping) else ():
            if hook in HOOK_FLOW_TYPES:
                yield action, value, frozenset({HOOK_FLOW_TYPES[hook]})
