"""Reasons for branches that are never taken: each must be true of the flows it is given for."""

from __future__ import annotations

from pathlib import Path

import pytest

from contact_flows.compile import compile_flows
from contact_flows.language.document import Action
from contact_flows.scenarios.coverage import nominal
from spec.load import load

STACKS = Path(__file__).parents[3] / "stacks"


def actions(stack: str) -> list[tuple[str, Action]]:
    program = load(STACKS / stack / "program.yaml")
    return [
        (f"{center.id} {flow.id}/{action.id}", action)
        for center in program.infrastructure.centers
        for flow in compile_flows(program, center).flows
        for action in flow.actions
    ]


@pytest.mark.parametrize("stack", ["hawaii-in-house", "washington-outsourced", "oregon-vendor"])
def test_a_next_action_that_is_never_taken_leads_where_its_reason_says(stack: str) -> None:
    wrong = []
    for name, action in actions(stack):
        reason = nominal(action)
        if not reason or action.next is None:
            continue
        others = {condition.next for condition in action.conditions} | {branch.next for branch in action.errors}
        repeated = next((end for end in ("closed one", "DoneLooping", "error branch") if reason.endswith(end)), "")
        by_operand = {condition.operands[0]: condition.next for condition in action.conditions}
        told = {
            "closed one": by_operand.get("False"),
            "DoneLooping": by_operand.get("DoneLooping"),
            "error branch": next((one.next for one in action.errors if one.type == "NoMatchingError"), None),
        }
        if action.next != told.get(repeated, action.next) or action.next not in others:
            wrong.append(f"{name}: {reason}")
    assert wrong == []
