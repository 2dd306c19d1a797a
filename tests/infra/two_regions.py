"""One center of Amazon Connect in two regions, as far as the resources of its replica ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

HOME, AWAY = "us-west-2", "us-east-1"
INSTANCE, GROUP = "i", "g"


def missing(operation: str) -> ClientError:
    return ClientError({"Error": {"Code": "ResourceNotFoundException", "Message": "no"}}, operation)


class TwoRegions:
    """statuses: of the replication, one for each time somebody asks, the last one for ever."""

    def __init__(self, *statuses: str) -> None:
        self.statuses = list(statuses)
        self.replicated = False
        self.calls: list[str] = []
        self.attributes: dict[str, dict[str, str]] = {HOME: {}, AWAY: {}}
        self.users: dict[str, set[str]] = {HOME: set(), AWAY: set()}
        self.flows: dict[str, set[str]] = {HOME: set(), AWAY: set()}
        self.on_group: set[str] = set()
        self.asked = 0
        self.later: Callable[[int], None] = lambda _: None

    def at(self, region: str) -> Region:
        return Region(self, region)


class Region:
    """A Connect client in one region."""

    def __init__(self, center: TwoRegions, region: str) -> None:
        self.center, self.region = center, region

    def describe_instance(self, **_: Any) -> Any:
        center = self.center
        if self.region == AWAY and not center.replicated:
            raise missing("DescribeInstance")
        told: dict[str, Any] = {"Instance": {"Arn": f"arn:aws:connect:{self.region}:1:instance/{INSTANCE}"}}
        if center.replicated:
            status = center.statuses.pop(0) if len(center.statuses) > 1 else center.statuses[0]
            rows = [{"Region": region, "ReplicationStatus": status} for region in (HOME, AWAY)]
            told["ReplicationConfiguration"] = {"SourceRegion": HOME, "ReplicationStatusSummaryList": rows}
        return told

    def replicate_instance(self, **given: Any) -> None:
        self.center.calls.append(f"replicate to {given['ReplicaRegion']} as {given['ReplicaAlias']} in {self.region}")
        self.center.replicated = True

    def delete_instance(self, **_: Any) -> None:
        if not self.center.replicated:
            raise missing("DeleteInstance")
        self.center.calls.append(f"delete in {self.region}")
        self.center.replicated = False

    def describe_instance_attribute(self, **given: Any) -> Any:
        known = self.center.attributes[self.region]
        return {"Attribute": {"Value": known.get(given["AttributeType"], "false")}}

    def update_instance_attribute(self, **given: Any) -> None:
        self.center.calls.append(f"{given['AttributeType']} is {given['Value']} in {self.region}")
        self.center.attributes[self.region][given["AttributeType"]] = given["Value"]

    def associate_traffic_distribution_group_user(self, **given: Any) -> None:
        assert given["UserId"] in self.center.users[AWAY]
        self.center.on_group.add(given["UserId"])

    def disassociate_traffic_distribution_group_user(self, **given: Any) -> None:
        if given["UserId"] not in self.center.on_group:
            raise missing("DisassociateTrafficDistributionGroupUser")
        self.center.on_group.remove(given["UserId"])

    def get_paginator(self, operation: str) -> Pages:
        return Pages(self, operation)


class Pages:
    """Pages of one row each, and an empty one at the end."""

    def __init__(self, client: Region, operation: str) -> None:
        self.client, self.operation = client, operation

    def paginate(self, **_: Any) -> Iterator[Any]:
        center, region = self.client.center, self.client.region
        center.asked += 1
        center.later(center.asked)
        groups: list[dict[str, Any]] = [
            {"Id": "other", "Arn": "arn:other"},
            {"Id": GROUP, "Arn": "arn:g", "IsDefault": True},
        ]
        told: dict[str, tuple[str, list[dict[str, Any]]]] = {
            "list_users": ("UserSummaryList", [{"Id": one} for one in sorted(center.users[region])]),
            "list_contact_flows": ("ContactFlowSummaryList", [{"Arn": one} for one in sorted(center.flows[region])]),
            "list_traffic_distribution_groups": ("TrafficDistributionGroupSummaryList", groups),
            "list_traffic_distribution_group_users": (
                "TrafficDistributionGroupUserSummaryList",
                [{"UserId": one} for one in sorted(center.on_group)],
            ),
        }
        member, rows = told[self.operation]
        yield from ({member: [row]} for row in rows)
        yield {member: []}
