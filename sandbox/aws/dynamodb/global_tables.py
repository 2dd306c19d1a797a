"""Replicas of a table in other regions: one set of rows that each region reads and writes.

Replication takes no time here; on AWS it takes about a second, and the last writer wins. A region that is dark is
neither read nor written, and has everything when it is back.
Source: DynamoDB Developer Guide, "Global tables: How it works" (streams are enabled on all replicas, and cannot be
disabled there); API Reference, ReplicationGroupUpdate.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from moto.backends import get_backend
from moto.dynamodb.exceptions import MockValidationException, ResourceInUseException

VERSION = "2019.11.21"
_GROUP = "civicline_replicas"
"""Attribute of a moto table that has replicas: all of its regions, each with its key; shared by all of them."""
_VIEW = "NEW_AND_OLD_IMAGES"

Group = dict[str, dict[str, Any]]


def update(account: str, region: str, name: str, updates: Iterable[Mapping[str, Any]]) -> None:
    """ReplicaUpdates of UpdateTable. Raises moto's refusals."""
    source = _backend(account, region).get_table(name)
    for change in updates:
        ((verb, wanted),) = change.items()
        there = str(wanted["RegionName"])
        if verb == "Create":
            _create(account, source, there, wanted)
        elif there not in group_of(source) or there == region:
            raise MockValidationException(f"Replica specified in the Replica Update {verb} action does not exist")
        elif verb == "Delete":
            _backend(account, there).delete_table(name)
            leave(account, name, there, group_of(source))
        else:
            group_of(source)[there].update(_settings(wanted))


def require_stream(table: Any, wanted: Mapping[str, Any] | None) -> None:
    """Raises moto's refusal for the end of a stream by which rows go to another region."""
    if group_of(table) and wanted is not None and not wanted.get("StreamEnabled"):
        raise MockValidationException("The stream of a table that has replicas cannot be disabled")


def group_of(table: Any) -> Group:
    """Region -> settings of its replica; empty for a table of one region."""
    found: Group = getattr(table, _GROUP, {})
    return found


def leave(account: str, name: str, region: str, group: Group) -> None:
    """One region has none any more; with one left it is a plain table again."""
    group.pop(region, None)
    if len(group) == 1:
        (last,) = group
        delattr(_backend(account, last).get_table(name), _GROUP)


def described(table: Any) -> dict[str, Any]:
    """What DescribeTable adds: the replicas in all regions but the one that is asked."""
    replicas = [
        {"RegionName": region, "ReplicaStatus": "ACTIVE", **settings}
        for region, settings in group_of(table).items()
        if region != table.region_name
    ]
    return {"GlobalTableVersion": VERSION, "Replicas": replicas} if replicas else {}


def rejoin(account: str, region: str, names: Iterable[str]) -> None:
    """After a transaction that moto undid with copies of its tables: rows and group are one again."""
    for name in names:
        table = _backend(account, region).tables.get(name)
        for other in _others(account, name, table) if table is not None else ():
            other.items = table.items
            setattr(table, _GROUP, group_of(other))


def _others(account: str, name: str, table: Any) -> Iterator[Any]:
    for region in group_of(table):
        if region != table.region_name:
            yield _backend(account, region).get_table(name)


def _create(account: str, source: Any, region: str, wanted: Mapping[str, Any]) -> None:
    there = _backend(account, region)
    if region == source.region_name or region in group_of(source):
        raise MockValidationException("Failed to create the replica: the region has one already")
    if source.name in there.tables:
        raise ResourceInUseException(f"Failed to create the replica: {region} has a table named {source.name}")
    if (source.stream_specification or {}).get("StreamViewType") != _VIEW:
        raise MockValidationException(f"Table must have a stream with view type {_VIEW} to have replicas")
    key = wanted.get("KMSMasterKeyId")
    replica = there.create_table(
        source.name,
        schema=copy.deepcopy(source.schema),
        throughput=None,
        attr=copy.deepcopy(source.attr),
        global_indexes=[index.describe() for index in source.global_indexes],
        indexes=[index.describe() for index in source.indexes],
        streams=dict(source.stream_specification),
        billing_mode=source.billing_mode,
        sse_specification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key} if key else None,
        tags=[],
        deletion_protection_enabled=False,
        warm_throughput=None,
    )
    replica.items = source.items
    group = group_of(source) or {source.region_name: {}}
    group[region] = _settings(wanted)
    for table in (source, replica, *_others(account, source.name, source)):
        setattr(table, _GROUP, group)


def _settings(wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {name: wanted[name] for name in ("KMSMasterKeyId",) if name in wanted}


def _backend(account: str, region: str) -> Any:
    return get_backend("dynamodb")[account][region]
