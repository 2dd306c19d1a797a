"""Evaluation forms, rules, task templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.aws.errors import invalid
from sandbox.aws.hooks import Change, on

_PERCENT = 100.0


@on("check", "Connect::EvaluationForm")
def references_are_unique(change: Change) -> None:
    ids = list(_ref_ids(change.model["Items"]))
    if len(set(ids)) != len(ids):
        raise invalid("The RefId of each section and question must be unique in the form.")


@on("check", "Connect::EvaluationForm")
def weights_sum_up(change: Change) -> None:
    strategy = change.model.get("ScoringStrategy", {})
    if strategy.get("Status") != "ENABLED" or strategy.get("Mode") != "SECTION_ONLY":
        return
    weights = [item["Section"].get("Weight", 0) for item in change.model["Items"] if "Section" in item]
    if abs(sum(weights) - _PERCENT) > 1:
        raise invalid(f"The weights of the sections must sum up to 100, not {sum(weights)}.")


@on("made", "Connect::EvaluationForm")
def versions_are_counted(change: Change) -> None:
    assert change.stored
    facts = change.stored.facts
    facts["LatestVersion"] = 1 if change.creating else facts.get("LatestVersion", 1) + 1
    if change.model["Status"] == "ACTIVE":
        facts["ActiveVersion"] = facts["LatestVersion"]


@on("check", "Connect::Rule")
def rule_does_something(change: Change) -> None:
    if not any(change.model["Actions"].values()):
        raise invalid("A rule needs at least one action.", error="InvalidRequestException")


@on("check", "Connect::TaskTemplate")
def fields_are_named(change: Change) -> None:
    names = {field["Id"]["Name"] for field in change.model.get("Fields", ())}
    if len(names) != len(change.model.get("Fields", ())):
        raise invalid("The fields of a task template must have distinct names.", error="PropertyValidationException")
    used = [row["Id"]["Name"] for rows in change.model.get("Constraints", {}).values() for row in rows]
    used += [row["Id"]["Name"] for row in change.model.get("Defaults", ())]
    for name in used:
        if name not in names:
            raise invalid(f"The task template has no field {name}.", error="PropertyValidationException")


@on("fill", "Connect::TaskTemplate")
def template_is_active(change: Change) -> None:
    change.model.setdefault("Status", "ACTIVE")


def _ref_ids(items: list[Mapping[str, Any]]) -> Iterator[str]:
    for item in items:
        for part in item.values():
            yield part["RefId"]
            yield from _ref_ids(part.get("Items", []))
