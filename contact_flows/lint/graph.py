"""FG: where a contact can go within one flow."""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows.language.document import Action
from contact_flows.lint import roles
from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.view import FlowView
from contact_flows.lint.walk import leading_to, reachable, spelled
from contact_flows.lint.ways import Edge


@rule("error")
def dangling(flow: FlowView) -> Hits:
    """FG101: every transition leads to a block of the flow"""
    for action in flow.document.actions:
        for target in dict.fromkeys(action.targets()):
            if target and target not in flow.document.by_id:
                yield Hit(action.id, f"a transition leads to '{target}', which the flow does not have", _among(flow))


@rule("error")
def start_missing(flow: FlowView) -> Hits:
    """FG102: StartAction names a block of the flow"""
    start = flow.document.start
    if "StartAction" in flow.document.bare:
        yield Hit("", "the flow has no StartAction", "name the first block")
    elif flow.document.actions and start not in flow.document.by_id:
        yield Hit("", f"the flow starts at '{start}', which it does not have", _among(flow))


def _among(flow: FlowView) -> str:
    return "name a block that exists, or add the missing one" if flow.actions else "add the block"


@rule("warning")
def unreachable(flow: FlowView) -> Hits:
    """FG103: every block is reached from the start"""
    if flow.document.start not in flow.document.by_id:
        return
    found = reachable(flow.drawn, flow.document.start)
    for action in flow.actions:
        if action.id not in found:
            yield Hit(action.id, "no contact can reach this block", "lead a transition to it, or remove it")


@rule("error")
def endless(flow: FlowView) -> Hits:
    """FG104: from every block a contact can come to an end while nothing is broken

    In queue and hold flows going round is how a contact waits, if going round takes time.
    """
    ends = [action.id for action in flow.actions if _ends(action, flow)]
    sound = flow.sound_ways
    lost = set(flow.reached) - leading_to(sound, ends)
    while lost:
        first = next(action.id for action in flow.actions if action.id in lost)
        circle = _circle(sound, first)
        caught = leading_to(sound, circle) & lost
        if not (flow.type in roles.WAITING_TYPES and any(_takes_time(flow, block) for block in circle)):
            only = (
                "the only way out is a failure" if circle[0] in leading_to(flow.ways, ends) else "there is no way out"
            )
            yield Hit(
                circle[0],
                f"a contact goes round for ever: {spelled([*circle, circle[0]])}; {only}",
                "count the rounds with a Loop, or lead one branch to a queue, a message or a goodbye",
            )
        lost -= caught | {first}


def _takes_time(flow: FlowView, block: str) -> bool:
    return flow.action(block).type in roles.TAKING_TIME


def _ends(action: Action, flow: FlowView) -> bool:
    """Whether the flow may be over for a contact here, or is broken in a way that another rule names."""
    known = flow.known_of(action.id)
    if known is not None and known.ends:
        return True
    ways = flow.ways[action.id]
    return not ways or any(edge.target not in flow.document.by_id for edge in ways)


def _circle(ways: Mapping[str, tuple[Edge, ...]], start: str) -> list[str]:
    """A circle into which one falls from `start`, by always taking the first way."""
    order: dict[str, int] = {}
    block = start
    while block not in order:
        order[block] = len(order)
        block = ways[block][0].target
    return list(order)[order[block] :]


@rule("warning")
def silence_goes_round(flow: FlowView) -> Hits:
    """FG105: a caller who stays silent comes to an end or to a person, and does not go round for ever"""
    if not flow.has(roles.ASKING):
        return
    silent = flow.silent_ways
    reached = reachable(silent, flow.document.start)
    sound_ends = leading_to(flow.sound_ways, [action.id for action in flow.actions if _ends(action, flow)])
    ends = [action.id for action in flow.actions if _ends(action, flow) or not silent[action.id]]
    lost = (reached & sound_ends) - leading_to(silent, ends)
    asked = next((action for action in flow.actions if action.id in lost and action.type in roles.ASKING), None)
    if asked is not None:
        circle = _circle(silent, asked.id)
        if flow.type not in roles.WAITING_TYPES:
            yield Hit(
                asked.id,
                f"who presses and says nothing goes round for ever: {spelled([*circle, circle[0]])}",
                "count the rounds with a Loop, then lead to a person",
            )
