"""Flows of a region as its callers meet them: at the alias that their numbers name there, published, active."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from contact_flows.language.document import FlowDocument, FlowSet, Ref
from contact_flows.language.reading import NotAFlowError
from operate.aws import pages
from operate.flows.reading import FoundFlow, References, found_flow, found_module
from operate.readiness.evidence import MISSING, code_of
from operate.readiness.flaw import Flaw
from operate.readiness.region import Region
from spec.arns import AWS_REGION
from spec.deployed import DeployedResource
from spec.errors import CloudError

AGAIN = "see the findings of the replication; then civicline up PROGRAM"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Of one flow or module: what is wrong, and whether callers who come to it are lost."""

    ref: Ref
    what: str
    breaks: bool = True


@dataclass(frozen=True, slots=True)
class FoundFlows:
    """flows: those that can be read, under the ids of the spec, in the order of deployed.json."""

    flows: FlowSet
    troubles: tuple[Trouble, ...]


def read_flow_set(region: Region) -> FoundFlows:
    """Raises CloudError; what concerns one flow only is a trouble of that flow."""
    connect, center = region.client("connect"), region.center
    instance = center.instance.id
    listed = pages(connect, "list_contact_flows", "ContactFlowSummaryList", InstanceId=instance)
    modules = pages(connect, "list_contact_flow_modules", "ContactFlowModulesSummaryList", InstanceId=instance)
    states = {row["Id"]: row.get("ContactFlowState", "ACTIVE") for row in listed}
    states |= {row["Id"]: row.get("State", "ACTIVE").upper() for row in modules}
    reader = _Reader(connect, instance, References(center.references()), _qualifiers(connect, instance), states)
    found: list[FlowDocument] = []
    troubles: list[Trouble] = []
    for row in center.resources:
        if row.kind in ("flow", "module"):
            document, wrong = reader.read(row)
            found += [document] if document is not None else []
            troubles += [Trouble(Ref(row.kind, row.id), what, breaks) for what, breaks in wrong]
    return FoundFlows(FlowSet(tuple(found)), tuple(troubles))


def _qualifiers(connect: Any, instance: str) -> dict[str, str]:
    """Version or alias by which numbers start a flow in this region, by the flow's bare id."""
    rows = pages(
        connect,
        "list_flow_associations",
        "FlowAssociationSummaryList",
        ResourceType="VOICE_PHONE_NUMBER",
        InstanceId=instance,
    )
    parted = (row["FlowId"].rpartition("/")[2].partition(":") for row in rows)
    return {id_: qualifier for id_, colon, qualifier in parted if colon}


Wrong = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class _Reader:
    """states: by bare id, of flows and modules that the region lists."""

    connect: Any
    instance: str
    references: References
    qualifiers: Mapping[str, str]
    states: Mapping[str, str]

    def read(self, row: DeployedResource) -> tuple[FlowDocument | None, Wrong]:
        """The flow, where it can be read, and what is wrong with it."""
        state = self.states.get(row.aws_id)
        if state is None:
            return None, [("is not there", True)]
        wrong: Wrong = [] if state == "ACTIVE" else [(f"is {state}", True)]
        found = self._at(row, self.qualifiers.get(row.aws_id, ""))
        if found is None:
            what = f"is reached by the alias {self.qualifiers[row.aws_id]}, which is not there"
            wrong.append((what, True))
            found = self._at(row, "")
        if found is None:
            return None, [*wrong, ("is not there", True)]
        if found.status != "PUBLISHED":
            wrong.append((f"is {found.status}, not PUBLISHED", True))
        try:
            return replace(found.document(row.id, self.references), spec_path=row.path), wrong
        except NotAFlowError as error:
            return None, [*wrong, (f"has content that is no flow: {error}", True)]

    def _at(self, row: DeployedResource, qualifier: str) -> FoundFlow | None:
        """None where the flow, or what qualifies it, is not there."""
        read = found_module if row.kind == "module" else found_flow
        try:
            return read(self.connect, self.instance, f"{row.aws_id}:{qualifier}" if qualifier else row.aws_id)
        except CloudError as error:
            if code_of(error) in MISSING:
                return None
            raise


def judge_flows(found: FoundFlows, region: Region) -> Iterator[Flaw]:
    names = {Ref(row.kind, row.id): row.name for row in region.center.resources}
    for one in found.troubles:
        who = f"the {one.ref.kind} {one.ref.id} ({names[one.ref]})"
        yield Flaw((one.ref,), one.breaks, f"{who} in {region.name} {one.what}", AGAIN)


def judge_references(found: FoundFlows, region: Region, other: str) -> Iterator[Flaw]:
    """ARNs in flows that stand for nothing that is deployed here; above all those of the other region."""
    for flow in found.flows.flows:
        ref = Ref("module" if flow.type == "MODULE" else "flow", flow.id)
        for arn in sorted({arn for action in flow.actions for arn in _arns(action.parameters)}):
            who = f"the flow {flow.name} in {region.name} names {arn}"
            if f":{other}:" in arn:
                todo = "let it name the region by $.AwsRegion, and publish it in the region of the source"
                yield Flaw((ref,), True, f"{who}, which is in {other}", todo)
            elif AWS_REGION in arn or f":instance/{region.center.instance.id}/" in arn:
                todo = "civicline up PROGRAM; of a bot the replica must have the ids of the original"
                yield Flaw((ref,), False, f"{who}, which is not deployed there", todo)


def _arns(value: Any) -> Iterator[str]:
    """Deployed things are references by now; what is left as text is not."""
    if isinstance(value, str):
        if value.startswith("arn:"):
            yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _arns(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _arns(part)
