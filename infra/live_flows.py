"""What callers reach: of each flow that a number or a quick connect starts, the alias and the version it stands on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from infra.flow_versions import FlowAlias, LiveVersion
from infra.flows import Published
from infra.numbers import last_part
from infra.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFlowsArgs:
    """entries: ids of the flows that get an alias."""

    scope: Scope
    instance_id: pulumi.Input[str]
    published: Mapping[str, Published]
    entries: tuple[str, ...]


class LiveFlows(pulumi.ComponentResource):
    """arns: by flow id, what a number starts."""

    def __init__(self, name: str, args: LiveFlowsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:LiveFlows", name, None, opts)
        self._name, self._args = name, args
        self.aliases = {id_: self._live(id_, args.published[id_]) for id_ in args.entries}
        self.arns: dict[str, pulumi.Output[str]] = {id_: alias.arn for id_, alias in self.aliases.items()}
        self.register_outputs({"arns": self.arns})

    def _live(self, id_: str, published: Published) -> FlowAlias:
        region, instance = self._args.scope.region, self._args.instance_id
        flow = published.arn.apply(last_part)
        after = pulumi.ResourceOptions(parent=self, depends_on=[published.step])
        alias = FlowAlias(f"{self._name}-{id_}", region=region, instance=instance, flow=flow, opts=after)
        LiveVersion(
            f"{self._name}-{id_}",
            region=region,
            instance=instance,
            flow=flow,
            alias=alias.alias_id,
            content=published.content.apply(digest),
            opts=after,
        )
        return alias


def digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
