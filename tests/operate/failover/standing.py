"""A center in two regions of a sandbox, made with boto3: group, number, agent, and the tables of both regions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from operate.aws import Target
from operate.failover.deployment import controls_of
from operate.failover.ports import Controls
from sandbox.server import client
from spec.deployed import (
    Deployed,
    DeployedCenter,
    DeployedLine,
    DeployedReplica,
    Instance,
    TrafficGroup,
)
from tests.operate.failover.fake_world import BOTH, EAST, WEST


@dataclass
class Standing:
    """Its clients are made once: that takes longer than most calls."""

    home: Path
    endpoint: str
    deployed: Deployed
    clients: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def target(self) -> Target:
        return Target(self.endpoint)

    @cached_property
    def controls(self) -> Controls:
        return controls_of(self.target, self.deployed, ["office"])[0]

    def connect(self, region: str) -> Any:
        return self.client("connect", region)

    def client(self, service: str, region: str) -> Any:
        if (service, region) not in self.clients:
            self.clients[service, region] = self.target.client(service, region)
        return self.clients[service, region]

    @property
    def group(self) -> str:
        group = self.deployed.centers["office"].traffic_group
        assert group is not None
        return group.arn

    def shares(self) -> tuple[int, int, bool, bool]:
        """Calls and agents in the west, sign-in in the east and in the west; as the east tells it."""
        told = self.connect(EAST).get_traffic_distribution(Id=self.group)
        parts: list[dict[str, Any]] = [
            {row["Region"]: row[member] for row in told[config]["Distributions"]}
            for config, member in (("TelephonyConfig", "Percentage"), ("AgentConfig", "Percentage"), ("SignInConfig", "Enabled"))
        ]  # fmt: skip
        return parts[0][WEST], parts[1][WEST], parts[2][EAST], parts[2][WEST]

    def home_again(self) -> None:
        """As it was at first: no faults, no rows, no log."""
        client.clear_faults(self.home)
        self.connect(EAST).update_traffic_distribution(
            Id=self.group,
            TelephonyConfig=_parts("Percentage", 100, 0),
            AgentConfig=_parts("Percentage", 100, 0),
            SignInConfig=_parts("Enabled", True, True),
        )
        for region in BOTH:
            aws = self.client("dynamodb", region)
            for table, keys in (("switchboard", ["scope"]), ("switch-log", ["center", "at"])):
                for row in aws.scan(TableName=table)["Items"]:
                    aws.delete_item(TableName=table, Key={key: row[key] for key in keys})


def _parts(member: str, *parts: object) -> dict[str, Any]:
    return {"Distributions": [{"Region": region, member: part} for region, part in zip(BOTH, parts, strict=True)]}


def stand(home: Path, endpoint: str) -> Standing:
    """Make it all; the replication is settled when this returns."""
    client.start(home, settings={"latency_scale": 0.0, "replication_delay": 0.0})
    east = Target(endpoint).client("connect", EAST)
    made = east.create_instance(
        IdentityManagementType="SAML", InstanceAlias="office", InboundCallsEnabled=True, OutboundCallsEnabled=True
    )
    east.replicate_instance(InstanceId=made["Id"], ReplicaRegion=WEST, ReplicaAlias="office-west")
    groups = east.list_traffic_distribution_groups(InstanceId=made["Id"])["TrafficDistributionGroupSummaryList"]
    (group,) = [one for one in groups if one["IsDefault"]]
    for region in BOTH:
        _tables(Target(endpoint).client("dynamodb", region))
    return Standing(home, endpoint, _record(made["Id"], made["Arn"], TrafficGroup(id=group["Id"], arn=group["Arn"])))


def _tables(aws: Any) -> None:
    for name, keys in (("switchboard", ["scope"]), ("switch-log", ["center", "at"])):
        aws.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
            KeySchema=[
                {"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)
            ],
        )


def _record(instance: str, arn: str, group: TrafficGroup) -> Deployed:
    there = DeployedReplica(
        region=WEST, alias="office-west", instance=Instance(id=instance, arn=arn.replace(EAST, WEST))
    )
    center = DeployedCenter(
        region=EAST,
        account="000000000101",
        alias="office",
        instance=Instance(id=instance, arn=arn),
        switchboard="switchboard",
        switch_log="switch-log",
        switch_regions=BOTH,
        traffic_group=group,
        replica=there,
    )
    return Deployed(
        version=1,
        program="wa-program",
        stack="dev",
        target="sandbox",
        spec_digest="",
        deployed_at="2026-11-22T06:00:00+00:00",
        time_zone="America/Los_Angeles",
        lines=(
            DeployedLine(
                id="main", name="Main line", center="office", languages=("en-US",), time_zone="America/Los_Angeles"
            ),
        ),
        centers={"office": center},
    )
