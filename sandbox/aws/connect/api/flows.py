"""Flows, and flows associated with other resources."""

from __future__ import annotations

from sandbox.aws.connect import qualifiers
from sandbox.aws.connect.desk import Desk, missing
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.errors import Refusal
from sandbox.aws.place import last_part
from sandbox.aws.replication import shared
from sandbox.aws.rules.flows import SAVED
from sandbox.aws.wire import page

_VOICE = "VOICE_PHONE_NUMBER"


@operation("CreateContactFlow")
def create(desk: Desk) -> Answer:
    draft = desk.params.get("Status") == SAVED
    made = desk.create("ContactFlow", desk.properties({}, without=("Status",)), saved_only=draft)
    flow_hash = made.facts["FlowContentSha256"]
    return {
        "ContactFlowId": last_part(made.identifier),
        "ContactFlowArn": made.identifier,
        "FlowContentSha256": flow_hash,
    }


@operation("DescribeContactFlow")
def describe(desk: Desk) -> Answer:
    """Of a qualified flow the version that the qualifier stands for, under the qualified ARN."""
    given = str(desk.params["ContactFlowId"])
    flow, qualifier = desk.find("ContactFlow", given), qualifiers.of(given)
    if flow.facts["Status"] == SAVED and qualifier != qualifiers.DRAFT:
        message = "The flow has not been published."
        raise Refusal("InvalidRequest", "ContactFlowNotPublishedException", message)
    told = desk.told(flow)
    version = qualifiers.version(desk, flow, qualifier)
    if version is not None:
        told |= {"Arn": f"{flow.identifier}:{qualifier}", "Version": version.model["Version"]}
        told |= {"Content": version.facts["Content"], "FlowContentSha256": version.model["FlowContentSha256"]}
        told |= {"VersionDescription": version.model.get("Description", ""), "LastModifiedTime": version.created}
    return {"ContactFlow": tell("DescribeContactFlow", "ContactFlow", told)}


@operation("UpdateContactFlowContent")
def update_content(desk: Desk) -> Answer:
    desk.change(desk.find("ContactFlow", str(desk.params["ContactFlowId"])), {"Content": desk.params["Content"]})
    return {}


@operation("UpdateContactFlowMetadata", "UpdateContactFlowName")
def update_metadata(desk: Desk) -> Answer:
    changes = {name: desk.params[name] for name in ("Name", "Description") if name in desk.params}
    if "ContactFlowState" in desk.params:
        changes["State"] = desk.params["ContactFlowState"]
    desk.change(desk.find("ContactFlow", str(desk.params["ContactFlowId"])), changes)
    return {}


def _flows_of(desk: Desk) -> dict[tuple[str, str], str]:
    """(resource, kind) -> flow; voice numbers are associated by their own operation."""
    known: dict[tuple[str, str], str] = desk.instance().facts.setdefault("flow_associations", {})
    return known


@operation("AssociateFlow")
def associate(desk: Desk) -> Answer:
    flow = desk.find("ContactFlow", str(desk.params["FlowId"]))
    _flows_of(desk)[desk.params["ResourceId"], desk.params["ResourceType"]] = flow.identifier
    return {}


@operation("DisassociateFlow")
def disassociate(desk: Desk) -> Answer:
    if _flows_of(desk).pop((desk.params["ResourceId"], desk.params["ResourceType"]), None) is None:
        raise missing(f"No flow is associated with {desk.params['ResourceId']}")
    return {}


@operation("GetFlowAssociation")
def association(desk: Desk) -> Answer:
    resource, kind = desk.params["ResourceId"], desk.params["ResourceType"]
    flow = _flows_of(desk).get((resource, kind))
    if flow is None:
        raise missing(f"No flow is associated with {resource}")
    return {"ResourceId": resource, "ResourceType": kind, "FlowId": flow}


def _numbers(desk: Desk) -> dict[tuple[str, str], str]:
    """Voice numbers that start a flow of this instance, with the flow."""
    region = desk.resources.place.region
    inside = f"{desk.instance().identifier}/"
    found = [(one.identifier, shared.flow_of(one, region) or "") for one in shared.numbers(desk.resources)]
    return {(number, _VOICE): flow for number, flow in found if flow.startswith(inside)}


@operation("ListFlowAssociations", "BatchGetFlowAssociation")
def associations(desk: Desk) -> Answer:
    kind, wanted = desk.params.get("ResourceType"), desk.params.get("ResourceIds")
    found = [
        {"ResourceId": resource, "ResourceType": each, "FlowId": flow}
        for (resource, each), flow in {**_numbers(desk), **_flows_of(desk)}.items()
        if kind in (None, each) and (wanted is None or resource in wanted)
    ]
    rows, following = page(found, desk.params)
    return {"FlowAssociationSummaryList": rows, **following}
