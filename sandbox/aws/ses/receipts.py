"""Order and deletion of receipt rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.backends import get_backend

from sandbox.aws.errors import Refusal
from sandbox.aws.place import Place
from sandbox.aws.wire import Params

Operation = Callable[[Params, Place], None]


def _rules(params: Params, place: Place) -> list[dict[str, Any]]:
    name = str(params["RuleSetName"])
    known = get_backend("ses")[place.account][place.region].receipt_rule_set
    if name not in known:
        raise Refusal("NotFound", "RuleSetDoesNotExist", f"Rule set does not exist: {name}")
    rules: list[dict[str, Any]] = known[name].rules
    return rules


def delete(params: Params, place: Place) -> None:
    """Deleting a rule that does not exist succeeds."""
    rules = _rules(params, place)
    rules[:] = [rule for rule in rules if rule["Name"] != params["RuleName"]]


def move(params: Params, place: Place) -> None:
    rules = _rules(params, place)
    moved = _named(rules, str(params["RuleName"]))
    after = params.get("After")
    target = _named(rules, str(after)) if after else None
    rules.remove(moved)
    rules.insert(rules.index(target) + 1 if target else 0, moved)


def reorder(params: Params, place: Place) -> None:
    rules = _rules(params, place)
    rules[:] = [_named(rules, name) for name in params["RuleNames"]]


def _named(rules: list[dict[str, Any]], name: str) -> dict[str, Any]:
    for rule in rules:
        if rule["Name"] == name:
            return rule
    raise Refusal("NotFound", "RuleDoesNotExist", f"Rule does not exist: {name}")
