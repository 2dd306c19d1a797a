"""Agents who move with the traffic: each is associated with the default traffic distribution group.

A dynamic resource, as in `associations`. An agent who is not associated cannot sign in after a shift, and one who is
not in the second region yet is refused, so this waits for the mirroring.
Source: Administrator Guide, associate-agents-across-regions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pulumi
from pulumi.dynamic import CreateResult, DiffResult, ReadResult, Resource, UpdateResult

from infra.associations import Associations, unless_gone
from infra.waiting import MIRRORED_WITHIN, is_missing, until

Props = dict[str, Any]


class _Agents(Associations):
    """props: region and replica_region, instance and group and users as bare ids."""

    def create(self, props: Props) -> CreateResult:
        self._change(props, set(), set(props["users"]))
        return CreateResult(props["group"], props)

    def diff(self, _id: str, _olds: Props, _news: Props) -> DiffResult:
        replaces = [name for name in ("instance", "group") if _olds.get(name) != _news.get(name)]
        changes = bool(replaces) or set(_olds["users"]) != set(_news["users"])
        return DiffResult(changes, replaces, [], delete_before_replace=False)

    def update(self, _id: str, _olds: Props, _news: Props) -> UpdateResult:
        self._change(_news, set(_olds["users"]), set(_news["users"]))
        return UpdateResult(_news)

    def read(self, id_: str, props: Props) -> ReadResult:
        """Those of our users who are still associated; the next `up` puts the others back."""
        from botocore.exceptions import ClientError

        try:
            there = _on_group(self.client(props), props["group"])
        except ClientError as error:
            if not is_missing(error):
                raise
            return ReadResult("", {})
        return ReadResult(id_, {**props, "users": [user for user in props["users"] if user in there]})

    def delete(self, _id: str, _props: Props) -> None:
        self._change(_props, set(_props["users"]), set())

    def _change(self, props: Props, old: set[str], new: set[str]) -> None:
        here, target = (
            self.client(props),
            {"InstanceId": props["instance"], "TrafficDistributionGroupId": props["group"]},
        )
        if new - old:
            self._await(props, new)
        for user in sorted(new - old):
            here.associate_traffic_distribution_group_user(**target, UserId=user)
        for user in sorted(old - new):
            unless_gone(partial(here.disassociate_traffic_distribution_group_user, **target, UserId=user))

    def _await(self, props: Props, users: set[str]) -> None:
        region = props["replica_region"]
        there = self.client({**props, "region": region})
        until(lambda: users <= _users(there, props["instance"]), MIRRORED_WITHIN, f"not all agents are in {region}")


def _users(client: Any, instance: str) -> set[str]:
    pages = client.get_paginator("list_users").paginate(InstanceId=instance)
    return {row["Id"] for page in pages for row in page["UserSummaryList"]}


def _on_group(client: Any, group: str) -> set[str]:
    pages = client.get_paginator("list_traffic_distribution_group_users").paginate(TrafficDistributionGroupId=group)
    return {row["UserId"] for page in pages for row in page["TrafficDistributionGroupUserSummaryList"]}


class AgentsOnGroup(Resource, module="civicline", name="AgentsOnGroup"):
    """Users and group as bare ids; the group is the center's default one."""

    def __init__(
        self,
        name: str,
        *,
        region: str,
        replica_region: str,
        instance: pulumi.Input[str],
        group: pulumi.Input[str],
        users: Sequence[pulumi.Input[str]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        props = {"region": region, "replica_region": replica_region, "instance": instance, "group": group}
        super().__init__(_Agents(), name, {**props, "users": list(users)}, opts)
