"""FG: what flows do to one another: modules within modules, and flows that hand a contact round.

Source: Amazon Connect Administrator Guide, "Flow modules".
"""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from contact_flows.language.document import FlowType, Ref
from contact_flows.language.limits import MODULE_DEPTH_MOST
from contact_flows.lint import roles
from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.view import FlowView
from contact_flows.lint.walk import spelled

MOST_TRANSFERS = 10
"""More would be a maze, also for those who maintain it."""


@rule("error")
def unknown_flow(flow: FlowView) -> Hits:
    """FG120: a flow or module that is named by a reference exists"""
    if not flow.context.complete:
        return
    for action in flow.actions:
        for ref in _flow_refs(action.parameters):
            if flow.flows.named(ref) is None:
                yield Hit(action.id, f"there is no {ref.kind} '{ref.id}'", "name one that is compiled for this center")


def _flow_refs(value: object) -> Iterator[Ref]:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Ref):
            if part.kind in ("flow", "module"):
                yield part
        elif isinstance(part, dict):
            waiting += part.values()
        elif isinstance(part, tuple):
            waiting += part


@rule("error")
def module_recursion(flow: FlowView) -> Hits:
    """FG121: a module does not run itself, directly or through others"""
    calls = flow.flows.module_calls
    own = flow.document.id
    for action, module in flow.flows.modules_of(flow):
        inner = module.document.id
        if own == inner or own in nx.descendants(calls, inner):
            path = nx.shortest_path(calls, inner, own)
            yield Hit(
                action.id,
                f"the module runs itself: {spelled([own, *path])}",
                "end the recursion: move what repeats into a module of its own, or into a Loop",
            )


@rule("error")
def modules_too_deep(flow: FlowView) -> Hits:
    """FG122: modules run one another at most five deep"""
    if flow.type is FlowType.MODULE or not flow.has({roles.INVOKE_MODULE}):
        return
    calls = flow.flows.module_calls
    inside = calls.subgraph({flow.document.id, *nx.descendants(calls, flow.document.id)})
    if not nx.is_directed_acyclic_graph(inside):
        return  # recursion, which has its own rule
    deepest = nx.dag_longest_path(inside, default_weight=1)
    if len(deepest) - 1 > MODULE_DEPTH_MOST:
        yield Hit(
            "", f"modules run one another {len(deepest) - 1} deep: {spelled(deepest)}", "the service allows five levels"
        )


@rule("error")
def flows_without_way_out(flow: FlowView) -> Hits:
    """FG123: flows do not hand a contact round in a circle on which nothing is asked, compared or counted"""
    own, unasked = flow.document.id, flow.flows.unasked_transfers
    for action, target in flow.flows.unasked_of(flow):
        following = target.document.id
        if nx.has_path(unasked, following, own):
            path = nx.shortest_path(unasked, following, own)
            yield Hit(
                action.id,
                f"flows can hand the contact round for ever: {spelled([own, *path])}",
                "count the transfers in an attribute and compare it, or end the circle in a queue or a message",
            )


@rule("warning")
def transfers_too_deep(flow: FlowView) -> Hits:
    """FG124: a contact does not pass through more than ten flows in a row"""
    chain = flow.flows.longest_chain
    if len(chain) > MOST_TRANSFERS and chain[0] == flow.document.id:
        yield Hit(
            "", f"a contact may pass through {len(chain)} flows in a row: {spelled(chain)}", "join some of these flows"
        )
