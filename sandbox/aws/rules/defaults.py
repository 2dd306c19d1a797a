"""What a new instance contains: flows, hours, a queue, statuses, security profiles, a routing profile, prompts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.aws.resources import Resources

_DAYS = ("SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY")
_FLOWS: Mapping[str, str] = {
    "Default agent hold": "AGENT_HOLD",
    "Default agent transfer": "AGENT_TRANSFER",
    "Default agent whisper": "AGENT_WHISPER",
    "Default customer hold": "CUSTOMER_HOLD",
    "Default customer queue": "CUSTOMER_QUEUE",
    "Default customer whisper": "CUSTOMER_WHISPER",
    "Default outbound": "OUTBOUND_WHISPER",
    "Default queue transfer": "QUEUE_TRANSFER",
    "Sample inbound flow (first contact experience)": "CONTACT_FLOW",
}
_STATUSES = (("Available", "ROUTABLE", 1), ("Offline", "OFFLINE", 2))
_BASIC = ("BasicAgentAccess", "OutboundCallAccess")
_SECURITY: Mapping[str, tuple[str, ...]] = {
    "Admin": (*_BASIC, "AccessMetrics", "ContactFlows.Create", "ContactFlows.Publish", "Queues.Create", "Users.Create"),
    "Agent": _BASIC,
    "CallCenterManager": (*_BASIC, "AccessMetrics", "Queues.Edit", "RoutingPolicies.Edit", "Users.Edit"),
    "QualityAnalyst": ("AccessMetrics", "ManagerListenIn", "RecordedContacts.Access"),
}
_PROMPTS = ("Beep.wav", "CustomerHold.wav", "CustomerQueue.wav", "Music_Pop_ThisAndThatIsLife_Inst.wav")


def populate(resources: Resources, instance: str) -> None:
    def make(kind: str, **properties: Any) -> str:
        model = {"InstanceArn": instance, **properties}
        return resources.create(f"AWS::Connect::{kind}", model, by_service=True).identifier

    for name, flow_type in _FLOWS.items():
        make("ContactFlow", Name=name, Type=flow_type, State="ACTIVE", Content=_content(flow_type), Description=name)
    hours = make("HoursOfOperation", Name="Basic Hours", TimeZone="America/New_York", Config=_always())
    queue = make("Queue", Name="BasicQueue", HoursOfOperationArn=hours, Status="ENABLED", Description="A basic queue")
    for name, kind, order in _STATUSES:
        make("AgentStatus", Name=name, Type=kind, State="ENABLED", DisplayOrder=order)
    for name, permissions in _SECURITY.items():
        make("SecurityProfile", SecurityProfileName=name, Permissions=list(permissions), Description=name)
    make(
        "RoutingProfile",
        Name="Basic Routing Profile",
        Description="A simple routing profile",
        DefaultOutboundQueueArn=queue,
        MediaConcurrencies=[{"Channel": "VOICE", "Concurrency": 1}],
        QueueConfigs=[{"Delay": 0, "Priority": 1, "QueueReference": {"Channel": "VOICE", "QueueArn": queue}}],
    )
    for name in _PROMPTS:
        make("Prompt", Name=name)


def _always() -> list[dict[str, Any]]:
    midnight = {"Hours": 0, "Minutes": 0}
    return [{"Day": day, "StartTime": midnight, "EndTime": midnight} for day in _DAYS]


def _content(flow_type: str) -> str:
    if flow_type in ("AGENT_HOLD", "CUSTOMER_HOLD", "CUSTOMER_QUEUE"):
        messages = [{"Text": "Please wait. "}]
        loop = {"Identifier": "loop", "Type": "MessageParticipantIteratively", "Parameters": {"Messages": messages}}
        actions = [{**loop, "Transitions": {"NextAction": "loop", "Conditions": [], "Errors": []}}]
    else:
        last = "DisconnectParticipant" if flow_type in ("CONTACT_FLOW", "QUEUE_TRANSFER") else "EndFlowExecution"
        last = "TransferContactToAgent" if flow_type == "AGENT_TRANSFER" else last
        actions = [{"Identifier": "end", "Type": last, "Parameters": {}, "Transitions": {}}]
    document = {"Version": "2019-10-30", "StartAction": actions[0]["Identifier"], "Metadata": {}, "Actions": actions}
    return json.dumps(document)
