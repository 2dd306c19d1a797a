"""What a center in two regions must show: its replica, and who and what moves with the traffic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from operate.aws import call, pages
from operate.conformity.rows import Expected, Kind
from spec.faults import Path
from spec.models import ProgramSpec
from spec.models.centers import Center, Environment
from spec.select import is_resilient, second_region

MOVES = "moves with the traffic"
_COMPLETE = "INSTANCE_REPLICATION_COMPLETE"


def moving(program: ProgramSpec, center: Center) -> dict[str, bool]:
    """What numbers and agents of such a center want besides the rest."""
    return {MOVES: True} if is_resilient(program, center) else {}


def expect_replica(program: ProgramSpec, env: Environment, center: Center) -> Iterator[Expected]:
    region = second_region(program, env, center)
    if region is not None and is_resilient(program, center):
        yield Expected(_place(program, center), Kind.REPLICA, region, {"replication": "complete"})


def _place(program: ProgramSpec, center: Center) -> Path:
    if center.resilience is None:
        return ("infrastructure", "resilience")
    return ("infrastructure", "centers", program.infrastructure.centers.index(center), "resilience")


def read_replicas(connect: Any, instance: str) -> dict[str, dict[str, Any]]:
    """By region; the source itself is not one."""
    told = call(connect, "describe_instance", InstanceId=instance).get("ReplicationConfiguration") or {}
    rows = told.get("ReplicationStatusSummaryList", ())
    found = {row["Region"]: row["ReplicationStatus"] for row in rows if row["Region"] != told.get("SourceRegion")}
    return {
        region: {"replication": "complete" if status == _COMPLETE else status.replace("_", " ").lower()}
        for region, status in found.items()
    }


def agents_on(connect: Any, group: str) -> frozenset[str]:
    """Ids of the users who move with a traffic distribution group."""
    rows = pages(
        connect,
        "list_traffic_distribution_group_users",
        "TrafficDistributionGroupUserSummaryList",
        TrafficDistributionGroupId=group,
    )
    return frozenset(row["UserId"] for row in rows)


def numbers_on(connect: Any, group: str) -> list[dict[str, Any]]:
    """Numbers of a traffic distribution group; those of an instance are listed by the instance."""
    return list(pages(connect, "list_phone_numbers_v2", "ListPhoneNumbersSummaryList", TargetArn=group))
