"""Flows to journeys: plumbing is passed over, ways that lead to the same step are named together."""

from __future__ import annotations

from collections.abc import Iterator

from contact_flows.journey.model import Journey, Step, Way
from contact_flows.journey.words import NameOf, error_label, way_label, words
from contact_flows.language.document import Action, FlowDocument, FlowSet, Ref

NEVER_RETURNS = frozenset({"TransferContactToQueue", "TransferToFlow"})
"""Their `NextAction` must be there, and is never taken: what follows is another flow."""

LONGEST_CHAIN = 300
"""More plumbing in a row than a flow has blocks is a loop: it has nothing to show."""


def journeys(flows: FlowSet, name_of: NameOf = str) -> tuple[Journey, ...]:
    """A journey for each flow and module, in the order of the set.

    name_of   what to call something deployed, such as a queue; flows of the set are called by their names
    """
    names = {flow.id: flow.name for flow in flows.flows}

    def named(ref: Ref) -> str:
        return names.get(ref.id, ref.id) if ref.kind in ("flow", "module") else name_of(ref)

    return tuple(journey(flow, named) for flow in flows.flows)


def journey(flow: FlowDocument, name_of: NameOf = str) -> Journey:
    """One flow as a caller meets it; blocks that no caller reaches are left out."""
    first = _noticed(flow, flow.start, name_of)
    numbers: dict[str, int] = {}
    waiting = [] if first is None else [first]
    while waiting:  # depth first, so that what follows a choice stands below it
        block = waiting.pop()
        if block in numbers:
            continue
        numbers[block] = len(numbers) + 1
        waiting += [target for target, _, _ in reversed(list(_ways(flow, flow.by_id[block], name_of)))]
    steps = (_step(flow, flow.by_id[block], numbers, name_of) for block in numbers)
    return Journey(flow.id, flow.name, flow.description, flow.language, tuple(steps))


def _step(flow: FlowDocument, action: Action, numbers: dict[str, int], name_of: NameOf) -> Step:
    found = words(action, name_of)
    assert found is not None  # only noticed blocks have numbers
    return Step(
        number=numbers[action.id],
        block=action.id,
        kind=found.kind,
        text=found.text,
        words=found.spoken,
        ways=tuple(_merged(flow, action, numbers, name_of)),
        goes_to=found.goes_to,
    )


def _merged(flow: FlowDocument, action: Action, numbers: dict[str, int], name_of: NameOf) -> Iterator[Way]:
    """Ways by target; one that fails is named apart, and not at all where it leads where all the others do."""
    grouped: dict[tuple[int, bool], list[str]] = {}
    for target, label, failure in _ways(flow, action, name_of):
        grouped.setdefault((numbers[target], failure), []).append(label)
    usual = {to for to, failure in grouped if not failure}
    for (to, failure), labels in grouped.items():
        if failure and usual == {to}:
            continue
        yield Way(", ".join(dict.fromkeys(label for label in labels if label)), to, failure)


def _ways(flow: FlowDocument, action: Action, name_of: NameOf) -> Iterator[tuple[str, str, bool]]:
    """(block, label, whether it is a failure) in the order in which a caller would think of them."""
    for condition in action.conditions:
        label = way_label(action, condition.operator, " ".join(str(operand) for operand in condition.operands))
        if target := _noticed(flow, condition.next, name_of):
            yield target, label, False
    answered = {condition.next for condition in action.conditions} | {branch.next for branch in action.errors}
    repeats_a_branch = action.conditions and action.next in answered
    goes_on = action.next is not None and action.type not in NEVER_RETURNS and not repeats_a_branch
    if goes_on and (target := _noticed(flow, str(action.next), name_of)):
        yield target, "", False
    for branch in action.errors:
        label, failure = error_label(branch.type)
        if target := _noticed(flow, branch.next, name_of):
            yield target, label, failure


def _noticed(flow: FlowDocument, block: str, name_of: NameOf) -> str | None:
    """The first block from here that a caller notices, passing over plumbing; None where there is none."""
    for _ in range(LONGEST_CHAIN):
        action = flow.by_id.get(block)
        if action is None:
            return None
        if words(action, name_of) is not None:
            return block
        if action.next is None:
            return None
        block = action.next
    return None
