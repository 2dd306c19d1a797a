"""Which blocks and branches of the flows a set of traces went through, and which it did not, by name and reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from contact_flows.language.document import Action, FlowDocument, FlowSet
from contact_flows.simulate.trace import Step

NEXT = "next"
QUEUED = "queued"
"""How a trace spells that a contact entered a queue."""
UNFIT = "what fits no condition takes NoMatchingCondition; the service insists on a NextAction all the same"
_NEVER_NEXT = {
    "CheckHoursOfOperation": "open and closed are conditions; NextAction repeats the closed one",
    "Loop": "both outcomes are conditions; NextAction repeats DoneLooping",
    "TransferToFlow": "the other flow never returns; NextAction repeats the error branch",
    "TransferContactToQueue": "a contact in a queue has left the flow; NextAction repeats the error branch",
    "DequeueContactAndTransferToQueue": "a contact in another queue has left the flow; NextAction repeats the error",
}
"""Types whose NextAction the service insists on and never takes."""
QUEUES = frozenset({"TransferContactToQueue", "DequeueContactAndTransferToQueue"})


@dataclass(frozen=True, slots=True, order=True)
class Branch:
    """One way on from one block; `name` as in a trace's steps."""

    flow: str
    block: str
    name: str

    def __str__(self) -> str:
        return f"{self.flow}/{self.block} {self.name}"


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A branch that no contact took. `reason` is empty where none is known: a gap in the scenarios."""

    branch: Branch
    reason: str


@dataclass(frozen=True, slots=True)
class Share:
    covered: int
    total: int

    @property
    def percent(self) -> float:
        return 100.0 if not self.total else 100.0 * self.covered / self.total


@dataclass(frozen=True, slots=True)
class Coverage:
    """blocks, branches: of those that a contact can reach; uncovered: every branch that none did"""

    blocks: Share
    branches: Share
    uncovered: tuple[Uncovered, ...] = ()
    untouched: tuple[str, ...] = field(default=())
    """Blocks that no contact reached, `flow/block`."""


def coverage_of(flows: FlowSet, steps: Iterable[Step]) -> Coverage:
    """Coverage by all steps together. Branches that the service never takes are not counted, but named."""
    taken = {Branch(*step) for step in steps}
    reached = {(step.flow, step.block) for step in taken}
    wanted: list[Branch] = []
    never: list[Uncovered] = []
    for flow in flows.flows:
        for action in flow.actions:
            wanted += branches_of(flow, action)
            never += _never(flow, action)
    blocks = [(flow.id, action.id) for flow in flows.flows for action in flow.actions]
    missed = [Uncovered(branch, "") for branch in wanted if branch not in taken]
    return Coverage(
        blocks=Share(sum(block in reached for block in blocks), len(blocks)),
        branches=Share(len(wanted) - len(missed), len(wanted)),
        uncovered=tuple(missed + never),
        untouched=tuple(f"{flow}/{block}" for flow, block in blocks if (flow, block) not in reached),
    )


def branches_of(flow: FlowDocument, action: Action) -> Iterator[Branch]:
    """The branches that the service can take."""
    for name in names_of(action):
        if not (name == NEXT and nominal(action)):
            yield Branch(flow.id, action.id, name)


def _never(flow: FlowDocument, action: Action) -> Iterator[Uncovered]:
    reason = nominal(action)
    if reason and action.next is not None:
        yield Uncovered(Branch(flow.id, action.id, NEXT), reason)


def names_of(action: Action) -> Iterator[str]:
    """Every branch as a trace spells it."""
    if action.type in QUEUES:
        yield QUEUED
    if action.next is not None:
        yield NEXT
    for condition in action.conditions:
        sign = "=" if condition.operator == "Equals" else f"{condition.operator} "
        yield sign + ",".join(str(operand) for operand in condition.operands)
    yield from (f"!{branch.type}" for branch in action.errors)


def nominal(action: Action) -> str:
    """Why the service never takes the NextAction of this one; empty where it does."""
    if action.error("NoMatchingCondition") is not None:
        return UNFIT
    if action.type == "TransferParticipantToThirdParty" and str(action.given("ContinueFlowExecution")) == "False":
        return "the caller has left the flow; NextAction repeats the error branch"
    if action.type == "Wait" and action.conditions:
        return "its outcomes are conditions"
    if action.type == "MessageParticipantIteratively" and action.conditions:
        return "it plays until something interrupts it, which is a condition"
    return _NEVER_NEXT.get(action.type, "")
