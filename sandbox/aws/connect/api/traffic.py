"""Traffic distribution groups, and the shares of their two regions.

A group belongs to both regions of a center: it answers in the region where it was made by its id or ARN, in the other
by its full ARN only (API Reference, UpdateTrafficDistribution).
"""

from __future__ import annotations

from typing import Any

from sandbox.aws import clock
from sandbox.aws.cloudcontrol import views
from sandbox.aws.connect.desk import Desk, missing
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.errors import invalid
from sandbox.aws.place import last_part, region_of
from sandbox.aws.replication import shared
from sandbox.aws.store import Resource
from sandbox.aws.wire import page

_PARTNER = {
    "us-east-1": "us-west-2",
    "us-west-2": "us-east-1",
    "eu-west-2": "eu-central-1",
    "eu-central-1": "eu-west-2",
    "ap-northeast-1": "ap-northeast-3",
    "ap-northeast-3": "ap-northeast-1",
}
_STEP, _ALL = 10, 100
_INVALID = "InvalidRequestException"
_SHARES = ("TelephonyConfig", "AgentConfig")


def _group(desk: Desk, parameter: str) -> Resource:
    return desk.find("TrafficDistributionGroup", str(desk.params[parameter]))


def _own(desk: Desk) -> Resource:
    """The group of a call that only the region where it was made answers."""
    group = _group(desk, "TrafficDistributionGroupId")
    if desk.resources.store.get(*group.key) is not group:
        message = f"Call this in {region_of(group.identifier)}, where the traffic distribution group was made."
        raise invalid(message, error=_INVALID)
    return group


@operation("ListTrafficDistributionGroups")
def groups(desk: Desk) -> Answer:
    wanted = desk.instance().model["Id"] if desk.params.get("InstanceId") else None
    found = shared.groups(desk.resources)
    told = [desk.told(one) for one in found if wanted in (None, last_part(one.model["InstanceArn"]))]
    rows, following = page(told, desk.params)
    member = "TrafficDistributionGroupSummaryList"
    return {member: tell("ListTrafficDistributionGroups", member, rows), **following}


@operation("DescribeTrafficDistributionGroup")
def group(desk: Desk) -> Answer:
    told = desk.told(_group(desk, "TrafficDistributionGroupId"))
    member = "TrafficDistributionGroup"
    return {member: tell("DescribeTrafficDistributionGroup", member, told)}


@operation("CreateTrafficDistributionGroup")
def create(desk: Desk) -> Answer:
    made = desk.create("TrafficDistributionGroup", desk.properties({}))
    return {"Id": last_part(made.identifier), "Arn": made.identifier}


@operation("DeleteTrafficDistributionGroup")
def delete(desk: Desk) -> Answer:
    desk.resources.delete(_own(desk))
    return {}


def _initial(region: str, whole: Any, nothing: Any, member: str) -> dict[str, Any]:
    partner = _PARTNER.get(region, region)
    return {"Distributions": [{"Region": region, member: whole}, {"Region": partner, member: nothing}]}


@operation("GetTrafficDistribution")
def distribution(desk: Desk) -> Answer:
    found = _group(desk, "Id")
    region = region_of(found.identifier)
    shares = {
        "TelephonyConfig": _initial(region, _ALL, 0, "Percentage"),
        "AgentConfig": _initial(region, _ALL, 0, "Percentage"),
        "SignInConfig": _initial(region, True, True, "Enabled"),
        **found.facts.get("distribution", {}),
    }
    if "last_failover" in found.facts:
        shares["LastFailoverTime"] = found.facts["last_failover"]
    return {"Id": last_part(found.identifier), "Arn": found.identifier, **shares}


@operation("UpdateTrafficDistribution")
def update(desk: Desk) -> Answer:
    """All of the call or, where a part is refused, none of it."""
    found = _group(desk, "Id")
    if not views.is_ready(found):
        raise invalid(f"The traffic distribution group {found.identifier} is not ACTIVE.", error=_INVALID)
    given = {name: desk.params[name] for name in (*_SHARES, "SignInConfig") if desk.params.get(name)}
    for name, config in given.items():
        _check(desk, found, name, config["Distributions"])
    found.facts.setdefault("distribution", {}).update(given)
    if given:
        found.facts["last_failover"] = clock.now()
    return {}


def _check(desk: Desk, found: Resource, name: str, rows: list[dict[str, Any]]) -> None:
    if name in _SHARES:
        parts = [row["Percentage"] for row in rows]
        if sum(parts) != _ALL or any(part % _STEP for part in parts):
            raise invalid(f"The percentages of {name} must be multiples of 10 that sum up to 100.", error=_INVALID)
    elif not found.model.get("IsDefault"):
        message = "SignInConfig can be changed only on the default traffic distribution group."
        raise invalid(message, error=_INVALID)
    link = shared.link_of_group(desk.resources, found)
    if link and sorted(row["Region"] for row in rows) != sorted(link.regions):
        raise invalid(f"{name} must name {' and '.join(link.regions)}, each once.", error=_INVALID)


def _agent(desk: Desk) -> tuple[Resource, str]:
    """The group and the user of the call."""
    found = _own(desk)
    if not views.is_ready(found):
        raise missing(f"The traffic distribution group {found.identifier} is not ACTIVE.")
    return found, last_part(desk.find("User", str(desk.params["UserId"])).identifier)


@operation("AssociateTrafficDistributionGroupUser")
def add_user(desk: Desk) -> Answer:
    """Administrator Guide, associate-agents-across-regions: the user must be in both regions before."""
    found, user = _agent(desk)
    link = shared.link_of_group(desk.resources, found)
    if link is None:
        raise invalid(f"The instance {found.model['InstanceArn']} is not replicated.", error=_INVALID)
    there = link.moved(f"{desk.instance().identifier}/agent/{user}", desk.resources.place.region)
    if link.replica.owned(there) is None:
        raise invalid(f"The user {user} is not in {link.regions[1]} yet.", error=_INVALID)
    held = found.facts.setdefault("users", [])
    if user not in held:
        held.append(user)
    return {}


@operation("DisassociateTrafficDistributionGroupUser")
def remove_user(desk: Desk) -> Answer:
    found, user = _agent(desk)
    held = found.facts.get("users", [])
    if user not in held:
        raise missing(f"The user {user} is not associated with the traffic distribution group.")
    held.remove(user)
    return {}


@operation("ListTrafficDistributionGroupUsers")
def users(desk: Desk) -> Answer:
    """Users that were deleted have left."""
    found = _group(desk, "TrafficDistributionGroupId")
    agent = f"{found.model['InstanceArn']}/agent"
    held = [one for one in found.facts.get("users", []) if desk.resources.owner(f"{agent}/{one}")]
    rows, following = page([{"UserId": one} for one in held], desk.params, usual=10)
    return {"TrafficDistributionGroupUserSummaryList": rows, **following}
