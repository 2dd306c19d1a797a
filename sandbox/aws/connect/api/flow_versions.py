"""Versions and aliases of flows and of modules."""

from __future__ import annotations

from typing import Any

from sandbox.aws import clock, minting
from sandbox.aws.connect import qualifiers
from sandbox.aws.connect.desk import Desk, missing
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.errors import Refusal
from sandbox.aws.place import last_part
from sandbox.aws.store import Resource
from sandbox.aws.wire import page

_MODULE_ALIAS = {"AliasName": "Name", "AliasDescription": "Description", "Version": "ContactFlowModuleVersion"}
_ALIAS = {"AliasName": "Name", "AliasDescription": "Description"}


@operation("CreateContactFlowVersion")
def create_version(desk: Desk) -> Answer:
    flow = desk.find("ContactFlow", str(desk.params["ContactFlowId"]))
    _guard(desk, "FlowContentSha256", flow)
    return _new_version(desk, "ContactFlowVersion", "ContactFlowId", flow, "ContactFlowArn")


@operation("CreateContactFlowModuleVersion")
def create_module_version(desk: Desk) -> Answer:
    module = desk.find("ContactFlowModule", str(desk.params["ContactFlowModuleId"]))
    _guard(desk, "FlowModuleContentSha256", module)
    return _new_version(desk, "ContactFlowModuleVersion", "ContactFlowModuleId", module, "ContactFlowModuleArn")


def _guard(desk: Desk, name: str, parent: Resource) -> None:
    """A version is refused when the content is not the one that the caller saw."""
    given = desk.params.get(name)
    if given and given != minting.digest(parent.model["Content"]):
        message = f"The provided {name} does not match the latest published content."
        raise Refusal("InvalidRequest", "InvalidRequestException", message)


def _new_version(desk: Desk, kind: str, by: str, parent: Resource, arn: str) -> Answer:
    model: dict[str, Any] = {by: parent.identifier}
    if desk.params.get("Description"):
        model["Description"] = desk.params["Description"]
    made = desk.resources.create(f"AWS::Connect::{kind}", model)
    return {arn: made.identifier, "Version": made.model["Version"]}


@operation("ListContactFlowVersions")
def versions(desk: Desk) -> Answer:
    flow = desk.find("ContactFlow", str(desk.params["ContactFlowId"]))
    found = qualifiers.versions(desk, "ContactFlowVersion", flow, "ContactFlowId")
    return _summaries(desk, "ListContactFlowVersions", "ContactFlowVersionSummaryList", found)


@operation("ListContactFlowModuleVersions")
def module_versions(desk: Desk) -> Answer:
    module = desk.find("ContactFlowModule", str(desk.params["ContactFlowModuleId"]))
    found = qualifiers.versions(desk, "ContactFlowModuleVersion", module, "ContactFlowModuleId")
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
    found = qualifiers.versions(desk, "ContactFlowModuleAlias", module, "ContactFlowModuleId")
    rows, following = page(found, desk.params)
    member = "ContactFlowModuleAliasSummaryList"
    told = [{**desk.told(one), "Arn": one.identifier} for one in rows]
    return {member: tell("ListContactFlowModuleAliases", member, told, _MODULE_ALIAS), **following}


@operation("CreateContactFlowAlias")
def create_alias(desk: Desk) -> Answer:
    flow = desk.find("ContactFlow", str(desk.params["ContactFlowId"]))
    number, name = int(desk.params["ContactFlowVersion"]), desk.params["AliasName"]
    qualifiers.numbered(desk, flow, number)
    known = qualifiers.aliases(flow)
    if any(alias["Name"] == name for alias in known.values()):
        raise Refusal("AlreadyExists", "DuplicateResourceException", f"The alias {name} already exists.")
    identifier = minting.new_id()
    known[identifier] = {
        "Name": name,
        "Version": number,
        "AliasId": identifier,
        "Description": desk.params.get("Description", ""),
        "LastModifiedTime": clock.now(),
        "LastModifiedRegion": desk.resources.place.region,
    }
    desk.resources.noted(flow)
    return {"ContactFlowArn": flow.identifier, "Id": identifier}


def _alias(desk: Desk) -> tuple[Resource, dict[str, Any]]:
    flow = desk.find("ContactFlow", str(desk.params["ContactFlowId"]))
    wanted = desk.params["AliasId"]
    if wanted not in qualifiers.aliases(flow):
        raise missing(f"Alias not found: {wanted}")
    return flow, qualifiers.aliases(flow)[wanted]


@operation("DescribeContactFlowAlias")
def describe_alias(desk: Desk) -> Answer:
    flow, alias = _alias(desk)
    told = {**alias, "ContactFlowId": last_part(flow.identifier), "ContactFlowArn": flow.identifier}
    return {"ContactFlowAlias": tell("DescribeContactFlowAlias", "ContactFlowAlias", told)}


@operation("UpdateContactFlowAlias")
def update_alias(desk: Desk) -> Answer:
    flow, alias = _alias(desk)
    if "ContactFlowVersion" in desk.params:
        qualifiers.numbered(desk, flow, int(desk.params["ContactFlowVersion"]))
        alias["Version"] = int(desk.params["ContactFlowVersion"])
    alias.update({name: desk.params[name] for name in ("Name", "Description") if name in desk.params})
    alias["LastModifiedTime"], alias["LastModifiedRegion"] = clock.now(), desk.resources.place.region
    desk.resources.noted(flow)
    return {}


@operation("DeleteContactFlowAlias")
def delete_alias(desk: Desk) -> Answer:
    flow, alias = _alias(desk)
    del qualifiers.aliases(flow)[alias["AliasId"]]
    desk.resources.noted(flow)
    return {}


@operation("ListContactFlowAliases")
def aliases(desk: Desk) -> Answer:
    """The alias's own ARN ends in its id, as that of a module's alias does in the registry's pattern."""
    flow = desk.find("ContactFlow", str(desk.params["ContactFlowId"]))
    found = qualifiers.aliases(flow).values()
    rows, following = page([{**alias, "Arn": f"{flow.identifier}:{alias['AliasId']}"} for alias in found], desk.params)
    member = "ContactFlowAliasSummaryList"
    return {member: tell("ListContactFlowAliases", member, rows, _ALIAS), **following}
