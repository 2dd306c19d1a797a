"""Deployments as `up` records them, made by hand."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from publish.runbook.facts import Facts
from spec.deployed import Deployed, DeployedCenter, DeployedLine, DeployedReplica, Instance, TrafficGroup
from spec.models.resilience import ExternalFailover, Resilience, Tier

EAST, WEST = "us-east-1", "us-west-2"
AT = dt.datetime(2027, 1, 14, 18, 30, tzinfo=dt.UTC).astimezone(ZoneInfo("America/Los_Angeles"))
CARRIER = ExternalFailover(
    carrier="Sound Telephone", desk="+1-360-555-0175", reference="ERU-7021", redirect_to="+1-360-555-0179", minutes=90
)
KEY = "SHA256:" + "ab" * 32


def center(tier: Tier = Tier.GLOBAL_RESILIENCY, external: ExternalFailover | None = CARRIER) -> DeployedCenter:
    """With a second region where the tier has one."""
    both = tier is Tier.GLOBAL_RESILIENCY
    arn = f"arn:aws:connect:{EAST}:000000000101:instance/1"
    group = TrafficGroup(id="g1", arn=f"arn:aws:connect:{EAST}:000000000101:traffic-distribution-group/g1")
    return DeployedCenter(
        region=EAST,
        account="000000000101",
        alias="office",
        instance=Instance(id="1", arn=arn),
        switchboard="switchboard",
        switch_log="switch-log",
        switch_regions=(EAST, WEST) if both else (EAST,),
        traffic_group=group if both else None,
        replica=DeployedReplica(
            region=WEST, alias="office-west", instance=Instance(id="1", arn=arn.replace(EAST, WEST))
        )
        if both
        else None,
        resilience=Resilience(tier=tier, source_region=EAST, replica_region=WEST if both else None, external=external),
    )


def line(id_: str, *numbers: str, of: str = "office", fallback: str | None = "+13605550178") -> DeployedLine:
    return DeployedLine(
        id=id_,
        name=f"The {id_} line",
        center=of,
        languages=("en-US", "es-US"),
        time_zone="America/Los_Angeles",
        numbers=numbers,
        fallback_phone=fallback,
    )


def recorded(*lines: DeployedLine, target: str = "aws", **centers: DeployedCenter) -> Deployed:
    """Of one center in two regions, unless others are given."""
    return Deployed(
        version=2,
        program="wa-program",
        stack="prod",
        target=target,
        spec_digest="",
        deployed_at="2027-01-10T06:00:00+00:00",
        time_zone="America/Los_Angeles",
        lines=lines or (line("main", "+13605550170", "+18885550171"),),
        copies={EAST: "copies-east", WEST: "copies-west"},
        centers=centers or {"office": center()},
    )


def facts(deployed: Deployed | None = None, *, key: str = KEY, checked: str = "") -> Facts:
    found = deployed or recorded()
    return Facts(deployed=found, made_at=AT, digest="d1ge57", key=key, checked={WEST: checked} if checked else {})
