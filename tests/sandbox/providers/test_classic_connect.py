"""The associations of Amazon Connect, on an instance that aws-native makes in the same emulated AWS."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from sandbox.providers.classic.provider import AwsClassic
from sandbox.providers.native.provider import AwsNative
from sandbox.providers.session import Session
from tests.sandbox.providers.crud import Case, live_a_life

NUMBER_FLOW = "aws:connect/phoneNumberContactFlowAssociation:PhoneNumberContactFlowAssociation"
LAMBDA = "aws:connect/lambdaFunctionAssociation:LambdaFunctionAssociation"
FLOW = json.dumps(
    {
        "Version": "2019-10-30",
        "StartAction": "end",
        "Metadata": {},
        "Actions": [{"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}],
    }
)


@dataclass(frozen=True)
class Center:
    instance: str
    number: str
    flow: str
    other_flow: str


@pytest.fixture(scope="module")
def center(endpoint: str) -> Center:
    native = AwsNative(Session("aws-native", {"region": "us-east-1"}, {}, {"AWS_ENDPOINT_URL": endpoint}))

    def make(kind: str, name: str, **inputs: Any) -> str:
        type_ = f"aws-native:connect:{kind}"
        own = f"urn:pulumi:dev::evergreen::{type_}::{name}"
        checked, failures = native.check(own, type_, None, inputs, "0123456789abcdef")
        assert failures == []
        return native.create(own, type_, checked, own)[0]

    attributes = {"inboundCalls": True, "outboundCalls": True}
    arn = make("Instance", "i", identityManagementType="SAML", instanceAlias="tied", attributes=attributes)
    number = make("PhoneNumber", "n", targetArn=arn, type="DID", countryCode="US")
    flows = [make("ContactFlow", name, instanceArn=arn, type="CONTACT_FLOW", content=FLOW) for name in ("a", "b")]
    return Center(*(full.rsplit("/", 1)[1] for full in (arn, number, *flows)))


def test_a_number_is_tied_to_a_flow_for_a_life(aws: Callable[..., AwsClassic], center: Center) -> None:
    inputs = {"instanceId": center.instance, "phoneNumberId": center.number, "contactFlowId": center.flow}
    case = Case(NUMBER_FLOW, lambda _: inputs, replace={"contactFlowId": center.other_flow})
    assert live_a_life(aws(), case) == ["created", "read", "replaced", "deleted"]


def test_a_function_is_tied_to_an_instance_for_a_life(aws: Callable[..., AwsClassic], center: Center) -> None:
    arn = "arn:aws:lambda:us-east-1:999999999999:function:lookup"  # of another account: it cannot be checked here
    inputs = {"instanceId": center.instance, "functionArn": arn}
    case = Case(LAMBDA, lambda _: inputs, replace={"functionArn": f"{arn}-2"})
    assert live_a_life(aws(), case) == ["created", "read", "replaced", "deleted"]


def test_a_number_that_moved_to_the_next_flow_is_taken_off_that_one_as_by_the_real_provider(
    aws: Callable[..., AwsClassic], center: Center
) -> None:
    provider = aws()
    old = {"instanceId": center.instance, "phoneNumberId": center.number, "contactFlowId": center.flow}
    new = {**old, "contactFlowId": center.other_flow}
    first, _ = provider.create("urn:pulumi:d::p::t::n", NUMBER_FLOW, old, "t")
    second, outputs = provider.create("urn:pulumi:d::p::t::n", NUMBER_FLOW, new, "u")
    provider.delete("urn:pulumi:d::p::t::n", NUMBER_FLOW, first, old, old)
    assert not provider.read("urn:pulumi:d::p::t::n", NUMBER_FLOW, second, new, outputs)[0]
    provider.delete("urn:pulumi:d::p::t::n", NUMBER_FLOW, second, new, outputs)  # nothing is left to take off
