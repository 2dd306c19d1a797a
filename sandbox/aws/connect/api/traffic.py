"""Traffic distribution groups, and the shares of their two regions."""

from __future__ import annotations

from typing import Any

from sandbox.aws.connect.desk import Desk
from sandbox.aws.connect.kinds import TYPE
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.errors import invalid
from sandbox.aws.place import last_part
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


def _group(desk: Desk, parameter: str) -> Resource:
    return desk.find("TrafficDistributionGroup", str(desk.params[parameter]))


@operation("ListTrafficDistributionGroups")
def groups(desk: Desk) -> Answer:
    found = desk.resources.store.of_type(TYPE.format("TrafficDistributionGroup"))
    wanted = desk.instance().identifier if desk.params.get("InstanceId") else None
    told = [desk.told(one) for one in found if wanted in (None, one.model["InstanceArn"])]
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
    desk.resources.delete(_group(desk, "TrafficDistributionGroupId"))
    return {}


def _initial(region: str, whole: Any, nothing: Any, member: str) -> dict[str, Any]:
    partner = _PARTNER.get(region, region)
    return {"Distributions": [{"Region": region, member: whole}, {"Region": partner, member: nothing}]}


@operation("GetTrafficDistribution")
def distribution(desk: Desk) -> Answer:
    found = _group(desk, "Id")
    region = desk.resources.place.region
    shares = {
        "TelephonyConfig": _initial(region, _ALL, 0, "Percentage"),
        "AgentConfig": _initial(region, _ALL, 0, "Percentage"),
        "SignInConfig": _initial(region, True, True, "Enabled"),
        **found.facts.get("distribution", {}),
    }
    return {"Id": last_part(found.identifier), "Arn": found.identifier, **shares}


@operation("UpdateTrafficDistribution")
def update(desk: Desk) -> Answer:
    found = _group(desk, "Id")
    shares = {name: desk.params[name] for name in ("TelephonyConfig", "AgentConfig") if desk.params.get(name)}
    for name, config in shares.items():
        parts = [row["Percentage"] for row in config["Distributions"]]
        if sum(parts) != _ALL or any(part % _STEP for part in parts):
            raise invalid(f"The percentages of {name} must be multiples of 10 that sum up to 100.")
    if desk.params.get("SignInConfig"):
        if not found.model.get("IsDefault"):
            message = "SignInConfig can be changed only on the default traffic distribution group."
            raise invalid(message, error="InvalidRequestException")
        shares["SignInConfig"] = desk.params["SignInConfig"]
    found.facts.setdefault("distribution", {}).update(shares)
    return {}


@operation("ListTrafficDistributionGroupUsers")
def users(desk: Desk) -> Answer:
    found = _group(desk, "TrafficDistributionGroupId")
    rows, following = page([{"UserId": one} for one in found.facts.get("users", [])], desk.params)
    return {"TrafficDistributionGroupUserSummaryList": rows, **following}
