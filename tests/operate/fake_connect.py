"""Flows of one Amazon Connect instance, kept by hand: content, versions, aliases; what is not there is refused."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError

from operate.aws import USUAL, Patience, Target
from spec.deployed import DeployedCenter, DeployedResource, Instance

INSTANCE = "arn:aws:connect:us-west-2:000000000101:instance/i"
MADE = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC)


def content(text: str, queue: str = f"{INSTANCE}/queue/q1") -> str:
    """A flow that says something and goes to a queue."""
    actions = [
        _action("greet", "MessageParticipant", {"Text": text}, "queue"),
        _action("queue", "UpdateContactTargetQueue", {"QueueId": queue}, "end"),
        {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}},
    ]
    return json.dumps({"Version": "2019-10-30", "StartAction": "greet", "Metadata": {}, "Actions": actions})


def _action(id_: str, type_: str, parameters: dict[str, str], then: str) -> dict[str, Any]:
    transitions = {"NextAction": then, "Conditions": [], "Errors": []}
    return {"Identifier": id_, "Type": type_, "Parameters": parameters, "Transitions": transitions}


@dataclass
class Flow:
    name: str
    content: str
    versions: list[str] = field(default_factory=list)
    aliases: dict[str, dict[str, Any]] = field(default_factory=dict)


class FakeConnect:
    """calls: every operation that changed something, in order. stuck: an alias does not move, and nobody says so."""

    meta = SimpleNamespace(service_model=SimpleNamespace(service_name="connect"), region_name="us-west-2")

    def __init__(self, **flows: Flow) -> None:
        self.flows = flows
        self.calls: list[str] = []
        self.stuck = False

    def describe_contact_flow(self, **given: Any) -> dict[str, Any]:
        flow, qualifier = self._flow(given, "DescribeContactFlow")
        alias = flow.aliases.get(qualifier)
        number = alias["Version"] if alias else int(qualifier or 0)
        text = flow.versions[number - 1] if number else flow.content
        told = {"Name": flow.name, "Type": "CONTACT_FLOW", "Status": "PUBLISHED", "Content": text}
        return {"ContactFlow": {**told, "FlowContentSha256": digest(text)}}

    def list_contact_flows(self, **given: Any) -> dict[str, Any]:
        assert given == {"InstanceId": "i"}
        rows = [{"Id": id_, "Arn": f"{INSTANCE}/contact-flow/{id_}", "Name": f.name} for id_, f in self.flows.items()]
        return {"ContactFlowSummaryList": rows}

    def list_contact_flow_modules(self, **given: Any) -> dict[str, Any]:
        assert given == {"InstanceId": "i"}
        return {"ContactFlowModulesSummaryList": []}

    def list_contact_flow_versions(self, **given: Any) -> dict[str, Any]:
        """One a page, the newest first."""
        flow, _ = self._flow(given, "ListContactFlowVersions")
        rows = [
            {"Version": number, "LastModifiedTime": MADE + dt.timedelta(hours=number), "VersionDescription": "ours"}
            for number in range(len(flow.versions), 0, -1)
        ]
        at = int(given.get("NextToken", 0))
        more = {"NextToken": str(at + 1)} if at + 1 < len(rows) else {}
        return {"ContactFlowVersionSummaryList": rows[at : at + 1], **more}

    def create_contact_flow_version(self, **given: Any) -> dict[str, Any]:
        flow, _ = self._flow(given, "CreateContactFlowVersion")
        if given["FlowContentSha256"] != digest(flow.content):
            raise refused("InvalidRequestException", "CreateContactFlowVersion")
        flow.versions.append(flow.content)
        self.calls.append("create version")
        return {"Version": len(flow.versions)}

    def list_contact_flow_aliases(self, **given: Any) -> dict[str, Any]:
        flow, _ = self._flow(given, "ListContactFlowAliases")
        return {"ContactFlowAliasSummaryList": [dict(alias) for alias in flow.aliases.values()]}

    def create_contact_flow_alias(self, **given: Any) -> dict[str, Any]:
        flow, _ = self._flow(given, "CreateContactFlowAlias")
        arn = f"{INSTANCE}/contact-flow/{given['ContactFlowId']}:a1"
        alias = {"AliasId": "a1", "AliasName": given["AliasName"], "Version": given["ContactFlowVersion"], "Arn": arn}
        flow.aliases["a1"] = alias
        self.calls.append("create alias")
        return {"Id": "a1"}

    def update_contact_flow_alias(self, **given: Any) -> dict[str, Any]:
        flow, _ = self._flow(given, "UpdateContactFlowAlias")
        if not self.stuck:
            flow.aliases[given["AliasId"]]["Version"] = given["ContactFlowVersion"]
        self.calls.append(f"alias to {given['ContactFlowVersion']}")
        return {}

    def delete_contact_flow_alias(self, **given: Any) -> dict[str, Any]:
        flow, _ = self._flow(given, "DeleteContactFlowAlias")
        del flow.aliases[given["AliasId"]]
        self.calls.append("delete alias")
        return {}

    def _flow(self, given: dict[str, Any], operation: str) -> tuple[Flow, str]:
        assert given["InstanceId"] == "i"
        id_, _, qualifier = given["ContactFlowId"].partition(":")
        if id_ not in self.flows:
            raise refused("ResourceNotFoundException", operation)
        flow = self.flows[id_]
        if qualifier and qualifier not in flow.aliases and int(qualifier) > len(flow.versions):
            raise refused("ResourceNotFoundException", operation)
        return flow, qualifier


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def refused(code: str, operation: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, operation)


def alias(version: int) -> dict[str, dict[str, Any]]:
    arn = f"{INSTANCE}/contact-flow/f1:a1"
    return {"a1": {"AliasId": "a1", "AliasName": "live", "Version": version, "Arn": arn, "LastModifiedTime": MADE}}


@dataclass(frozen=True)
class Here(Target):
    """An AWS whose only client is the fake."""

    connect: Any = None

    def client(self, service: str, region: str, patience: Patience = USUAL) -> Any:
        assert (service, region, patience) == ("connect", "us-west-2", USUAL)
        return self.connect


def row(kind: str, id_: str, name: str, aws_id: str, arn: str) -> DeployedResource:
    return DeployedResource(kind=kind, id=id_, name=name, aws_id=aws_id, arn=arn)


CENTER = DeployedCenter(
    region="us-west-2",
    account="000000000101",
    alias="civic",
    instance=Instance(id="i", arn=INSTANCE),
    resources=(
        row("queue", "billing", "Billing", "q1", f"{INSTANCE}/queue/q1"),
        row("flow", "line-main", "Line Main", "f1", f"{INSTANCE}/contact-flow/f1"),
        row("flow", "queue-billing", "Billing", "f2", f"{INSTANCE}/contact-flow/f2"),
        row("flow_alias", "line-main", "live", "a1", f"{INSTANCE}/contact-flow/f1:a1"),
    ),
)


def standing(*versions: str, at: int) -> FakeConnect:
    """line-main with these versions and its alias at one of them, and a flow that it calls."""
    line = Flow("Line Main", versions[-1], list(versions), alias(at))
    return FakeConnect(f1=line, f2=Flow("Billing", content("One moment.")))
