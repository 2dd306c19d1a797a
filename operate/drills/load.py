"""How many calls the busiest hour of a program has, as its spec expects. Pure."""

from __future__ import annotations

from collections.abc import Collection

from spec.models import ProgramSpec


def busiest_hour(program: ProgramSpec, centers: Collection[str]) -> float | None:
    """Calls in the busiest hour of the busiest phase, of centers together; None where the spec says nothing of one."""
    first = program.infrastructure.centers[0].id
    loads = [load for load in program.workforce.loads if (load.center or first) in centers]
    if {load.center or first for load in loads} != set(centers):
        return None
    return sum(max(step.calls for step in load.volumes) * load.busy_hour_share for load in loads)
