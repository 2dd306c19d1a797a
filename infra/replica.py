"""The replica of an instance in its second region, made and ended by Amazon Connect itself (Global Resiliency).

Neither provider has a type for it, so it is a dynamic resource, as in `associations`: no client and no credentials in
the state, and every step may be repeated. From its completion on Amazon Connect mirrors users, queues, flows and the
like to the second region; nothing of those kinds may be declared there, or the mirroring of it stops.

The default traffic distribution group comes with the replica. How it distributes is never touched here: a shift is the
operator's, and outlives each `up`.

Sources: Administrator Guide, create-replica-connect-instance, setup-traffic-distribution-groups,
delete-replica-connect-instance; API Reference, ReplicateInstance, DescribeInstance, UpdateInstanceAttribute.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi.dynamic import CreateResult, DiffResult, ReadResult, Resource, UpdateResult

from infra.associations import Associations
from infra.waiting import is_missing, until

Props = dict[str, Any]
COMPLETE = "INSTANCE_REPLICATION_COMPLETE"
FAILED = "INSTANCE_REPLICATION_FAILED"
REPLICATED_WITHIN = 2 * 60 * 60.0
"""No figure is published; the copy of a large center takes longer than that of an empty one."""
GONE_WITHIN = 30 * 60.0


class ReplicationFailedError(Exception):
    """Amazon Connect could not make the replica."""


class _Replication(Associations):
    """props: region, instance (bare id), replica_region, alias, attributes; outputs: arn, group_id, group_arn."""

    def create(self, props: Props) -> CreateResult:
        """Also where the replica is there already, from an `up` that was cut short."""
        source = self.client(props)
        if props["replica_region"] not in _statuses(source, props):
            source.replicate_instance(
                InstanceId=props["instance"],
                ReplicaRegion=props["replica_region"],
                ReplicaAlias=props["alias"],
                ClientToken=_token(props),
            )
        until(lambda: _is_complete(source, props), REPLICATED_WITHIN, f"{props['alias']} is not replicated")
        outs = {**props, **self._outputs(source, props)}
        self._set_attributes(outs)
        return CreateResult(f"{props['instance']}/{props['replica_region']}", outs)

    def diff(self, _id: str, _olds: Props, _news: Props) -> DiffResult:
        replaces = [name for name in ("instance", "replica_region", "alias") if _olds.get(name) != _news.get(name)]
        changes = bool(replaces) or _olds.get("attributes") != _news.get("attributes")
        return DiffResult(changes, replaces, ["arn", "group_id", "group_arn"], delete_before_replace=True)

    def update(self, _id: str, _olds: Props, _news: Props) -> UpdateResult:
        outs = {**_olds, **{name: value for name, value in _news.items() if value is not None}}
        self._set_attributes(outs)
        return UpdateResult(outs)

    def read(self, id_: str, props: Props) -> ReadResult:
        """Gone where the instance has no replica any more."""
        from botocore.exceptions import ClientError

        source = self.client(props)
        try:
            found = _statuses(source, props)
        except ClientError as error:
            if not is_missing(error):
                raise
            found = {}
        if props["replica_region"] not in found:
            return ReadResult("", {})
        return ReadResult(id_, {**props, **self._outputs(source, props)})

    def delete(self, _id: str, _props: Props) -> None:
        """In the second region; the default group goes with it. Numbers must have left the group before."""
        from botocore.exceptions import ClientError

        there = self.client({**_props, "region": _props["replica_region"]})
        try:
            there.delete_instance(InstanceId=_props["instance"])
        except ClientError as error:
            if not is_missing(error):
                raise
        until(lambda: _is_gone(there, _props), GONE_WITHIN, f"{_props['alias']} is not deleted")

    def _outputs(self, source: Any, props: Props) -> dict[str, str]:
        there = self.client({**props, "region": props["replica_region"]})
        group = _default_group(source, props["instance"])
        arn = there.describe_instance(InstanceId=props["instance"])["Instance"]["Arn"]
        return {"arn": arn, "group_id": group["Id"], "group_arn": group["Arn"]}

    def _set_attributes(self, props: Props) -> None:
        """Attributes of an instance are not mirrored; only those that differ are set."""
        there = self.client({**props, "region": props["replica_region"]})
        for name, wanted in sorted(props["attributes"].items()):
            kind, value = {"InstanceId": props["instance"], "AttributeType": name.upper()}, str(wanted).lower()
            if there.describe_instance_attribute(**kind)["Attribute"]["Value"] != value:
                there.update_instance_attribute(**kind, Value=value)


def _statuses(source: Any, props: Props) -> dict[str, Mapping[str, str]]:
    """What the source says of the replication, by region; nothing where there is none."""
    told = source.describe_instance(InstanceId=props["instance"]).get("ReplicationConfiguration") or {}
    return {row["Region"]: row for row in told.get("ReplicationStatusSummaryList", ())}


def _is_complete(source: Any, props: Props) -> bool:
    found = _statuses(source, props)
    for row in found.values():
        if row["ReplicationStatus"] == FAILED:
            raise ReplicationFailedError(f"{row['Region']}: {row.get('ReplicationStatusReason', 'no reason is given')}")
    return props["replica_region"] in found and all(row["ReplicationStatus"] == COMPLETE for row in found.values())


def _is_gone(there: Any, props: Props) -> bool:
    from botocore.exceptions import ClientError

    try:
        there.describe_instance(InstanceId=props["instance"])
    except ClientError as error:
        if not is_missing(error):
            raise
        return True
    return False


def _default_group(source: Any, instance: str) -> Mapping[str, str]:
    """The one group whose sign-in can be moved."""
    for page in source.get_paginator("list_traffic_distribution_groups").paginate(InstanceId=instance):
        for group in page["TrafficDistributionGroupSummaryList"]:
            if group.get("IsDefault"):
                found: Mapping[str, str] = group
                return found
    raise ReplicationFailedError(f"the instance {instance} has no default traffic distribution group")


def _token(props: Props) -> str:
    """The same for the same replica, so that a repeated call makes no second one."""
    return hashlib.sha256(f"{props['instance']} {props['replica_region']} {props['alias']}".encode()).hexdigest()


class Replica(Resource, module="civicline", name="Replica"):
    """The instance in its second region. `instance` is a bare id, the same in both regions.

    arn         of the replica
    group_id    of the default traffic distribution group; group_arn, by which either region knows it
    """

    arn: pulumi.Output[str]
    group_id: pulumi.Output[str]
    group_arn: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        *,
        region: str,
        instance: pulumi.Input[str],
        replica_region: str,
        alias: str,
        attributes: Mapping[str, bool],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """attributes: as `AWS::Connect::Instance` spells them."""
        props = {
            "region": region,
            "instance": instance,
            "replica_region": replica_region,
            "alias": alias,
            "attributes": dict(attributes),
        }
        super().__init__(_Replication(), name, {**props, "arn": None, "group_id": None, "group_arn": None}, opts)
