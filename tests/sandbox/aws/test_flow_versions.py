"""Versions and aliases: what is immutable, what a number may start, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

OLD = "Welcome."
NEW = "Welcome back."


def content(text: str) -> str:
    say = {
        "Identifier": "greet",
        "Type": "MessageParticipant",
        "Parameters": {"Text": text},
        "Transitions": {"NextAction": "end", "Conditions": [], "Errors": []},
    }
    end = {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
    return json.dumps({"Version": "2019-10-30", "StartAction": "greet", "Metadata": {}, "Actions": [say, end]})


class Flow:
    """A published flow with two versions and an alias on the older one."""

    def __init__(self, connect: Any, instance: str) -> None:
        self.connect = connect
        made = connect.create_contact_flow(
            InstanceId=last(instance), Name="Line", Type="CONTACT_FLOW", Content=content(OLD)
        )
        self.arn = made["ContactFlowArn"]
        self.named = {"InstanceId": last(instance), "ContactFlowId": made["ContactFlowId"]}
        connect.create_contact_flow_version(**self.named)
        connect.update_contact_flow_content(**self.named, Content=content(NEW))
        connect.create_contact_flow_version(**self.named)
        connect.create_contact_flow_alias(**self.named, AliasName="live", ContactFlowVersion=1)
        (self.alias,) = connect.list_contact_flow_aliases(**self.named)["ContactFlowAliasSummaryList"]

    def text(self, qualifier: str = "") -> str:
        """What callers hear by this id."""
        given = {**self.named, "ContactFlowId": f"{self.named['ContactFlowId']}{qualifier}"}
        told = self.connect.describe_contact_flow(**given)["ContactFlow"]
        return str(json.loads(told["Content"])["Actions"][0]["Parameters"]["Text"])


def last(arn: str) -> str:
    return arn.rsplit("/", 1)[-1]


@pytest.fixture
def flow(connect: Any, instance: str) -> Flow:
    return Flow(connect, instance)


@pytest.fixture
def number(connect: Any, instance: str) -> str:
    claimed = connect.claim_phone_number(InstanceId=last(instance), PhoneNumber="+18085550111")
    return str(claimed["PhoneNumberId"])


def test_an_id_may_carry_a_version_an_alias_or_the_names_for_latest_and_saved(flow: Flow) -> None:
    assert (flow.text(), flow.text(":$LATEST"), flow.text(":$SAVED")) == (NEW, NEW, NEW)
    assert (flow.text(":1"), flow.text(":2")) == (OLD, NEW)
    assert (flow.text(f":{flow.alias['AliasId']}"), flow.text(":live")) == (OLD, OLD)


def test_an_alias_that_moves_changes_what_its_id_says(flow: Flow, connect: Any) -> None:
    qualifier = f":{flow.alias['AliasId']}"
    connect.update_contact_flow_alias(**flow.named, AliasId=flow.alias["AliasId"], ContactFlowVersion=2)
    assert flow.text(qualifier) == NEW
    (alias,) = connect.list_contact_flow_aliases(**flow.named)["ContactFlowAliasSummaryList"]
    assert (alias["Version"], alias["Arn"]) == (2, f"{flow.arn}{qualifier}")
    assert alias["LastModifiedTime"] >= flow.alias["LastModifiedTime"]


@pytest.mark.parametrize("qualifier", [":3", ":elsewhere"], ids=["version", "alias"])
def test_what_a_flow_does_not_have_is_not_found(flow: Flow, connect: Any, qualifier: str) -> None:
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        flow.text(qualifier)


def test_a_version_is_refused_when_the_content_is_not_what_its_maker_saw(flow: Flow, connect: Any) -> None:
    given = {**flow.named, "ContactFlowId": f"{flow.named['ContactFlowId']}:1"}
    old = connect.describe_contact_flow(**given)["ContactFlow"]["FlowContentSha256"]
    with pytest.raises(connect.exceptions.InvalidRequestException, match="does not match"):
        connect.create_contact_flow_version(**flow.named, FlowContentSha256=old)
    new = connect.describe_contact_flow(**flow.named)["ContactFlow"]["FlowContentSha256"]
    assert connect.create_contact_flow_version(**flow.named, FlowContentSha256=new)["Version"] == 3


def test_what_is_only_saved_can_be_read_as_saved_and_has_no_version(connect: Any, cc: Any, instance: str) -> None:
    iid = last(instance)
    made = connect.create_contact_flow(
        InstanceId=iid, Name="Draft", Type="CONTACT_FLOW", Content=content(OLD), Status="SAVED"
    )
    draft = {"InstanceId": iid, "ContactFlowId": made["ContactFlowId"]}
    with pytest.raises(connect.exceptions.ContactFlowNotPublishedException):
        connect.describe_contact_flow(**draft)
    saved = connect.describe_contact_flow(InstanceId=iid, ContactFlowId=f"{made['ContactFlowId']}:$SAVED")
    assert saved["ContactFlow"]["Status"] == "SAVED"
    with pytest.raises(connect.exceptions.InvalidRequestException, match="not been published"):
        connect.create_contact_flow_version(**draft)
    assert "not been published" in cc.refused("ContactFlowVersion", ContactFlowId=made["ContactFlowArn"])[1]


def test_a_number_starts_an_alias_and_says_so(flow: Flow, connect: Any, number: str) -> None:
    qualified = f"{flow.named['ContactFlowId']}:{flow.alias['AliasId']}"
    instance = flow.named["InstanceId"]
    connect.associate_phone_number_contact_flow(PhoneNumberId=number, InstanceId=instance, ContactFlowId=qualified)
    (tie,) = connect.list_flow_associations(InstanceId=instance)["FlowAssociationSummaryList"]
    assert tie["FlowId"] == flow.alias["Arn"]
    with pytest.raises(connect.exceptions.ClientError, match="starts the flow"):
        connect.delete_contact_flow(**flow.named)


def test_a_number_starts_no_alias_that_is_not_there(flow: Flow, connect: Any, number: str) -> None:
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.associate_phone_number_contact_flow(
            PhoneNumberId=number,
            InstanceId=flow.named["InstanceId"],
            ContactFlowId=f"{flow.named['ContactFlowId']}:nowhere",
        )


def test_cloud_control_numbers_versions_and_keeps_their_content(flow: Flow, cc: Any, connect: Any) -> None:
    made = cc.make("ContactFlowVersion", ContactFlowId=flow.arn, Description="by the registry")
    assert made == f"{flow.arn}:3"
    connect.update_contact_flow_content(**flow.named, Content=content("Later."))
    assert flow.text(":3") == NEW


def test_a_test_case_is_kept_and_changed_but_not_run(connect: Any, instance: str) -> None:
    """The sandbox executes no contact, so it offers no execution rather than a made-up verdict."""
    iid = last(instance)
    made = connect.create_test_case(InstanceId=iid, Name="Greets", Content="{}", Status="PUBLISHED")
    named = {"InstanceId": iid, "TestCaseId": made["TestCaseId"]}
    connect.update_test_case(**named, Content='{"Version":"2019-10-30"}')
    told = connect.describe_test_case(**named)["TestCase"]
    assert (told["Name"], told["Content"], told["Status"]) == ("Greets", '{"Version":"2019-10-30"}', "PUBLISHED")
    with pytest.raises(connect.exceptions.InvalidRequestException, match="does not emulate"):
        connect.start_test_case_execution(**named)
