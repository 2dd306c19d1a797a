"""What a change of tier or region would do to centers that stand. Asked before anything is planned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer
from pydantic import ValidationError

from spec.deployed import DeployedCenter
from spec.errors import CloudError, PlanRefusedError, UsageError
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
    raises    PlanRefusedError; CloudError where nobody can tell where the traffic is; UsageError for outputs of a
              newer Civicline
    """
    _require_home(session, _require_possible(session, outputs))


def tell_in_place(session: Session, outputs: Mapping[str, Any]) -> None:
    """For whoever only plans: what no `up` would ever do is refused as above; where the traffic is now is a remark.

    raises    PlanRefusedError, UsageError
    """
    standing = _require_possible(session, outputs)
    try:
        _require_home(session, standing)
    except (PlanRefusedError, CloudError) as error:
        typer.echo(f"`up` would be refused now: {error.where}: {error.what}; {error.hint}", err=True)


def _require_possible(session: Session, outputs: Mapping[str, Any]) -> dict[str, DeployedCenter]:
    """The centers that stand."""
    standing = _standing(session, outputs)
    for center in centers_of(session.program, session.env):
        if center.id in standing:
            _require_region(session, center, standing[center.id])
            _require_steps(session, center, standing[center.id])
    return standing


def _require_home(session: Session, standing: Mapping[str, DeployedCenter]) -> None:
    leaving = {id_: center for id_, center in standing.items() if _loses_region(session, id_, center)}
    if leaving:
        from operate.failover.leaving import require_at_home

        require_at_home(session.aws, leaving)


def _standing(session: Session, outputs: Mapping[str, Any]) -> dict[str, DeployedCenter]:
    centers = outputs.get("deployed", {}).get("centers", {})
    try:
        return {id_: DeployedCenter.model_validate(center) for id_, center in centers.items()}
    except ValidationError as error:
        what = "what stands was deployed by another Civicline, whose record this one does not understand"
        raise UsageError(session.stack, what, "update Civicline, and deploy with the newest one only") from error


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


def _require_steps(session: Session, center: Center, stands: DeployedCenter) -> None:
    """One kind of second region does not become another: names there are free only when the first one is gone."""
    tier, region = resilience_of(session.program, center).tier, second_region(session.program, session.env, center)
    had = next((one for one in (stands.replica, stands.standby) if one is not None), None)
    if had is None or region is None:
        return
    kept = Tier.GLOBAL_RESILIENCY if stands.replica is not None else Tier.COLD_STANDBY
    if tier is kept and region == had.region:
        return
    what = f"the center {center.id} has the tier {kept} with {had.region}, and the spec has {tier} with {region}"
    why = "what is there now bears the names that the new one would have; nothing was changed"
    hint = "two steps: write tier: multi-az without replica_region, and civicline up; then the new tier, and up again"
    raise PlanRefusedError(session.place(_tier_place(session, center)), f"{what}: {why}", hint)


def _tier_place(session: Session, center: Center) -> Path:
    if center.resilience is None:
        return ("infrastructure", "resilience", "tier")
    return ("infrastructure", "centers", session.program.infrastructure.centers.index(center), "resilience", "tier")


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
