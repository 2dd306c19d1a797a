"""Flows, their versions and aliases, and flows associated with other resources."""

from __future__ import annotations

from typing import Any

from sandbox.aws import minting
from sandbox.aws.connect.desk import Desk, missing
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.errors import Refusal
from sandbox.aws.place import last_part
from sandbox.aws.rules.flows import SAVED
from sandbox.aws.store import Resource
from sandbox.aws.wire import page

_VOICE = "VOICE_PHONE_NUMBER"
_ALIAS = {"AliasName": "Name", "AliasDescription": "Description", "Version": "ContactFlowModuleVersion"}


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
    given = str(desk.params["ContactFlowId"])
    flow = desk.find("ContactFlow", given)
    _, _, qualifier = last_part(given).partition(":")
    if flow.facts["Status"] == SAVED and qualifier != "$SAVED":
        message = "The flow has not been published."
        raise Refusal("InvalidRequest", "ContactFlowNotPublishedException", message)
    told = desk.told(flow)
    if qualifier.isdigit():
        version = _version(desk, flow, int(qualifier))
        told |= {"Version": int(qualifier), "Content": version.facts["Content"]}
        told |= {"VersionDescription": version.model.get("Description", "")}
    return {"ContactFlow": tell("DescribeContactFlow", "ContactFlow", told)}


def _versions(desk: Desk, kind: str, parent: Resource, by: str) -> list[Resource]:
    everything = desk.resources.store.of_type(f"AWS::Connect::{kind}")
    return [one for one in everything if one.model[by] == parent.identifier]


def _version(desk: Desk, flow: Resource, number: int) -> Resource:
    for one in _versions(desk, "ContactFlowVersion", flow, "ContactFlowId"):
        if one.model["Version"] == number:
            return one
    raise missing(f"Version {number} of the flow was not found")


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


@operation("CreateContactFlowVersion")
def create_version(desk: Desk) -> Answer:
    flow = desk.find("ContactFlow", str(desk.params["ContactFlowId"]))
    return _new_version(desk, "ContactFlowVersion", "ContactFlowId", flow, "ContactFlowArn")


@operation("CreateContactFlowModuleVersion")
def create_module_version(desk: Desk) -> Answer:
    module = desk.find("ContactFlowModule", str(desk.params["ContactFlowModuleId"]))
    return _new_version(desk, "ContactFlowModuleVersion", "ContactFlowModuleId", module, "ContactFlowModuleArn")


def _new_version(desk: Desk, kind: str, by: str, parent: Resource, arn: str) -> Answer:
    model: dict[str, Any] = {by: parent.identifier}
    if desk.params.get("Description"):
        model["Description"] = desk.params["Description"]
    made = desk.resources.create(f"AWS::Connect::{kind}", model)
    return {arn: made.identifier, "Version": made.model["Version"]}


@operation("ListContactFlowVersions")
def versions(desk: Desk) -> Answer:
    flow = desk.find("ContactFlow", str(desk.params["ContactFlowId"]))
    found = _versions(desk, "ContactFlowVersion", flow, "ContactFlowId")
    return _summaries(desk, "ListContactFlowVersions", "ContactFlowVersionSummaryList", found)


@operation("ListContactFlowModuleVersions")
def module_versions(desk: Desk) -> Answer:
    module = desk.find("ContactFlowModule", str(desk.params["ContactFlowModuleId"]))
    found = _versions(desk, "ContactFlowModuleVersion", module, "ContactFlowModuleId")
    return _summaries(desk, "ListContactFlowModuleVersions", "ContactFlowModuleVersionSummaryList", found)


def _summaries(desk: Desk, name: str, member: str, found: list[Resource]) -> Answer:
    rows, following = page(sorted(found, key=lambda one: -one.model["Version"]), desk.params)
    told = [{**desk.told(one), "Arn": one.identifier} for one in rows]
    return {member: tell(name, member, told, {"VersionDescription": "Description"}), **following}


@operation("CreateContactFlowModuleAlias")
def create_module_alias(desk: Desk) -> Answer:
    module = desk.find("ContactFlowModule", str(desk.params["ContactFlowModuleId"]))
    model = {
        "ContactFlowModuleId": module.identifier,
        "ContactFlowModuleVersion": desk.params["ContactFlowModuleVersion"],
        "Name": desk.params["AliasName"],
    }
    if desk.params.get("Description"):
        model["Description"] = desk.params["Description"]
    made = desk.resources.create("AWS::Connect::ContactFlowModuleAlias", model)
    return {"ContactFlowModuleArn": made.identifier, "Id": made.model["AliasId"]}


@operation("ListContactFlowModuleAliases")
def module_aliases(desk: Desk) -> Answer:
    module = desk.find("ContactFlowModule", str(desk.params["ContactFlowModuleId"]))
    found = _versions(desk, "ContactFlowModuleAlias", module, "ContactFlowModuleId")
    rows, following = page(found, desk.params)
    member = "ContactFlowModuleAliasSummaryList"
    told = [{**desk.told(one), "Arn": one.identifier} for one in rows]
    return {member: tell("ListContactFlowModuleAliases", member, told, _ALIAS), **following}


def _aliases(flow: Resource) -> dict[str, dict[str, Any]]:
    """Flow aliases have no registry type: they live with their flow."""
    aliases: dict[str, dict[str, Any]] = flow.facts.setdefault("aliases", {})
    return aliases


@operation("CreateContactFlowAlias")
def create_alias(desk: Desk) -> Answer:
    flow = desk.find("ContactFlow", str(desk.params["ContactFlowId"]))
    number, name = int(desk.params["ContactFlowVersion"]), desk.params["AliasName"]
    _version(desk, flow, number)
    if any(alias["Name"] == name for alias in _aliases(flow).values()):
        raise Refusal("AlreadyExists", "DuplicateResourceException", f"The alias {name} already exists.")
    identifier = minting.new_id()
    alias = {"Name": name, "Version": number, "AliasId": identifier, "Description": desk.params.get("Description", "")}
    _aliases(flow)[identifier] = alias
    return {"ContactFlowArn": f"{flow.identifier}:{name}", "Id": identifier}


def _alias(desk: Desk) -> tuple[Resource, dict[str, Any]]:
    flow = desk.find("ContactFlow", str(desk.params["ContactFlowId"]))
    wanted = desk.params["AliasId"]
    if wanted not in _aliases(flow):
        raise missing(f"Alias not found: {wanted}")
    return flow, _aliases(flow)[wanted]


@operation("DescribeContactFlowAlias")
def describe_alias(desk: Desk) -> Answer:
    flow, alias = _alias(desk)
    told = {**alias, "ContactFlowId": last_part(flow.identifier), "ContactFlowArn": flow.identifier}
    return {"ContactFlowAlias": told}


@operation("UpdateContactFlowAlias")
def update_alias(desk: Desk) -> Answer:
    flow, alias = _alias(desk)
    if "ContactFlowVersion" in desk.params:
        _version(desk, flow, int(desk.params["ContactFlowVersion"]))
        alias["Version"] = int(desk.params["ContactFlowVersion"])
    alias.update({name: desk.params[name] for name in ("Name", "Description") if name in desk.params})
    return {}


@operation("DeleteContactFlowAlias")
def delete_alias(desk: Desk) -> Answer:
    flow, alias = _alias(desk)
    del _aliases(flow)[alias["AliasId"]]
    return {}


@operation("ListContactFlowAliases")
def aliases(desk: Desk) -> Answer:
    flow = desk.find("ContactFlow", str(desk.params["ContactFlowId"]))
    told = [
        {
            "Arn": f"{flow.identifier}:{alias['Name']}",
            "AliasName": alias["Name"],
            "AliasDescription": alias["Description"],
        }
        | {"AliasId": alias["AliasId"], "Version": alias["Version"]}
        for alias in _aliases(flow).values()
    ]
    rows, following = page(told, desk.params)
    return {"ContactFlowAliasSummaryList": rows, **following}


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


def _numbers(desk: Desk) -> list[Resource]:
    """Voice numbers that start a flow of this instance."""
    inside = f"{desk.instance().identifier}/"
    numbers = desk.resources.store.of_type("AWS::Connect::PhoneNumber")
    return [one for one in numbers if str(one.facts.get("ContactFlowArn", "")).startswith(inside)]


@operation("ListFlowAssociations", "BatchGetFlowAssociation")
def associations(desk: Desk) -> Answer:
    kind, wanted = desk.params.get("ResourceType"), desk.params.get("ResourceIds")
    voice = {(one.identifier, _VOICE): one.facts["ContactFlowArn"] for one in _numbers(desk)}
    found = [
        {"ResourceId": resource, "ResourceType": each, "FlowId": flow}
        for (resource, each), flow in {**voice, **_flows_of(desk)}.items()
        if kind in (None, each) and (wanted is None or resource in wanted)
    ]
    rows, following = page(found, desk.params)
    return {"FlowAssociationSummaryList": rows, **following}
