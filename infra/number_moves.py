"""Numbers where they belong: on the instance, or on the traffic distribution group of a center in two regions.

A number that moves loses its flow, and whoever dials it then hears nothing (API Reference, UpdatePhoneNumber: the
flow is not migrated). So it is moved and given its flow again in one step, number by number, not by a change of a
property. A dynamic resource, as in `associations`. It deletes nothing, and never releases a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pulumi
from pulumi.dynamic import CreateResult, DiffResult, Resource, UpdateResult

from infra.associations import Associations
from infra.waiting import until

Props = dict[str, Any]
MOVED_WITHIN = 10 * 60.0
"""No figure is published; a claim takes seconds."""


class _Places(Associations):
    """props: region, instance as a bare id, target as an ARN, flows: bare id of a number -> what it starts, or ""."""

    def create(self, props: Props) -> CreateResult:
        self._place(props)
        return CreateResult(f"{props['instance']}/numbers", props)

    def diff(self, _id: str, _olds: Props, _news: Props) -> DiffResult:
        changed = any(_olds.get(name) != _news.get(name) for name in ("instance", "target", "flows"))
        return DiffResult(changed, [], [], delete_before_replace=False)

    def update(self, _id: str, _olds: Props, _news: Props) -> UpdateResult:
        self._place(_news)
        return UpdateResult(_news)

    def _place(self, props: Props) -> None:
        """Where the flow is not told, a number keeps the one that it had."""
        client, target = self.client(props), props["target"]
        there, starting = _on(client, target), _starting(client, props["instance"])
        for number, wanted in sorted(props["flows"].items()):
            flow, had = wanted or starting.get(number), starting.get(number)
            if number not in there:
                client.update_phone_number(PhoneNumberId=number, TargetArn=target)
                until(partial(_has_moved, client, number, target), MOVED_WITHIN, f"{number} has not moved")
                had = None
            if flow and flow != had:
                named = {"InstanceId": props["instance"], "PhoneNumberId": number}
                client.associate_phone_number_contact_flow(**named, ContactFlowId=flow)


def _on(client: Any, target: str) -> set[str]:
    pages = client.get_paginator("list_phone_numbers_v2").paginate(TargetArn=target)
    return {row["PhoneNumberId"] for page in pages for row in page["ListPhoneNumbersSummaryList"]}


def _starting(client: Any, instance: str) -> dict[str, str]:
    """What each number starts: a flow, or a flow and its alias."""
    pages = client.get_paginator("list_flow_associations").paginate(
        InstanceId=instance, ResourceType="VOICE_PHONE_NUMBER"
    )
    rows = [row for page in pages for row in page["FlowAssociationSummaryList"]]
    return {_bare(row["ResourceId"]): _bare(row["FlowId"]) for row in rows}


def _bare(arn: str) -> str:
    return arn.rpartition("/")[2]


def _has_moved(client: Any, number: str, target: str) -> bool:
    told = client.describe_phone_number(PhoneNumberId=number)["ClaimedPhoneNumberSummary"]
    return bool(told["TargetArn"] == target and told["PhoneNumberStatus"]["Status"] == "CLAIMED")


class NumberPlaces(Resource, module="civicline", name="NumberPlaces"):
    """`instance` is a bare id, `target` an ARN; flows: bare id of a number -> bare id of what it starts.

    An empty id keeps what the number starts already, so that a move does not wait for flows that are still being made.
    """

    def __init__(
        self,
        name: str,
        *,
        region: str,
        instance: pulumi.Input[str],
        target: pulumi.Input[str],
        flows: pulumi.Input[Mapping[str, str]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        props = {"region": region, "instance": instance, "target": target, "flows": flows}
        super().__init__(_Places(), name, props, opts)
