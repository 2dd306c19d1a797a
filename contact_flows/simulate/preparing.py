"""A flow document to nodes and edges, for the contacts of one channel. Done once; running makes nothing of it again."""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows.language.document import Action, Channel, FlowDocument, FlowType
from contact_flows.simulate import (
    asking,
    attributes,
    bots,
    calls,
    control,
    functions,
    modules,
    queueing,
    records,
    talk,
    views,
)
from contact_flows.simulate.branches import ANY_ERROR, Branches
from contact_flows.simulate.graph import Edge, Node, PreparedFlow, Run
from contact_flows.simulate.limits import BY_FLOW, ERROR, NO_EFFECT, belongs, on_channel
from contact_flows.simulate.making import Maker, Making
from contact_flows.simulate.session import Judged, Session
from contact_flows.simulate.trace import Verdict

MAKERS: Mapping[str, Maker] = {
    **talk.MAKERS,
    **asking.MAKERS,
    **bots.MAKERS,
    **views.MAKERS,
    **control.MAKERS,
    **attributes.MAKERS,
    **queueing.MAKERS,
    **functions.MAKERS,
    **modules.MAKERS,
    **calls.MAKERS,
    **records.MAKERS,
    **dict.fromkeys(
        (
            "CreateWisdomSession",
            "RenderMessageTemplate",
            "CreateContact",
            "CreatePersistentContactAssociation",
            "LoadContactContent",
            "ListDataTableValues",
            "UpsertDataTableValues",
            "AssociateContactToCustomerProfile",
        ),
        control.unchanged,
    ),
}
"""What runs an action, by its type."""


def prepare(document: FlowDocument, key: str, channel: Channel) -> PreparedFlow:
    """Nodes of all its actions; of actions with the same identifier the first counts, as it does to the service."""
    nodes = {action.id: Node(document.id, action.id) for action in document.actions}
    for identifier, action in document.by_id.items():
        node = nodes[identifier]
        branches = Branches(action, document.id, nodes)
        making = Making(document.id, document.language, document.type, channel, action, branches, node)
        node.run = _run(making)
    return PreparedFlow(key, document.type, nodes.get(document.start))


def _run(making: Making) -> Run:
    action = making.action
    maker = MAKERS.get(action.type)
    if maker is None:
        return _unknown(making)
    outcome = on_channel(action, making.channel)
    if outcome == NO_EFFECT:
        return control.unchanged(making)
    if outcome == ERROR:
        return _always_error(making, f"{action.type} is not for {making.channel.lower()}")
    if not belongs(action.type, making.kind):
        return _always_error(making, f"{action.type} does not belong into a flow of type {making.kind}")
    run = maker(making)
    return _checked(making, run) if making.kind is FlowType.MODULE and action.type in BY_FLOW else run


def _unknown(making: Making) -> Run:
    """A type that the service may know and we do not: its error branch, or the end of what can be said."""
    flow, block = making.place()
    branches, type_ = making.branches, making.action.type

    def run(s: Session) -> Edge:
        if not branches.has(ANY_ERROR):
            raise Judged(Verdict.UNKNOWN_ACTION, f"{flow}/{block} is of the unknown type {type_}")
        s.remark(flow, block, f"the action type {type_} is unknown")
        return branches.error()

    return run


def _always_error(making: Making, why: str) -> Run:
    flow, block = making.place()
    edge = making.branches.error(_error_of(making.action))

    def run(s: Session) -> Edge:
        s.remark(flow, block, why)
        return edge

    return run


def _error_of(action: Action) -> str:
    """Of Set callback number, which has no general error, another channel's address is an invalid number."""
    return _OWN_ERRORS.get(action.type, ANY_ERROR)


_OWN_ERRORS = {
    "UpdateContactCallbackNumber": "InvalidCallbackNumber",
    "UpdateContactMediaProcessing": "ChannelMismatch",
}


def _checked(making: Making, run: Run) -> Run:
    """An action of a module, which runs in flows of several types."""
    refused = _always_error(making, f"{making.action.type} does not belong into the flow that invoked this module")
    type_ = making.action.type
    return lambda s: run(s) if belongs(type_, s.kind) else refused(s)
