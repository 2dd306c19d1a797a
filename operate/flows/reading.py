"""Flows of a deployed center as documents: what `simulate`, `compare` and the conformity table work with.

The same against the sandbox and AWS: nothing but the API of Amazon Connect is asked, and `deployed.json` says what its
ARNs stand for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from contact_flows.language.document import FlowDocument, FlowSet, FlowType, Ref
from contact_flows.language.reading import NotAFlowError
from contact_flows.language.text import read
from operate.aws import Target, call, pages
from spec.deployed import DeployedCenter, DeployedResource
from spec.errors import CloudError

ALIAS = "flow_alias"
"""Kind of the rows of deployed.json that say which flows callers reach by an alias."""


@dataclass(frozen=True)
class References:
    """ARN -> `kind:id`, as deployed.json has it."""

    names: Mapping[str, str]

    @cached_property
    def aliased(self) -> frozenset[str]:
        """Ids of the flows that callers reach by an alias."""
        parted = (name.partition(":") for name in self.names.values())
        return frozenset(id_ for kind, _, id_ in parted if kind == ALIAS)

    def __call__(self, arn: str) -> Ref | None:
        """The reference for which a whole value stands; an alias of a flow stands for the flow."""
        kind, _, id_ = self.names.get(arn, "").partition(":")
        return Ref("flow" if kind == ALIAS else kind, id_) if kind else None


@dataclass(frozen=True, slots=True)
class FoundFlow:
    """A flow as the service shows it. content: its JSON as it was given, readable or not."""

    name: str
    type: FlowType | None
    status: str
    content: str

    def document(self, id_: str, references: References) -> FlowDocument:
        """Raises NotAFlowError where the content is none."""
        return read(self.content, id=id_, name=self.name, type=self.type, name_of=references)


def found_flow(connect: Any, instance: str, flow: str) -> FoundFlow:
    """flow: bare id, with a qualifier where another version than the published one is meant. Raises CloudError."""
    found = call(connect, "describe_contact_flow", InstanceId=instance, ContactFlowId=flow)["ContactFlow"]
    return FoundFlow(found["Name"], _type(found["Type"]), found.get("Status", "PUBLISHED"), found["Content"])


def found_module(connect: Any, instance: str, module: str) -> FoundFlow:
    """Raises CloudError."""
    named = {"InstanceId": instance, "ContactFlowModuleId": module}
    found = call(connect, "describe_contact_flow_module", **named)["ContactFlowModule"]
    # The service writes the status of a module in lower case.
    return FoundFlow(found["Name"], FlowType.MODULE, found.get("Status", "PUBLISHED").upper(), found["Content"])


def read_flows(target: Target, center: DeployedCenter) -> FlowSet:
    """What contacts of the center meet now, under the ids of the spec: an entry flow as its alias has it.

    Flows that deployed.json does not know (the service's own defaults, somebody's experiments) are left out, and so are
    flows that are gone. Order: as deployed.json has them, which is that of the compiler.

    raises   CloudError where the service does not answer, or shows content that is no flow
    """
    connect = target.client("connect", center.region)
    references = References(center.references())
    return FlowSet(tuple(_documents(connect, center, references)))


def _documents(connect: Any, center: DeployedCenter, references: References) -> Iterator[FlowDocument]:
    instance = center.instance.id
    there = {row["Id"] for row in pages(connect, "list_contact_flows", "ContactFlowSummaryList", InstanceId=instance)}
    modules = pages(connect, "list_contact_flow_modules", "ContactFlowModulesSummaryList", InstanceId=instance)
    there |= {row["Id"] for row in modules}
    aliases = {row.id: row.aws_id for row in center.resources if row.kind == ALIAS}
    for row in center.resources:
        if row.kind in ("flow", "module") and row.aws_id in there:
            qualified = f"{row.aws_id}:{aliases[row.id]}" if row.id in aliases else row.aws_id
            found = (found_module if row.kind == "module" else found_flow)(connect, instance, qualified)
            yield _document(row, found, references)


def _document(row: DeployedResource, found: FoundFlow, references: References) -> FlowDocument:
    try:
        return replace(found.document(row.id, references), spec_path=row.path)
    except NotAFlowError as error:
        where = f"flow {found.name} ({row.aws_id})"
        raise CloudError(
            where, f"AWS shows content that is no flow: {error}", "civicline up PROGRAM --refresh"
        ) from error


def _type(name: str) -> FlowType | None:
    """None for a type that the service has got since."""
    return FlowType(name) if name in FlowType.__members__ else None
