"""Forward data flow of the namespaces that hold one answer at a time: who may have filled them last, at each block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from contact_flows.language.catalogue import ACTION_TYPES
from contact_flows.language.document import Action
from contact_flows.lint import roles
from contact_flows.lint.reads import Read
from contact_flows.lint.walk import Explored
from contact_flows.lint.ways import Edge

if TYPE_CHECKING:
    from contact_flows.lint.view import FlowView

SLOTS = (
    *("External", "LambdaInvocation", "Lex", "Metrics", "StoredCustomerInput", "Views", "Modules", "AgenticCX"),
    "DataTables",
)
EMPTY = "(nothing)"
FAILED = "(a failed call)"
"""The answer of an earlier call may still stand there."""
FAILED_FIRST = "(a failed first call)"
"""Nothing stands there: a comparison finds no match, which is safe."""
MORE = 3
"""How many sources a message names."""
_LONGEST_SOURCE = 80
_RESOURCE = {
    roles.INVOKE_FUNCTION: "LambdaFunctionARN",
    roles.INVOKE_MODULE: "FlowModuleId",
    roles.LEX: "LexV2Bot",
}


@dataclass(frozen=True)
class Slot:
    """One namespace in one flow.

    explored   every block with what may have filled the namespace last
    """

    reads: tuple[Read, ...]
    explored: Explored[str]

    @cached_property
    def _states(self) -> Mapping[str, AbstractSet[str]]:
        found: dict[str, set[str]] = {}
        for block, state in self.explored:
            found.setdefault(block, set()).add(state)
        return found

    def states(self, block: str) -> AbstractSet[str]:
        return self._states.get(block, frozenset())


def found_slots(flow: FlowView) -> Iterator[Slot]:
    """Each namespace that the flow reads."""
    for namespace in SLOTS:
        reads = tuple(read for read in flow.reads if read.namespace == namespace and not _given(read))
        if reads:
            filling = _Filling(
                {action.id: _source(action) for action in flow.actions if _writes(action, namespace)},
                frozenset(read.action.id for read in reads if read.action.type == roles.COMPARE),
            )
            yield Slot(reads, flow.explore(EMPTY, filling.after))


def _given(read: Read) -> bool:
    """Whether it is what a module is given, rather than an answer."""
    return read.namespace == "Modules" and read.reference.member == "Input"


def _writes(action: Action, namespace: str) -> bool:
    kind = ACTION_TYPES.get(action.type)
    return kind is not None and namespace in kind.writes_with(action.parameters)


def _source(action: Action) -> str:
    """Who answers; blocks of one type that ask the same one count as one."""
    given = action.given(_RESOURCE.get(action.type, ""))
    if isinstance(given, Mapping):
        given = given.get("AliasArn")
    return str(given)[-_LONGEST_SOURCE:] if given is not None else action.type


@dataclass(frozen=True)
class _Filling:
    """What happens to one namespace.

    writers    blocks that fill it, with who answers
    compared   blocks that compare a part of it
    """

    writers: Mapping[str, str]
    compared: AbstractSet[str]

    def after(self, edge: Edge, last: str) -> str | None:
        """Who filled it last, behind an edge; None where what was compared was not there to match."""
        if edge.source in self.compared and edge.kind == "condition" and last in (EMPTY, FAILED_FIRST):
            return None
        source = self.writers.get(edge.source)
        if source is None:
            return last
        if edge.fails and last != source:
            return FAILED_FIRST if last in (EMPTY, FAILED_FIRST) else FAILED
        return source
