"""What a center needs against what an account has."""

from __future__ import annotations

from pathlib import Path

from measure.quotas import quota_use
from spec.load import load
from spec.models import ProgramSpec

STACKS = Path(__file__).parents[2] / "stacks"


def hours_needed(program: ProgramSpec) -> dict[str, int]:
    """By center."""
    uses = quota_use(program, program.infrastructure.environments[0])
    return {use.where: use.needed for use in uses if use.quota.name == "hours of operation"}


def test_hours_of_operation_for_holidays_count() -> None:
    washington = load(STACKS / "washington-outsourced" / "program.yaml")
    assert list(hours_needed(washington).values()) == [2 + 1]
    oregon = load(STACKS / "oregon-vendor" / "program.yaml")
    assert list(hours_needed(oregon).values()) == [1 + 1] * 3


def test_hours_without_holidays_need_nothing_more() -> None:
    program = load(STACKS / "washington-outsourced" / "program.yaml")
    infra = program.infrastructure
    free = tuple(hours.model_copy(update={"holidays": None}) for hours in infra.hours)
    changed = program.model_copy(update={"infrastructure": infra.model_copy(update={"hours": free})})
    assert list(hours_needed(changed).values()) == [2]
