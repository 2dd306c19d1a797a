"""What brings calls and agents to a region: the traffic distribution group, its numbers and their flows, its agents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from operate.aws import call, pages
from operate.readiness.flaw import ANSWERED, Area, Flaw, line
from operate.readiness.region import Place, Region
from spec.deployed import DeployedResource, TrafficGroup

_LINE = re.compile(r"lines\[([^\]]+)\]")
NAMED = 5
"""So many names in one sentence."""


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """flow: ARN of the flow that a call to it starts in the region, with its alias; empty for none."""

    status: str
    flow: str


@dataclass(frozen=True, slots=True)
class Shares:
    """Of one region: percent of calls and of agents, and whether agents sign in there; None: it is not named."""

    voice: int | None
    agents: int | None
    sign_in: bool | None


@dataclass(frozen=True, slots=True)
class FoundTraffic:
    """numbers: those on the group, as the region has them; agents: ids on the group; users: names by id."""

    status: str
    default: bool
    shares: Shares
    numbers: Mapping[str, FoundNumber]
    agents: frozenset[str]
    users: Mapping[str, str]


def read_traffic(region: Region, group: TrafficGroup) -> FoundTraffic:
    """Raises CloudError."""
    connect, instance = region.client("connect"), {"InstanceId": region.center.instance.id}
    named = {"TrafficDistributionGroupId": group.arn}
    told = call(connect, "describe_traffic_distribution_group", **named)["TrafficDistributionGroup"]
    members = pages(
        connect, "list_traffic_distribution_group_users", "TrafficDistributionGroupUserSummaryList", **named
    )
    users = pages(connect, "list_users", "UserSummaryList", **instance)
    return FoundTraffic(
        told["Status"],
        bool(told.get("IsDefault")),
        _shares(call(connect, "get_traffic_distribution", Id=group.arn), region.name),
        _numbers(region, group),
        frozenset(row["UserId"] for row in members),
        {row["Id"]: row["Username"] for row in users},
    )


def _shares(told: Mapping[str, Mapping[str, list[Mapping[str, object]]]], region: str) -> Shares:
    def of(config: str, member: str) -> object:
        rows = told.get(config, {}).get("Distributions", ())
        return next((row[member] for row in rows if row["Region"] == region), None)

    voice, agents, sign_in = (
        of("TelephonyConfig", "Percentage"),
        of("AgentConfig", "Percentage"),
        of("SignInConfig", "Enabled"),
    )
    return Shares(_percent(voice), _percent(agents), None if sign_in is None else bool(sign_in))


def _percent(told: object) -> int | None:
    return None if told is None else int(str(told))


def _numbers(region: Region, group: TrafficGroup) -> dict[str, FoundNumber]:
    connect, instance = region.client("connect"), {"InstanceId": region.center.instance.id}
    linked = pages(
        connect,
        "list_flow_associations",
        "FlowAssociationSummaryList",
        ResourceType="VOICE_PHONE_NUMBER",
        **instance,
    )
    flows = {row["ResourceId"].rpartition("/")[2]: row["FlowId"] for row in linked}
    found: dict[str, FoundNumber] = {}
    for row in pages(connect, "list_phone_numbers_v2", "ListPhoneNumbersSummaryList", TargetArn=group.arn):
        told = call(connect, "describe_phone_number", PhoneNumberId=row["PhoneNumberArn"])
        status = told["ClaimedPhoneNumberSummary"].get("PhoneNumberStatus", {}).get("Status", "")
        found[row["PhoneNumber"]] = FoundNumber(status, flows.get(row["PhoneNumberId"], ""))
    return found


def judge_traffic(found: FoundTraffic, place: Place) -> Iterator[Flaw]:
    region = place.here
    if found.status != "ACTIVE":
        what = f"the traffic distribution group is {found.status}, not ACTIVE: nothing can be shifted"
        yield Flaw(ANSWERED, True, what, "wait, or open a case with AWS Support")
    yield from _judge_numbers(found, place)
    yield from _judge_sign_in(found, region.name)
    yield from _judge_agents(found, region)


def _judge_numbers(found: FoundTraffic, place: Place) -> Iterator[Flaw]:
    flows = {row.id: row.aws_id for row in place.here.center.resources if row.kind == "flow"}
    for row in place.here.center.resources:
        if row.kind != "number":
            continue
        id_ = line_of(row)
        touches, number, wanted = (
            (line(id_) if id_ else Area.VOICE,),
            found.numbers.get(row.id),
            flows.get(f"line-{id_}"),
        )
        if number is None:
            what = f"{row.id} is not on the traffic distribution group: its calls stay where they are"
            todo = "connect update-phone-number with the group as target, or civicline up PROGRAM"
            yield Flaw(touches, True, what, todo)
        elif number.status != "CLAIMED":
            yield Flaw(touches, True, f"{row.id} is {number.status}, not CLAIMED", "wait, or open a case with AWS")
        elif not number.flow:
            what = f"{row.id} starts no flow in {place.here.name}: its callers would hear nothing"
            yield Flaw(touches, True, what, "connect associate-phone-number-contact-flow, or civicline up PROGRAM")
        elif wanted is not None and flow_id(number.flow) != wanted:
            what = f"{row.id} starts another flow in {place.here.name} than that of its line"
            yield Flaw(touches, True, what, "connect associate-phone-number-contact-flow, or civicline up PROGRAM")


def line_of(number: DeployedResource) -> str:
    """The line of a number, from its place in the spec; empty where that does not tell."""
    named = _LINE.search(number.path)
    return named.group(1) if named else ""


def flow_id(arn: str) -> str:
    """Bare id of the flow that an ARN names, whatever version or alias it adds."""
    return arn.rpartition("/")[2].partition(":")[0]


def _judge_sign_in(found: FoundTraffic, region: str) -> Iterator[Flaw]:
    """A shift switches it on in the same call; what counts is whether it can, and whether traffic is there already."""
    shares, off = found.shares, "agents cannot sign in"
    if shares.voice is None or shares.agents is None:
        what = f"the traffic distribution group does not name {region}"
        yield Flaw(ANSWERED, True, what, "check the group: connect get-traffic-distribution")
    if not shares.sign_in and not found.default:
        what = f"{off} in {region}, and a shift cannot change that: the group is not the default one"
        yield Flaw((Area.AGENTS,), True, what, "move numbers and agents to the default group: civicline up PROGRAM")
    elif shares.sign_in is None:
        what = f"{off} in {region}: the group's sign-in does not name it"
        yield Flaw((Area.AGENTS,), True, what, "check the group: connect get-traffic-distribution")
    elif not shares.sign_in and (shares.voice or shares.agents):
        what = f"{off} in {region}, although {max(shares.voice or 0, shares.agents or 0)} % of the traffic is there"
        yield Flaw((Area.AGENTS,), True, what, f"civicline failover shift --to {region} switches it on")


def _judge_agents(found: FoundTraffic, region: Region) -> Iterator[Flaw]:
    wanted = {row.aws_id: row.name for row in region.center.resources if row.kind == "user"}
    missing = [name for id_, name in wanted.items() if id_ not in found.users]
    if missing:
        what = f"{told(missing)} not in {region.name}: they cannot sign in there"
        nobody = len(missing) == len(wanted) and not found.users
        touches = ANSWERED if nobody else (Area.AGENTS,)
        yield Flaw(touches, nobody, what, "see the findings of the replication; then civicline up PROGRAM")
    away = [name for id_, name in found.users.items() if id_ not in found.agents]
    if found.users and len(away) == len(found.users):
        what = "no agent is on the traffic distribution group: after a shift nobody could sign in"
        yield Flaw(ANSWERED, True, what, "civicline up PROGRAM associates them")
    elif away:
        what = f"{told(away)} not on the traffic distribution group: they would stay behind"
        yield Flaw((Area.AGENTS,), False, what, "civicline up PROGRAM associates them")


def told(names: list[str]) -> str:
    """Such as: user a is; users a, b and 3 more are."""
    first, more = sorted(names)[:NAMED], len(names) - NAMED
    if len(names) == 1:
        return f"user {first[0]} is"
    return f"users {', '.join(first)}{f' and {more} more' if more > 0 else ''} are"
