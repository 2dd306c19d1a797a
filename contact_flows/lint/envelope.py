"""FE: the document around the actions. Source: Amazon Connect Developer Guide, "Flow language actions"."""

from __future__ import annotations

from collections import Counter

from contact_flows.language.catalogue import ACTION_TYPES
from contact_flows.language.document import VERSION, Action, FlowType
from contact_flows.language.limits import ACTIONS_MOST, CONTENT_LONGEST, identifier_fault
from contact_flows.language.text import write
from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.view import FlowView

USUAL_ARN = "a" * 130
"""Stands for a reference, whose ARN is not yet known."""


@rule("error")
def no_actions(flow: FlowView) -> Hits:
    """FE101: a flow has actions"""
    if not flow.document.actions:
        yield Hit("", "the flow has no actions", "add at least one message and an end")


@rule("error")
def other_version(flow: FlowView) -> Hits:
    """FE102: the version is 2019-10-30"""
    if flow.document.version != VERSION:
        given = f"'{flow.document.version}'" if flow.document.version else "missing"
        yield Hit("", f"the version is {given}", f'write "Version": "{VERSION}"')


@rule("error")
def identifier_shape(flow: FlowView) -> Hits:
    """FE103: an identifier has 1 to 50 characters, none that the service refuses, and no reserved word"""
    for action in flow.document.actions:
        wrong = identifier_fault(action.id)
        if wrong:
            yield Hit(action.id, wrong, "give the block another identifier, and change what names it")


@rule("error")
def identifier_twice(flow: FlowView) -> Hits:
    """FE104: no two actions have one identifier"""
    counts = Counter(action.id for action in flow.document.actions)
    for id_, count in counts.items():
        if count > 1:
            yield Hit(id_, f"{count} blocks have the identifier '{id_}'", "give each block an identifier of its own")


@rule("error")
def next_missing(flow: FlowView) -> Hits:
    """FE105: an action that does not end the flow has NextAction, even where its branches cover every outcome"""
    for action in flow.document.actions:
        kind = ACTION_TYPES.get(action.type)
        if action.next is None and not _empty_next(action) and not (kind and (kind.terminal or kind.next_optional)):
            yield Hit(action.id, f"{action.type} has no NextAction", "name the block that follows")


@rule("error")
def next_empty(flow: FlowView) -> Hits:
    """FE106: a transition names a block; the empty text is refused"""
    for action in flow.document.actions:
        if _empty_next(action) or "" in action.targets():
            yield Hit(action.id, "a transition leads to the empty text", "name the block that follows")


def _empty_next(action: Action) -> bool:
    return action.transitions_extra.get("NextAction") == ""


@rule("error")
def terminal_goes_on(flow: FlowView) -> Hits:
    """FE107: an action that ends the flow has no transitions"""
    for action in flow.document.actions:
        kind = ACTION_TYPES.get(action.type)
        if kind and kind.terminal and next(action.targets(), None) is not None:
            yield Hit(action.id, f"{action.type} ends the flow, but has a transition", 'write "Transitions": {}')


@rule("error")
def TOO_MANY_ACTIONS(flow: FlowView) -> Hits:  # noqa: N802 - also named by the table of shallow rules
    """FE108: a flow has at most 250 actions"""
    count = len(flow.document.actions)
    if count > ACTIONS_MOST:
        yield Hit("", f"the flow has {count:,} actions", f"divide it: the service takes {ACTIONS_MOST}")


@rule("error")
def TOO_LONG(flow: FlowView) -> Hits:  # noqa: N802 - also named by the table of shallow rules
    """FE109: a flow has at most 256,000 characters"""
    length = len(write(flow.document, lambda _: USUAL_ARN))
    if length > CONTENT_LONGEST:
        yield Hit("", f"the flow has {length:,} characters", f"divide it: the service takes {CONTENT_LONGEST:,}")


@rule("error")
def settings_misplaced(flow: FlowView) -> Hits:
    """FE110: a module has Settings at its top, and a flow has none"""
    has = flow.document.settings is not None
    if flow.type is FlowType.MODULE and not has:
        yield Hit(
            "", "the module has no Settings", "add Settings with InputParameters, OutputParameters and Transitions"
        )
    elif flow.type not in (FlowType.MODULE, None) and has:
        yield Hit("", "a flow has no Settings; only a module has", "remove Settings")
