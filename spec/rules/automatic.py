"""G: what may move by itself."""

from __future__ import annotations

from collections.abc import Iterator

from spec.faults import Path
from spec.models.program import ProgramSpec
from spec.models.resilience import Resilience, Tier
from spec.rules.rule import Finding, Findings, rule


@rule()
def nothing_to_move_to(program: ProgramSpec) -> Findings:
    """G320: traffic moves by itself only in the tier global-resiliency, the only one in which it can move (S29-7)."""
    for path, resilience in _stated(program):
        if resilience.automatic is not None and resilience.tier is not Tier.GLOBAL_RESILIENCY:
            message = f"in the tier {resilience.tier} traffic cannot move to another region, so nothing moves it"
            yield Finding((*path, "automatic"), message, "delete it, or choose the tier global-resiliency")


def _stated(program: ProgramSpec) -> Iterator[tuple[Path, Resilience]]:
    infra = program.infrastructure
    yield ("infrastructure", "resilience"), infra.resilience
    for i, center in enumerate(infra.centers):
        if center.resilience is not None:
            yield ("infrastructure", "centers", i, "resilience"), center.resilience
