"""Replicas of DynamoDB tables, one change at a time: DynamoDB takes no two at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call
from sandbox.providers.classic.waiting import until_true
from sandbox.providers.classic.words import tag_list

Replica = Mapping[str, Any]


def converge(call: Call, name: str, old: Properties) -> None:
    """Make the replicas of `call.inputs` true; what goes, goes first. Safe to repeat."""
    there = {str(found["RegionName"]) for found in _described(call, name)}
    wanted = _by_region(call.inputs.get("replicas"))
    before = _by_region(old.get("replicas"))
    for region in sorted(there - wanted.keys()):
        _change(call, name, {"Delete": {"RegionName": region}})
    for region, replica in sorted(wanted.items()):
        if region not in there:
            _change(call, name, {"Create": _settings(replica)})
        if replica != before.get(region) or region not in there:
            _settle(call, name, replica)


def remove(call: Call, name: str) -> None:
    """Before the table itself goes."""
    for found in _described(call, name):
        _change(call, name, {"Delete": {"RegionName": found["RegionName"]}})


def live(call: Call, table: Mapping[str, Any]) -> Properties:
    """As the program gave them, less what is not there."""
    wanted, there = call.inputs.get("replicas"), {found["RegionName"] for found in table.get("Replicas", ())}
    if not wanted and not there:
        return {}
    kept = [replica for replica in wanted or () if replica["regionName"] in there]
    strange = [{"regionName": region} for region in sorted(there - _by_region(wanted).keys())]
    return {"replicas": [*kept, *strange]}


def _settle(call: Call, name: str, replica: Replica) -> None:
    """Recovery and tags belong to each replica."""
    client = call.session.client("dynamodb", replica["regionName"])
    recovery = {"PointInTimeRecoveryEnabled": bool(replica.get("pointInTimeRecovery"))}
    client.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=recovery)
    if replica.get("propagateTags") and call.tags:
        arn: str = client.describe_table(TableName=name)["Table"]["TableArn"]
        client.tag_resource(ResourceArn=arn, Tags=tag_list(call.tags))


def _change(call: Call, name: str, change: dict[str, Any]) -> None:
    call.client.update_table(TableName=name, ReplicaUpdates=[change])
    ((verb, wanted),) = change.items()

    def done() -> bool:
        found = {one["RegionName"]: one.get("ReplicaStatus") for one in _described(call, name)}
        status = found.get(wanted["RegionName"])
        return status is None if verb == "Delete" else status == "ACTIVE"

    until_true(f"replica of table {name} in {wanted['RegionName']}", done, call.session.patience)


def _described(call: Call, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = call.client.describe_table(TableName=name)["Table"].get("Replicas", [])
    return found


def _settings(replica: Replica) -> dict[str, Any]:
    key = {"KMSMasterKeyId": replica["kmsKeyArn"]} if replica.get("kmsKeyArn") else {}
    return {"RegionName": replica["regionName"], **key}


def _by_region(replicas: Iterable[Replica] | None) -> dict[str, Replica]:
    return {str(replica["regionName"]): replica for replica in replicas or ()}
