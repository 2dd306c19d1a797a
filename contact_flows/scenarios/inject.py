"""Errors on demand: flows in which single blocks fail, each by one of its own error branches.

What only a failing service takes (a voice that is not found, a hook that is not set) is reached by no ordinary world.
The block becomes a comparison that matches nothing and leads where the error would: the flow goes on as it would, and
nothing that the block does has happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from contact_flows.language.document import Action, ErrorBranch, FlowDocument, FlowSet
from contact_flows.simulate.trace import Step
from spec.errors import SpecError
from spec.faults import did_you_mean

ANY_ERROR = "NoMatchingError"
_FAILS = "NoMatchingCondition"
_NEVER = "$.Attributes.never_set"


def is_injected(key: str) -> bool:
    """Whether a key of `faults` names a block, `flow/block`, and not a thing such as `function:open_case`."""
    return "/" in key and not key.startswith("arn:")


def can_fail(flows: FlowSet, key: str, kind: str) -> bool:
    """Whether a block, `flow/block`, is there and has a branch for this error."""
    flow, _, block = key.partition("/")
    action = flows[flow].by_id.get(block) if flow in flows else None
    return action is not None and (action.error(kind) or action.error(ANY_ERROR)) is not None


def with_errors(flows: FlowSet, errors: Mapping[str, str]) -> FlowSet:
    """Flows whose named blocks fail. Raises SpecError for a block or an error that there is not.

    errors   `flow/block` to the error, such as NoMatchingError
    """
    by_flow: dict[str, dict[str, str]] = {}
    for key, kind in errors.items():
        flow, _, block = key.partition("/")
        if flow not in flows or block not in flows[flow].by_id:
            known = [f"{found.id}/{action.id}" for found in flows.flows for action in found.actions]
            close = did_you_mean(key, known)
            raise SpecError("faults", f"there is no block '{key}'", f"did you mean {close}?" if close else "")
        by_flow.setdefault(flow, {})[block] = kind
    return FlowSet(tuple(_failing(flow, by_flow.get(flow.id, {})) for flow in flows.flows))


def _failing(flow: FlowDocument, blocks: Mapping[str, str]) -> FlowDocument:
    if not blocks:
        return flow
    actions = (_fails(action, blocks[action.id]) if action.id in blocks else action for action in flow.actions)
    return replace(flow, actions=tuple(actions))


def _fails(action: Action, kind: str) -> Action:
    target = action.error(kind) or action.error(ANY_ERROR)
    if target is None:
        raise SpecError("faults", f"the block '{action.id}' has no branch for {kind}", "name one of its error branches")
    return Action(
        id=action.id,
        type="Compare",
        parameters={"ComparisonValue": _NEVER},
        next=target,
        errors=(ErrorBranch(_FAILS, target),),
    )


def speaks_no_more(flows: FlowSet, errors: Mapping[str, str]) -> bool:
    """Whether one of the failing blocks is a prompt."""
    places = (key.partition("/") for key in errors)
    return any(flows[flow].by_id[block].type == "MessageParticipant" for flow, _, block in places)


def as_taken(steps: Iterable[Step], errors: Mapping[str, str]) -> frozenset[Step]:
    """Steps with the injected error in place of the comparison; each once."""
    if not errors:
        return frozenset(steps)
    return frozenset(
        Step(step.flow, step.block, f"!{kind}") if (kind := errors.get(f"{step.flow}/{step.block}")) else step
        for step in steps
    )
