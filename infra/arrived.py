"""Flows that Amazon Connect has mirrored: what names them in the second region waits for this.

A dynamic resource, as in `associations`: a step, not a thing. It deletes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi.dynamic import CreateResult, DiffResult, Resource, UpdateResult

from infra.associations import Associations
from infra.waiting import MIRRORED_WITHIN, until
from spec.arns import in_region

Props = dict[str, Any]


class _Arrival(Associations):
    """props: region (the second one), instance as a bare id, flows: id in the spec -> ARN in the first region."""

    def create(self, props: Props) -> CreateResult:
        self._await(props)
        return CreateResult(f"{props['instance']}/{props['region']}", props)

    def diff(self, _id: str, _olds: Props, _news: Props) -> DiffResult:
        replaces = [name for name in ("instance", "region") if _olds.get(name) != _news.get(name)]
        changes = bool(replaces) or _olds["flows"] != _news["flows"]
        return DiffResult(changes, replaces, [], delete_before_replace=False)

    def update(self, _id: str, _olds: Props, _news: Props) -> UpdateResult:
        self._await(_news)
        return UpdateResult(_news)

    def _await(self, props: Props) -> None:
        client, region = self.client(props), props["region"]
        wanted = {in_region(arn, region) for arn in props["flows"].values()}
        until(lambda: wanted <= _flows(client, props["instance"]), MIRRORED_WITHIN, f"not all flows are in {region}")


def _flows(client: Any, instance: str) -> set[str]:
    pages = client.get_paginator("list_contact_flows").paginate(InstanceId=instance)
    return {row["Arn"] for page in pages for row in page["ContactFlowSummaryList"]}


class Arrived(Resource, module="civicline", name="Arrived"):
    """arns: id in the spec -> ARN of the flow in the second region, known once it is there."""

    def __init__(
        self,
        name: str,
        *,
        region: str,
        instance: pulumi.Input[str],
        flows: Mapping[str, pulumi.Output[str]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        props = {"region": region, "instance": instance, "flows": dict(flows)}
        super().__init__(_Arrival(), name, props, opts)
        self.arns: dict[str, pulumi.Output[str]] = {id_: self._there(arn, region) for id_, arn in flows.items()}

    def _there(self, arn: pulumi.Output[str], region: str) -> pulumi.Output[str]:
        """The id of this step is known when the step is done."""
        both: pulumi.Output[list[str]] = pulumi.Output.all(arn, self.id)
        return both.apply(lambda known: in_region(known[0], region))
