"""FB: the error branches and conditions of each action, exactly as the service wants them for type and mode."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from contact_flows.language.catalogue import OPERATORS
from contact_flows.language.catalogue.action_type import NO_CONDITION, NO_MATCH, ConditionRule
from contact_flows.language.catalogue.placement import HOLDS
from contact_flows.language.document import Action
from contact_flows.lint import roles
from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.view import FlowView


@rule("error")
def error_unhandled(flow: FlowView) -> Hits:
    """FB101: an action has every error branch that the service requires of its type and mode"""
    for known in flow.known:
        action = known.action
        for missing in known.errors.missing([branch.type for branch in action.errors]):
            yield Hit(
                action.id,
                f"{action.type} has no branch for {missing}",
                f"add an error branch {missing} that leads to a message or a person",
            )


@rule("error")
def error_surplus(flow: FlowView) -> Hits:
    """FB102: an action has no error branch that the service refuses for its type and mode"""
    for known in flow.known:
        action = known.action
        for surplus in known.errors.surplus([branch.type for branch in action.errors]):
            yield Hit(action.id, f"{action.type} may not have a branch for {surplus}", "remove this error branch")


@rule("warning")
def error_twice(flow: FlowView) -> Hits:
    """FB103: an action has one branch for each error"""
    for action in flow.actions:
        for type_, count in Counter(branch.type for branch in action.errors).items():
            if count > 1:
                yield Hit(action.id, f"{count} branches are for {type_}", "keep one of them")


@rule("warning")
def error_advised(flow: FlowView) -> Hits:
    """FB104: an action has the error branches without which a contact may be lost"""
    for known in flow.known:
        action = known.action
        if action.type == roles.LOOP_PROMPTS and flow.type in HOLDS:
            continue  # holds are for calls only, which do not fail there
        wanted = known.errors.advised | ({NO_MATCH} if action.type == roles.SAY else set())
        advised = wanted - {branch.type for branch in action.errors}
        module = action.type == roles.INVOKE_MODULE and flow.flows.named(action.given("FlowModuleId"))
        for missing in sorted(advised - ({NO_CONDITION} if module or not action.conditions else set())):
            yield Hit(action.id, f"{action.type} has no branch for {missing}, and may stop there", "add this branch")


@rule("error")
def conditions_refused(flow: FlowView) -> Hits:
    """FB110: only actions that have a result have conditions"""
    for known in flow.known:
        action = known.action
        if action.conditions and not known.conditions.supported:
            yield Hit(action.id, f"{action.type} does not support conditions", "remove its conditions")


@rule("error")
def conditions_missing(flow: FlowView) -> Hits:
    """FB111: an action has the conditions that the service requires, such as True and False of an hours check"""
    for known in flow.known:
        action = known.action
        wanted = known.conditions
        given = Counter(str(operand) for condition in action.conditions for operand in condition.operands)
        for operand in wanted.exactly:
            if given[operand] != 1:
                times = "no condition" if not given[operand] else f"{given[operand]} conditions"
                yield Hit(action.id, f"{action.type} has {times} for {operand}", f"have one condition Equals {operand}")
        if not wanted.exactly and len(action.conditions) < wanted.least:
            yield Hit(action.id, f"{action.type} needs a condition", "add at least one condition")


@rule("error")
def operator_refused(flow: FlowView) -> Hits:
    """FB112: a condition has an operator that the action takes"""
    for known in flow.known:
        action = known.action
        wanted = known.conditions
        for condition in action.conditions if wanted.supported else ():
            if condition.operator not in OPERATORS:
                message = f"there is no operator {condition.operator}"
                yield Hit(action.id, message, f"use one of {', '.join(OPERATORS)}")
            elif condition.operator not in wanted.operators:
                message = f"{action.type} does not take the operator {condition.operator}"
                yield Hit(action.id, message, f"use {' or '.join(wanted.operators)}")


@rule("error")
def operands_count(flow: FlowView) -> Hits:
    """FB113: a condition has exactly one operand, which is text"""
    for action in flow.actions:
        for condition in action.conditions:
            if len(condition.operands) != 1:
                message = f"a condition has {len(condition.operands)} operands"
                yield Hit(action.id, message, "write one condition for each operand")
            elif not isinstance(condition.operands[0], str):
                yield Hit(action.id, "an operand is not text", "put it in quotes")
            elif not condition.operands[0]:
                yield Hit(
                    action.id,
                    "an operand is empty; the service cannot compare with blank",
                    'have the value say "none" instead, and compare with that',
                )


@rule("error")
def operand_refused(flow: FlowView) -> Hits:
    """FB114: the operand of a condition is one that the action can result in"""
    for known in flow.known:
        action = known.action
        wanted = known.conditions
        for condition in action.conditions if wanted.supported and action.type != _SHARES else ():
            operand = condition.operands[0] if len(condition.operands) == 1 else None
            if isinstance(operand, str) and operand:
                reason = _refusal(operand, wanted)
                if reason:
                    yield Hit(action.id, f"{action.type} never results in '{operand}'", reason)


def _refusal(operand: str, wanted: ConditionRule) -> str:
    if wanted.operands is not None and operand not in wanted.operands:
        return f"use {' or '.join(wanted.operands)}"
    if wanted.pattern is not None and re.fullmatch(wanted.pattern, operand) is None:
        return f"use an operand of the form {wanted.pattern}"
    return ""


@rule("warning")
def condition_shadowed(flow: FlowView) -> Hits:
    """FB115: no condition stands behind another that is true whenever it is"""
    for action in flow.actions:
        seen: set[tuple[str, str]] = set()
        for condition in action.conditions:
            own = (condition.operator, str(condition.operands))
            if own in seen:
                operand = condition.operands[0] if condition.operands else ""
                yield Hit(action.id, f"a second condition for '{operand}' is never reached", "remove one of the two")
            seen.add(own)


@rule("error")
def percentage_threshold(flow: FlowView) -> Hits:
    """FB116: the thresholds of DistributeByPercentage are numbers from 1 to 100"""
    for action in flow.of(_SHARES):
        for number in _thresholds(action):
            if number is None or not 1 <= number <= _MOST_PERCENT:
                yield Hit(action.id, "a threshold is not a number from 1 to 100", _SUM)


@rule("warning")
def percentages_fall(flow: FlowView) -> Hits:
    """FB117: each threshold of DistributeByPercentage is above the one before, and the first above 1"""
    for action in flow.of(_SHARES):
        numbers = [1, *(number for number in _thresholds(action) if number is not None)]
        if any(later <= earlier for earlier, later in pairwise(numbers)):
            yield Hit(action.id, "a threshold is not above the one before, so nobody takes this way", _SUM)


def _thresholds(action: Action) -> Iterator[int | None]:
    for condition in action.conditions:
        operand = condition.operands[0] if condition.operands else None
        plain = isinstance(operand, str) and operand.isdecimal() and len(operand) < _MOST_DIGITS
        yield int(str(operand)) if plain else None


_SUM = "a threshold is 1 more than the sum of the shares so far: 4, 10, 18 for 3, 6 and 8 %"
_SHARES = "DistributeByPercentage"
"""Its operands have a rule of their own."""
_MOST_PERCENT = 100
_MOST_DIGITS = 10
