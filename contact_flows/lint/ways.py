"""Edges between actions: those that a document draws, and of these the ones that a contact can take."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from contact_flows.language.catalogue.action_type import NO_CONDITION, NO_MATCH
from contact_flows.language.document import Action, Channel, FlowDocument
from contact_flows.lint.known import ANY_CHANNEL, BITS, Known
from contact_flows.lint.roles import COMPARE


class Edge(NamedTuple):
    """kind: next, condition or error. label: operand or error type."""

    source: str
    target: str
    kind: str
    label: str

    @property
    def fails(self) -> bool:
        """Whether it is taken only when something is broken."""
        return self.kind == "error" and self.label == NO_MATCH


def edges_of(action: Action) -> Iterator[Edge]:
    """Every edge that the document draws."""
    if action.next is not None:
        yield Edge(action.id, action.next, "next", "")
    for condition in action.conditions:
        operand = condition.operands[0] if condition.operands else ""
        yield Edge(action.id, condition.next, "condition", operand if isinstance(operand, str) else "")
    for branch in action.errors:
        yield Edge(action.id, branch.next, "error", branch.type)


def taken(action: Action, known: Known | None) -> tuple[Edge, ...]:
    """Edges that a contact may take: not behind an end, and `NextAction` only where no branch stands for it."""
    if known is None:
        return tuple(edges_of(action))
    if known.kind.terminal:
        return ()
    idle = known.hands_over or _settled(known)
    return tuple(edge for edge in edges_of(action) if edge.kind != "next" or not idle)


def _settled(known: Known) -> bool:
    """Whether the conditions and errors cover every outcome."""
    if known.action.error(NO_CONDITION) is not None:
        return True
    exactly = known.conditions.exactly
    return bool(exactly) and {str(c.operands[0]) for c in known.action.conditions if c.operands} >= set(exactly)


def feasible(
    document: FlowDocument, known: Mapping[str, Known | None]
) -> tuple[Mapping[str, tuple[Edge, ...]], Mapping[str, int]]:
    """Edges by source that some channel can take, and the channels in which each action is reached.

    A comparison of `$.Channel` divides the channels; an action that a channel lacks lets it go on by error only.
    """
    by_id = document.by_id
    drawn = {
        id_: [(edge, _mask(action, known[id_], edge)) for edge in taken(action, known[id_])]
        for id_, action in by_id.items()
    }
    reached = {document.start: ANY_CHANNEL} if document.start in by_id else {}
    waiting = deque(reached)
    while waiting:
        source = waiting.popleft()
        for edge, mask in drawn[source]:
            before = reached.get(edge.target, 0)
            after = before | (reached[source] & mask)
            if after != before and edge.target in by_id:
                reached[edge.target] = after
                waiting.append(edge.target)
    ways = {
        source: tuple(edge for edge, mask in edges if reached.get(source, 0) & mask) for source, edges in drawn.items()
    }
    return ways, reached


def _mask(action: Action, known: Known | None, edge: Edge) -> int:
    """Channels that may take this edge."""
    if action.type == COMPARE:
        return _compared(action, edge)
    return ANY_CHANNEL if known is None or edge.kind == "error" else known.able


def _compared(action: Action, edge: Edge) -> int:
    if action.given("ComparisonValue") != "$.Channel":
        return ANY_CHANNEL
    named = [c.operands[0] for c in action.conditions if c.operator == "Equals" and c.operands]
    if edge.kind == "condition":
        return BITS.get(Channel(edge.label), 0) if edge.label in set(Channel) else ANY_CHANNEL
    return ANY_CHANNEL - sum(BITS[Channel(name)] for name in set(Channel) & set(map(str, named)))
