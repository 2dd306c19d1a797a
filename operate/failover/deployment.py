"""The controls of what `up` recorded."""

from __future__ import annotations

from collections.abc import Iterable

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


def redundant(deployed: Deployed, center: str | None = None) -> tuple[str, ...]:
    """Centers that have a traffic distribution group; of them the one that is named.

    raises   UsageError: no such center, or none that can move; of these OnlyStandbyError for a cold standby
    """
    if center is not None and center not in deployed.centers:
        raise UsageError(f"--center {center}", "no such center is deployed", f"one of {', '.join(deployed.centers)}")
    found = [id_ for id_, one in deployed.centers.items() if one.traffic_group is not None and one.replica is not None]
    if (center is None and not found) or (center is not None and center not in found):
        cold = standbys(deployed, center)
        if cold:
            raise cannot_move(deployed, cold)
    if center is not None and center not in found:
        hint = f"centers that can: {listed(found, 'and')}" if found else f"change the tier in the spec; then {AGAIN}"
        raise UsageError(f"--center {center}", f"it is deployed in one region: {TIER}", hint)
    if not found:
        where = f"{deployed.program} {deployed.stack}"
        raise UsageError(
            where, f"it is deployed in one region: {TIER}", "change the tier in the spec; then civicline up"
        )
    return tuple(found) if center is None else (center,)


def readable(deployed: Deployed, center: str | None = None) -> tuple[str, ...]:
    """Centers that can be checked in a second region: those that can move, and those with a cold standby.

    raises   UsageError: no such center, or none of either kind
    """
    cold = tuple(standbys(deployed, center))
    try:
        return (*redundant(deployed, center), *cold)
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
