"""The order of a center's flows: what is named comes before who names it, as far as circles allow."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from contact_flows.language.document import FlowDocument


def in_order(flows: Iterable[FlowDocument]) -> tuple[FlowDocument, ...]:
    """Referenced flows first. Flows of one circle stay together, in the order given."""
    given = {flow.id: flow for flow in flows}
    place = {id_: number for number, id_ in enumerate(given)}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(given)
    for flow in given.values():
        named = (ref.id for ref in flow.refs if ref.kind in ("flow", "module"))
        graph.add_edges_from((other, flow.id) for other in sorted(named) if other in given)
    circles = nx.condensation(graph)
    first = {number: min(place[id_] for id_ in circles.nodes[number]["members"]) for number in circles}
    ordered = nx.lexicographical_topological_sort(circles, key=first.__getitem__)
    members = (sorted(circles.nodes[number]["members"], key=place.__getitem__) for number in ordered)
    return tuple(given[id_] for circle in members for id_ in circle)
