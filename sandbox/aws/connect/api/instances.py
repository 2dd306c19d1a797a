"""Instances and their attributes."""

from __future__ import annotations

from typing import Any

from sandbox.aws.cloudcontrol import views
from sandbox.aws.connect.desk import Desk, missing
from sandbox.aws.connect.kinds import TYPE
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.errors import invalid
from sandbox.aws.projection import as_tags
from sandbox.aws.replication.replicas import configuration
from sandbox.aws.store import Resource
from sandbox.aws.wire import page

INSTANCE = TYPE.format("Instance")

# Attribute of the API -> property of the registry, value where the registry's model is silent.
ATTRIBUTES = {
    "INBOUND_CALLS": ("InboundCalls", False),
    "OUTBOUND_CALLS": ("OutboundCalls", False),
    "CONTACTFLOW_LOGS": ("ContactflowLogs", False),
    "CONTACT_LENS": ("ContactLens", True),
    "AUTO_RESOLVE_BEST_VOICES": ("AutoResolveBestVoices", True),
    "USE_CUSTOM_TTS_VOICES": ("UseCustomTTSVoices", False),
    "EARLY_MEDIA": ("EarlyMedia", True),
    "MULTI_PARTY_CONFERENCE": ("MultiPartyConference", False),
    "HIGH_VOLUME_OUTBOUND": ("HighVolumeOutBound", False),
    "ENHANCED_CONTACT_MONITORING": ("EnhancedContactMonitoring", False),
    "ENHANCED_CHAT_MONITORING": ("EnhancedChatMonitoring", False),
    "MULTI_PARTY_CHAT_CONFERENCE": ("MultiPartyChatConference", False),
    "MESSAGE_STREAMING": ("MessageStreaming", False),
    "AUTO_MUTE_AGENT_ON_HOLD": ("AutoMuteAgentOnHold", False),
}


def _told(resource: Resource) -> dict[str, Any]:
    model = views.current(resource)
    attributes = model["Attributes"]
    return {
        **model,
        "CreatedTime": resource.created,
        "InboundCallsEnabled": attributes.get("InboundCalls", False),
        "OutboundCallsEnabled": attributes.get("OutboundCalls", False),
        "InstanceAccessUrl": f"https://{model.get('InstanceAlias', model['Id'])}.my.connect.aws",
    }


@operation("CreateInstance")
def create(desk: Desk) -> Answer:
    given = desk.params
    attributes = {"InboundCalls": given["InboundCallsEnabled"], "OutboundCalls": given["OutboundCallsEnabled"]}
    model: dict[str, Any] = {"IdentityManagementType": given["IdentityManagementType"], "Attributes": attributes}
    model |= {name: given[name] for name in ("InstanceAlias", "DirectoryId") if given.get(name)}
    if given.get("Tags"):
        model["Tags"] = as_tags(given["Tags"])
    made = desk.resources.create(INSTANCE, model)
    return {"Id": made.model["Id"], "Arn": made.identifier}


@operation("DescribeInstance")
def describe(desk: Desk) -> Answer:
    instance = desk.instance()
    told = {"Instance": tell("DescribeInstance", "Instance", _told(instance))}
    link = desk.resources.links.get(instance.model["Id"])
    return {**told, "ReplicationConfiguration": configuration(link)} if link else told


@operation("ListInstances")
def listed(desk: Desk) -> Answer:
    rows, following = page(desk.resources.store.of_type(INSTANCE), desk.params, usual=10)
    told = [_told(row) for row in rows]
    return {"InstanceSummaryList": tell("ListInstances", "InstanceSummaryList", told), **following}


@operation("DeleteInstance")
def delete(desk: Desk) -> Answer:
    desk.resources.delete(desk.instance())
    return {}


def _value(resource: Resource, name: str) -> dict[str, str]:
    if name not in ATTRIBUTES:
        raise missing(f"Attribute not found: {name}")
    property_name, usual = ATTRIBUTES[name]
    value = resource.model["Attributes"].get(property_name, usual)
    return {"AttributeType": name, "Value": str(value).lower()}


@operation("DescribeInstanceAttribute")
def attribute(desk: Desk) -> Answer:
    return {"Attribute": _value(desk.instance(), str(desk.params["AttributeType"]))}


@operation("ListInstanceAttributes")
def attributes(desk: Desk) -> Answer:
    instance = desk.instance()
    rows, following = page([_value(instance, name) for name in ATTRIBUTES], desk.params)
    return {"Attributes": rows, **following}


@operation("UpdateInstanceAttribute")
def update_attribute(desk: Desk) -> Answer:
    name, value = str(desk.params["AttributeType"]), str(desk.params["Value"]).lower()
    if name not in ATTRIBUTES or value not in ("true", "false"):
        raise invalid(f"{name} cannot be set to {value}")
    instance = desk.instance()
    changed = {**instance.model["Attributes"], ATTRIBUTES[name][0]: value == "true"}
    desk.change(instance, {"Attributes": changed})
    return {}
