"""The controls of what `up` recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from operate.aws import Target
from operate.failover.connect import ConnectGroup
from operate.failover.dynamo import DynamoFlags
from operate.failover.ports import Controls
from operate.failover.standby import OnlyStandbyError, cannot_move, standbys
from operate.switches.named import require_switchboards
from operate.switches.ports import Place
from spec.deployed import AGAIN, Deployed, DeployedCenter
from spec.errors import UsageError
from spec.faults import listed

TIER = "only the tier global-resiliency has a second region to which traffic can move"


def redundant(deployed: Deployed, centers: Collection[str] = ()) -> tuple[str, ...]:
    """Centers that have a traffic distribution group; of them those that are named, where any is.

    raises   UsageError: no such center, or one that cannot move; of these OnlyStandbyError for a cold standby
    """
    require_deployed(deployed, centers)
    found = movable(deployed)
    unable = [id_ for id_ in centers if id_ not in found]
    if unable or not found:
        cold = standbys(deployed, unable)
        if cold:
            raise cannot_move(deployed, cold)
        where = f"--center {unable[0]}" if unable else f"{deployed.program} {deployed.stack}"
        hint = f"centers that can: {listed(found, 'and')}" if found else f"change the tier in the spec; then {AGAIN}"
        raise UsageError(where, f"it is deployed in one region: {TIER}", hint)
    return tuple(id_ for id_ in found if not centers or id_ in centers)


def movable(deployed: Deployed) -> tuple[str, ...]:
    """Centers to whose second region traffic can move."""
    found = deployed.centers.items()
    return tuple(id_ for id_, one in found if one.traffic_group is not None and one.replica is not None)


def require_deployed(deployed: Deployed, centers: Iterable[str]) -> None:
    """Raises UsageError for an id that no center has."""
    for id_ in centers:
        if id_ not in deployed.centers:
            raise UsageError(f"--center {id_}", "no such center is deployed", f"one of {', '.join(deployed.centers)}")


def readable(deployed: Deployed, centers: Collection[str] = ()) -> tuple[str, ...]:
    """Centers that can be checked in a second region: those that can move, and those with a cold standby.

    raises   UsageError: no such center, or one of neither kind
    """
    cold = tuple(standbys(deployed, centers))
    others = [id_ for id_ in centers if id_ not in cold]
    if centers and not others:
        return cold
    try:
        return (*redundant(deployed, others), *cold)
    except OnlyStandbyError:
        return cold


def controls_of(target: Target, deployed: Deployed, centers: Iterable[str]) -> tuple[Controls, ...]:
    """Of centers that `redundant` gave. Raises UsageError for an older deployment."""
    require_switchboards(deployed)
    return tuple(controls_of_center(target, id_, deployed.centers[id_]) for id_ in centers)


def controls_of_center(target: Target, id_: str, center: DeployedCenter) -> Controls:
    """Of one that has a group and a replica."""
    assert center.traffic_group is not None
    assert center.replica is not None
    regions = (center.region, center.replica.region)
    flags = tuple(
        DynamoFlags(target, Place(id_, region), center.switchboard or "", center.switch_log or "")
        for region in regions
        if region in center.switch_regions
    )
    return Controls(id_, regions, ConnectGroup(target, center.traffic_group.arn), flags)
