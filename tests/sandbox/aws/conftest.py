"""The emulated AWS in this process: moto's in-process mode, our services registered, no sockets."""

import functools
import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from sandbox.aws import clock, settings
from sandbox.aws.install import install
from sandbox.aws.settings import Settings

install()

REGION = "us-east-1"


class CloudControl:
    """Cloud Control as a provider uses it: a type by its short name, a model, the final event."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def event(self, kind: str, model: dict[str, Any], **more: Any) -> dict[str, Any]:
        answer = self.client.create_resource(TypeName=named(kind), DesiredState=json.dumps(model), **more)
        event: dict[str, Any] = answer["ProgressEvent"]
        return event

    def make(self, kind: str, **model: Any) -> str:
        event = self.event(kind, model)
        assert event["OperationStatus"] == "SUCCESS", event
        identifier: str = event["Identifier"]
        return identifier

    def refused(self, kind: str, **model: Any) -> tuple[str, str]:
        event = self.event(kind, model)
        assert event["OperationStatus"] == "FAILED", event
        return event["ErrorCode"], event["StatusMessage"]

    def read(self, kind: str, identifier: str) -> dict[str, Any]:
        answer = self.client.get_resource(TypeName=named(kind), Identifier=identifier)
        model: dict[str, Any] = json.loads(answer["ResourceDescription"]["Properties"])
        return model

    def patch(self, kind: str, identifier: str, *steps: dict[str, Any]) -> dict[str, Any]:
        document = json.dumps(steps)
        answer = self.client.update_resource(TypeName=named(kind), Identifier=identifier, PatchDocument=document)
        event: dict[str, Any] = answer["ProgressEvent"]
        return event

    def set(self, kind: str, identifier: str, name: str, value: Any) -> dict[str, Any]:
        return self.patch(kind, identifier, {"op": "add", "path": f"/{name}", "value": value})

    def delete(self, kind: str, identifier: str) -> dict[str, Any]:
        event: dict[str, Any] = self.client.delete_resource(TypeName=named(kind), Identifier=identifier)[
            "ProgressEvent"
        ]
        return event

    def list(self, kind: str, **scope: Any) -> list[str]:
        more = {"ResourceModel": json.dumps(scope)} if scope else {}
        pages = self.client.get_paginator("list_resources").paginate(TypeName=named(kind), **more)
        return [row["Identifier"] for page in pages for row in page["ResourceDescriptions"]]


def named(kind: str) -> str:
    return f"AWS::{kind}" if "::" in kind else f"AWS::Connect::{kind}"


@functools.cache
def client(service: str, region: str = REGION) -> Any:
    """Made once: building a client of 405 operations takes longer than the test."""
    keys: dict[str, Any] = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    return boto3.client(service, region_name=region, **keys)


@pytest.fixture
def aws() -> Iterator[Callable[..., Any]]:
    """A maker of clients of a fresh account."""
    settings.use(Settings(latency_scale=0.0))
    with mock_aws():
        yield client
    settings.use(Settings())
    clock.use(None)


@pytest.fixture
def cc(aws: Callable[..., Any]) -> CloudControl:
    return CloudControl(aws("cloudcontrol"))


@pytest.fixture
def connect(aws: Callable[..., Any]) -> Any:
    return aws("connect")


@pytest.fixture
def instance(cc: CloudControl) -> str:
    attributes = {"InboundCalls": True, "OutboundCalls": True}
    return cc.make("Instance", IdentityManagementType="SAML", InstanceAlias="civic", Attributes=attributes)


@pytest.fixture
def hours(cc: CloudControl, instance: str) -> str:
    return cc.make("HoursOfOperation", InstanceArn=instance, Name="Office", TimeZone="Pacific/Honolulu", Config=WEEK)


@pytest.fixture
def queue(cc: CloudControl, instance: str, hours: str) -> str:
    return cc.make("Queue", InstanceArn=instance, Name="Benefits", HoursOfOperationArn=hours)


WEEK = [
    {"Day": day, "StartTime": {"Hours": 8, "Minutes": 0}, "EndTime": {"Hours": 17, "Minutes": 0}}
    for day in ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY")
]


def flow_content(*actions: dict[str, Any]) -> str:
    listed = list(actions) or [
        {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
    ]
    document = {"Version": "2019-10-30", "StartAction": listed[0]["Identifier"], "Metadata": {}, "Actions": listed}
    return json.dumps(document)


@pytest.fixture
def flow(cc: CloudControl, instance: str) -> str:
    return cc.make("ContactFlow", InstanceArn=instance, Name="Main", Type="CONTACT_FLOW", Content=flow_content())


@pytest.fixture
def set_settings() -> Iterator[Callable[..., None]]:
    def use(**changes: Any) -> None:
        settings.use(Settings(**{"latency_scale": 0.0, **changes}))

    yield use
    settings.use(Settings())
