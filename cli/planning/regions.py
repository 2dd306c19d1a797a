"""What a change of tier or region would do to centers that stand. Asked before anything is planned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from spec.deployed import DeployedCenter
from spec.errors import PlanRefusedError
from spec.faults import Path
from spec.models.centers import Center
from spec.models.resilience import Tier
from spec.select import centers_of, resilience_of, second_region, source_region

if TYPE_CHECKING:
    from cli.session import Session

NEW = "another environment, with an alias of its own, makes a new center there, and numbers are ported to it"


def require_in_place(session: Session, outputs: Mapping[str, Any]) -> None:
    """Refuse what would end a center that stands, or a region that has its traffic.

    outputs   of the stack; empty before the first `up`
    raises    PlanRefusedError; CloudError where nobody can tell where the traffic is
    """
    standing = {
        id_: DeployedCenter.model_validate(center)
        for id_, center in outputs.get("deployed", {}).get("centers", {}).items()
    }
    for center in centers_of(session.program, session.env):
        if center.id in standing:
            _require_region(session, center, standing[center.id])
    leaving = {id_: center for id_, center in standing.items() if _loses_region(session, id_, center)}
    if leaving:
        from operate.failover.leaving import require_at_home

        require_at_home(session.aws, leaving)


def _require_region(session: Session, center: Center, stands: DeployedCenter) -> None:
    """An instance stays in its region, and numbers in that of the instance, for ever."""
    wanted = source_region(session.program, session.env, center)
    if wanted == stands.region:
        return
    where = session.place(_place(session, center))
    what = f"the center {center.id} stands in {stands.region}, and the spec has it in {wanted}"
    why = "Amazon Connect moves neither an instance nor its numbers to another region; nothing was changed"
    if stands.replica is not None and stands.replica.region == wanted:
        hint = f"keep {stands.region} as it is; civicline failover shift --to {wanted} lets {wanted} answer"
    else:
        hint = f"keep {stands.region}; {NEW}"
    raise PlanRefusedError(where, f"{what}: {why}", hint)


def _loses_region(session: Session, id_: str, stands: DeployedCenter) -> bool:
    """Whether the center has a replica now, and would have none there."""
    if stands.replica is None:
        return False
    center = next((one for one in centers_of(session.program, session.env) if one.id == id_), None)
    if center is None or resilience_of(session.program, center).tier is not Tier.GLOBAL_RESILIENCY:
        return True
    return second_region(session.program, session.env, center) != stands.replica.region


def _place(session: Session, center: Center) -> Path:
    """What decides the region of a center."""
    infrastructure = session.program.infrastructure
    if session.env.region is not None:
        return ("infrastructure", "environments", infrastructure.environments.index(session.env), "region")
    if center.resilience is None:
        return ("infrastructure", "resilience", "source_region")
    return ("infrastructure", "centers", infrastructure.centers.index(center), "resilience", "source_region")
