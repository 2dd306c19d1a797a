"""How much one command may move: counted from what was recorded, and held against what the agency allows. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from operate.failover.plan import Plan
from spec.deployed import NUMBER, Deployed, DeployedCenter
from spec.errors import PlanRefusedError
from spec.faults import listed
from spec.models.resilience import ShiftLimits

AGENT = "user"
"""Kind of a resource. Whoever was made an agent by hand since the last `up` is not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What moves, if only in part: a step of 10 % concerns every number and any agent."""

    centers: int
    numbers: int
    agents: int

    def __str__(self) -> str:
        """`1 center, 2 numbers and 15 agents`."""
        return listed([_counted(field.name, getattr(self, field.name)) for field in fields(self)], "and")


def touched(plan: Plan, deployed: Deployed) -> Touched:
    """Of the centers whose calls and agents are not there yet."""
    moving = [deployed.centers[move.center] for move in plan.moves if move.stages]
    return Touched(
        centers=len(moving),
        numbers=sum(_count(center, NUMBER) for center in moving),
        agents=sum(_count(center, AGENT) for center in moving),
    )


def limits_of(plan: Plan, deployed: Deployed) -> ShiftLimits:
    """Of several centers that move, the narrowest; the usual ones for what was deployed before the spec had any."""
    recorded = [deployed.centers[move.center].resilience for move in plan.moves if move.stages]
    found = [one.limits if one else ShiftLimits() for one in recorded] or [ShiftLimits()]
    return ShiftLimits(
        centers=min(one.centers for one in found),
        numbers=min(one.numbers for one in found),
        agents=min(one.agents for one in found),
    )


def require_within(found: Touched, limits: ShiftLimits, plan: Plan) -> None:
    """Raises PlanRefusedError for more than the limits, unless the wish says why it is meant."""
    over = list(_over(found, limits))
    if over and not plan.wish.beyond:
        what = f"this would move {found}, and resilience.limits of the spec allow {listed(over, 'and')} at once"
        raise PlanRefusedError(plan.wish.command, f"{what}; nothing was changed", _narrower(found, plan))


def _over(found: Touched, limits: ShiftLimits) -> Iterator[str]:
    for field in fields(found):
        allowed = getattr(limits, field.name)
        if getattr(found, field.name) > allowed:
            yield _counted(field.name, allowed)


def _narrower(found: Touched, plan: Plan) -> str:
    meant = "--beyond-limits-because WHY, if all of it is meant"
    if found.centers == 1:
        return meant
    names = [move.center for move in plan.moves if move.stages]
    return f"fewer at once: --center ID for each of {listed(names, 'and')} that is meant; or {meant}"


def _count(center: DeployedCenter, kind: str) -> int:
    return sum(row.kind == kind for row in center.resources)


def _counted(plural: str, count: int) -> str:
    return f"{count} {plural.removesuffix('s') if count == 1 else plural}"
