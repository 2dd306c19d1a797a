"""Comparisons of one value that hold together: who went the way of "yes" once does not go the way of "no" later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic, NamedTuple

from contact_flows.language.document import Action
from contact_flows.language.references import Reference, is_dynamic, parse_reference
from contact_flows.lint import roles
from contact_flows.lint.reads import keys_of
from contact_flows.lint.walk import Explored, State, explore
from contact_flows.lint.ways import Edge

if TYPE_CHECKING:
    from contact_flows.lint.view import FlowView

MOST_TRACKED = 2
"""Values whose outcomes are remembered; each multiplies the states of a search."""


class Fact(NamedTuple):
    """What is known of a value: that it is one of some texts, or that it is none of them."""

    texts: frozenset[str]
    negated: bool = False

    def allows(self, other: Fact) -> bool:
        """Whether both can be true."""
        if self.negated and other.negated:
            return True
        if self.negated or other.negated:
            positive, negative = (other, self) if self.negated else (self, other)
            return not positive.texts <= negative.texts
        return bool(self.texts & other.texts)


Facts = tuple[Fact | None, ...]


@dataclass(frozen=True)
class Consistent(Generic[State]):
    """As `Explored`, over ways whose comparisons agree."""

    explored: Explored[tuple[State, Facts]]

    def __iter__(self) -> Iterator[tuple[str, State, Callable[[], list[str]]]]:
        """Each block and state once, with what gives a shortest way."""
        seen: set[tuple[str, State]] = set()
        for block, (state, facts) in self.explored:
            if (block, state) not in seen:
                seen.add((block, state))
                yield block, state, partial(self.explored.path, block, (state, facts))


def explore_consistently(
    flow: FlowView, initial: State, step: Callable[[Edge, State], State | None]
) -> Consistent[State]:
    """Follow every edge from the start, but none that contradicts an earlier comparison of the same value."""
    tracked = _tracked(flow)
    touching = {action.id for action in flow.actions if any(_touches(flow, action, one) for one in tracked)}

    def both(edge: Edge, state: tuple[State, Facts]) -> tuple[State, Facts] | None:
        facts = _after(flow, tracked, edge, state[1]) if edge.source in touching else state[1]
        inner = None if facts is None else step(edge, state[0])
        return None if inner is None or facts is None else (inner, facts)

    start = (initial, tuple(None for _ in tracked))
    return Consistent(explore(flow.ways, [(flow.document.start, start)], both))


def _tracked(flow: FlowView) -> tuple[Reference, ...]:
    """Values that are compared more than once, those compared most first."""
    values = Counter(str(action.given("ComparisonValue")) for action in flow.reached_of(roles.COMPARE))
    often = (value for value, count in values.most_common() if count > 1 and value != "$.Channel")
    found = (parse_reference(value) for value in often)
    return tuple(reference for reference in found if reference is not None)[:MOST_TRACKED]


def _after(flow: FlowView, tracked: tuple[Reference, ...], edge: Edge, facts: Facts) -> Facts | None:
    """What is known behind an edge; None where the edge contradicts what was known."""
    action = flow.action(edge.source)
    found = list(facts)
    for position, reference in enumerate(tracked):
        before = facts[position]
        if action.type == roles.COMPARE and action.given("ComparisonValue") == reference.text:
            outcome = _outcome(action, edge)
            if outcome is not None and before is not None and not before.allows(outcome):
                return None
            if outcome is not None and (before is None or before.negated):
                found[position] = outcome
        elif _changes(flow, action, reference):
            found[position] = _given(action, edge, reference)
    return tuple(found)


def _touches(flow: FlowView, action: Action, reference: Reference) -> bool:
    """Whether the action compares the value or changes it."""
    return action.type == roles.COMPARE or _changes(flow, action, reference)


def _outcome(action: Action, edge: Edge) -> Fact | None:
    """What an edge of a comparison tells; None where operators other than Equals take part."""
    if any(condition.operator != "Equals" for condition in action.conditions):
        return None
    if edge.kind == "condition":
        return Fact(frozenset({edge.label}))
    return Fact(frozenset(str(operand) for c in action.conditions for operand in c.operands), negated=True)


def _changes(flow: FlowView, action: Action, reference: Reference) -> bool:
    if action.type == roles.INVOKE_MODULE and flow.flows.may_contain(action, frozenset({roles.SET_ATTRIBUTES})):
        return True
    if action.type in (roles.SET_ATTRIBUTES, roles.SET_FLOW_ATTRIBUTES):
        return reference.member is None or reference.member in keys_of(action, reference.namespace)
    if reference.namespace in ("Attributes", "FlowAttributes"):
        return False
    known = flow.known_of(action.id)
    return known is not None and reference.namespace in known.kind.writes_with(action.parameters)


def _given(action: Action, edge: Edge, reference: Reference) -> Fact | None:
    """The value that the action gives it, where that is a literal."""
    given = action.given("Attributes") if action.type == roles.SET_ATTRIBUTES and edge.kind != "error" else None
    value = given.get(reference.member or "") if isinstance(given, dict) else None
    return Fact(frozenset({value})) if isinstance(value, str) and not is_dynamic(value) else None
