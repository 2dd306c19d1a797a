"""One flow as the rules see it: its actions by role, the ways through it, and the flows around it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from contact_flows.language.catalogue.checking import Fault, parameter_faults
from contact_flows.language.document import Action, FlowDocument, FlowType
from contact_flows.lint import roles
from contact_flows.lint.context import Context
from contact_flows.lint.known import SPOKEN, Known, known
from contact_flows.lint.reads import Read, reads_of
from contact_flows.lint.slots import Slot, found_slots
from contact_flows.lint.walk import Explored, State, explore
from contact_flows.lint.ways import Edge, edges_of, feasible

if TYPE_CHECKING:
    from contact_flows.lint.flows import Flows

Made = TypeVar("Made")


class FlowView:
    """Made once per document; what several rules need is computed once."""

    def __init__(self, document: FlowDocument, flows: Flows) -> None:
        self.document = document
        self.flows = flows
        self._made: dict[Callable[..., object], Any] = {}

    @property
    def context(self) -> Context:
        return self.flows.context

    @property
    def type(self) -> FlowType | None:
        return self.document.type

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """One for each identifier."""
        return tuple(self.document.by_id.values())

    @cached_property
    def _judged(self) -> Mapping[str, Known | None]:
        return {action.id: known(action) for action in self.actions}

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """Actions of types that the catalogue has."""
        return tuple(one for one in self._judged.values() if one is not None)

    def known_of(self, block: str) -> Known | None:
        return self._judged[block]

    @cached_property
    def by_type(self) -> Mapping[str, tuple[Action, ...]]:
        found: dict[str, list[Action]] = {}
        for action in self.actions:
            found.setdefault(action.type, []).append(action)
        return {type_: tuple(group) for type_, group in found.items()}

    def of(self, *types: str) -> tuple[Action, ...]:
        return tuple(action for type_ in types for action in self.by_type.get(type_, ()))

    def has(self, types: Collection[str]) -> bool:
        return not self.by_type.keys().isdisjoint(types)

    @cached_property
    def _feasible(self) -> tuple[Mapping[str, tuple[Edge, ...]], Mapping[str, int]]:
        return feasible(self.document, self._judged)

    @property
    def ways(self) -> Mapping[str, tuple[Edge, ...]]:
        """Edges that a contact can take, by the action they leave."""
        return self._feasible[0]

    @property
    def reached(self) -> Collection[str]:
        """Actions that some contact gets to."""
        return self._feasible[1].keys()

    def channels(self, block: str) -> int:
        """In which channels a contact gets there, as bits of `ways.BITS`."""
        return self._feasible[1].get(block, 0)

    def spoken(self, block: str) -> bool:
        """Whether a caller or chatter can get there."""
        return bool(self.channels(block) & SPOKEN)

    @cached_property
    def drawn(self) -> Mapping[str, tuple[Edge, ...]]:
        """Every edge of the document, taken or not."""
        return {action.id: tuple(edges_of(action)) for action in self.actions}

    @cached_property
    def sound_ways(self) -> Mapping[str, tuple[Edge, ...]]:
        """Ways of a contact while nothing is broken. A block that can do nothing but fail goes its way all the same."""
        return {source: tuple(edge for edge in edges if not edge.fails) or edges for source, edges in self.ways.items()}

    @cached_property
    def silent_ways(self) -> Mapping[str, tuple[Edge, ...]]:
        """Ways of a caller who presses and says nothing, while nothing is broken."""
        asking = {action.id: action for action in self.of(*roles.ASKING) if not roles.stores(action)}
        return {
            source: tuple(edge for edge in edges if source not in asking or _silent(asking[source], edge))
            for source, edges in self.sound_ways.items()
        }

    @cached_property
    def parameter_faults(self) -> tuple[tuple[Action, Fault], ...]:
        """What the catalogue finds wrong with parameters."""
        return tuple(
            (one.action, fault) for one in self.known for fault in parameter_faults(one.kind, one.action.parameters)
        )

    @cached_property
    def reads(self) -> tuple[Read, ...]:
        """Every reference to the contact, in blocks that are reached."""
        return tuple(read for action in self.actions if action.id in self.reached for read in reads_of(action))

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(found_slots(self))

    def once(self, key: Callable[..., object], make: Callable[[], Made]) -> Made:
        """What several rules of one family need, made by the first of them."""
        if key not in self._made:
            self._made[key] = make()
        found: Made = self._made[key]
        return found

    def explore(self, initial: State, step: Callable[[Edge, State], State | None]) -> Explored[State]:
        """Every (action, state) from the start of the flow."""
        return explore(self.ways, [(self.document.start, initial)], step)

    def around(self, avoided: Callable[[Edge], bool]) -> Explored[bool]:
        """What is reached without an edge of a kind."""
        return self.explore(initial=True, step=lambda edge, state: None if avoided(edge) else state)

    def action(self, block: str) -> Action:
        return self.document.by_id[block]

    def reached_of(self, *types: str) -> Iterator[Action]:
        return (action for action in self.of(*types) if action.id in self.reached)


def _silent(question: Action, edge: Edge) -> bool:
    """Whether this edge is what becomes of silence. A bot takes it for words that it does not know."""
    silences = {"InputTimeLimitExceeded", "TimeLimitExceeded"}
    if question.type == roles.LEX:
        silences.add("NoMatchingCondition")
    return edge.kind == "error" and edge.label in silences
