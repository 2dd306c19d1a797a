"""What is recorded of a line: the number to which callers go when all else fails, as one can dial it."""

from __future__ import annotations

import pytest

from infra.lines import operated_lines
from spec.models import ProgramSpec


def with_fallback(program: ProgramSpec, fallback: str) -> ProgramSpec:
    """For every line and center the same one."""
    infra = program.infrastructure
    resilience = infra.resilience.model_copy(update={"fallback_phone": fallback})
    lines = tuple(line.model_copy(update={"fallback_phone": None}) for line in infra.lines)
    changed = infra.model_copy(update={"resilience": resilience, "lines": lines})
    return program.model_copy(update={"infrastructure": changed})


@pytest.mark.parametrize(
    ("written", "recorded"), [("+1 (808) 555-0149", "+18085550149"), ("+18085550149", "+18085550149"), ("main", None)]
)
def test_a_fallback_is_recorded_as_a_number_that_can_be_dialed_or_not_at_all(
    hawaii: ProgramSpec, written: str, recorded: str | None
) -> None:
    program = with_fallback(hawaii, written)
    (main,) = operated_lines(program, program.infrastructure.centers[0])
    assert main.fallback_phone == recorded
    assert main.numbers == ("+18085550140", "+18885550141")
