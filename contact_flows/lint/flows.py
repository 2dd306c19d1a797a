"""The flows that are linted together: who calls whom, and what they keep on the contact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

import networkx as nx

from contact_flows.language.document import Action, FlowDocument, Ref, Value
from contact_flows.lint import roles
from contact_flows.lint.context import Context
from contact_flows.lint.view import FlowView
from contact_flows.lint.ways import Edge

Done = Callable[[FlowView, Edge], bool]
"""Whether an edge does what must have been done."""


class Flows:
    """Several documents; of two with one id the first counts for those that name it."""

    def __init__(self, documents: tuple[FlowDocument, ...], context: Context) -> None:
        self.context = context
        self.views = tuple(FlowView(document, self) for document in documents)
        self._by_id: dict[str, FlowView] = {}
        for view in self.views:
            self._by_id.setdefault(view.document.id, view)
        self._entered: dict[Done, frozenset[str]] = {}
        self._inside: dict[str, frozenset[str]] = {}

    def named(self, value: Value) -> FlowView | None:
        """The flow or module that a parameter names; None where it is not among these."""
        if isinstance(value, Ref):
            return self._by_id.get(value.id)
        if not isinstance(value, str):
            return None
        for name in (value, value.rpartition("/")[2].partition(":")[0]):
            found = self._by_id.get(self.context.aliases.get(name, name))
            if found is not None:
                return found
        return None

    def modules_of(self, flow: FlowView) -> Iterator[tuple[Action, FlowView]]:
        """Modules that a flow runs, as far as they are known."""
        return self._targets(flow, roles.INVOKE_MODULE, "FlowModuleId")

    def transfers_of(self, flow: FlowView) -> Iterator[tuple[Action, FlowView]]:
        """Flows in which it lets a contact go on."""
        return self._targets(flow, roles.TO_FLOW, "ContactFlowId")

    def _targets(self, flow: FlowView, type_: str, parameter: str) -> Iterator[tuple[Action, FlowView]]:
        for action in flow.reached_of(type_):
            target = self.named(action.given(parameter))
            if target is not None:
                yield action, target

    @cached_property
    def module_calls(self) -> nx.DiGraph[str]:
        """Which flow runs which module."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self._by_id)
        for id_, view in self._by_id.items():
            graph.add_edges_from((id_, target.document.id) for _, target in self.modules_of(view))
        return graph

    @cached_property
    def transfers(self) -> nx.DiGraph[str]:
        """Which flow hands contacts to which."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self._by_id)
        for id_, view in self._by_id.items():
            graph.add_edges_from((id_, target.document.id) for _, target in self.transfers_of(view))
        return graph

    def unasked_of(self, flow: FlowView) -> Iterator[tuple[Action, FlowView]]:
        """Transfers to which a contact comes without being asked, compared or counted, while nothing is broken."""
        if flow.has({roles.TO_FLOW}):
            passed = flow.around(lambda edge: edge.fails or flow.action(edge.source).type in roles.DECIDING)
            reached = passed.blocks
            yield from ((action, target) for action, target in self.transfers_of(flow) if action.id in reached)

    @cached_property
    def unasked_transfers(self) -> nx.DiGraph[str]:
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self._by_id)
        for id_, view in self._by_id.items():
            graph.add_edges_from((id_, target.document.id) for _, target in self.unasked_of(view))
        return graph

    @cached_property
    def longest_chain(self) -> list[str]:
        """The most flows through which a contact may pass, circles counted as one."""
        parts = nx.condensation(self.transfers)
        longest: list[int] = nx.dag_longest_path(parts, default_weight=1)
        return [min(parts.nodes[part]["members"]) for part in longest]

    def entered_without(self, done: Done) -> frozenset[str]:
        """Flows that a contact may enter without having taken an edge of a kind before, in an earlier flow.

        Where a contact enters from outside, nothing was done before.
        """
        if done not in self._entered:
            self._entered[done] = self._entered_without(done)
        return self._entered[done]

    def _entered_without(self, done: Done) -> frozenset[str]:
        found = set(self._entrances)
        waiting = list(found)
        while waiting:
            view = self._by_id[waiting.pop()]
            new = (_handed_on(view, done) if view.has({roles.TO_FLOW}) else frozenset()) - found
            found |= new
            waiting += new
        return frozenset(found)

    @cached_property
    def _entrances(self) -> frozenset[str]:
        """Flows to which no other leads, but for those in a circle with them: contacts enter there from outside."""
        parts = nx.condensation(self.transfers)
        return frozenset(id_ for part, degree in parts.in_degree if not degree for id_ in parts.nodes[part]["members"])

    def contains(self, module: FlowView, types: frozenset[str]) -> bool:
        """Whether a module, or one that it runs, has an action of one of the types."""
        return not types.isdisjoint(self._types_in(module.document.id))

    def _types_in(self, id_: str) -> frozenset[str]:
        if id_ not in self._inside:
            inside = {id_, *nx.descendants(self.module_calls, id_)}
            self._inside[id_] = frozenset(type_ for one in inside for type_ in self._by_id[one].by_type)
        return self._inside[id_]

    def may_contain(self, action: Action, types: frozenset[str]) -> bool:
        """Whether running a module may do one of the types; of an unknown module anything may be true."""
        module = self.named(action.given("FlowModuleId"))
        return module is None or self.contains(module, types)

    @cached_property
    def after_service(self) -> frozenset[str]:
        """Flows that run when the conversation is over."""
        hooks = (action.given("EventHooks") for view in self.views for action in view.of("UpdateContactEventHooks"))
        named = (self.named(hook.get("CustomerRemaining")) for hook in hooks if isinstance(hook, Mapping))
        return frozenset(view.document.id for view in named if view is not None)

    @cached_property
    def attributes_kept(self) -> Mapping[str, frozenset[str]]:
        """Contact attributes that some flow sets -> the flows that set them."""
        found: dict[str, set[str]] = {}
        for view in self.views:
            for action in view.of(roles.SET_ATTRIBUTES):
                given = action.given("Attributes")
                for name in given if isinstance(given, Mapping) else ():
                    found.setdefault(name, set()).add(view.document.id)
        return {name: frozenset(flows) for name, flows in found.items()}

    @cached_property
    def attributes_read(self) -> frozenset[str]:
        """Contact attributes that some flow reads."""
        reads = (read.reference for view in self.views for read in view.reads if read.namespace == "Attributes")
        return frozenset(reference.member for reference in reads if reference.member is not None)


def _handed_on(flow: FlowView, done: Callable[[FlowView, Edge], bool]) -> frozenset[str]:
    """Flows to which a contact is handed on from here without an edge of a kind."""
    reached = flow.around(lambda edge: done(flow, edge)).blocks
    return frozenset(target.document.id for block, target in flow.flows.transfers_of(flow) if block.id in reached)
