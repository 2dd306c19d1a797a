"""Chats and tasks that the API begins."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.aws.place import last_part as last
from tests.sandbox.aws.conftest import flow_content

TOKEN = "6a1f0f8e-0000-4000-8000-000000000001"
NAMED = {"DisplayName": "A. Visitor"}


def test_a_chat_begins_in_a_published_flow_and_can_be_read_back(connect: Any, instance: str, flow: str) -> None:
    named = {"InstanceId": last(instance), "ContactFlowId": last(flow)}
    made = connect.start_chat_contact(**named, ParticipantDetails=NAMED, Attributes={"a": "b"})
    assert made["ParticipantId"]
    assert made["ParticipantToken"]
    told = connect.describe_contact(InstanceId=last(instance), ContactId=made["ContactId"])["Contact"]
    assert (told["Channel"], told["InitiationMethod"], told["Attributes"]) == ("CHAT", "API", {"a": "b"})


def test_one_token_is_one_contact(connect: Any, instance: str, flow: str) -> None:
    named = {"InstanceId": last(instance), "ContactFlowId": last(flow), "ClientToken": TOKEN}
    first = connect.start_chat_contact(**named, ParticipantDetails=NAMED)
    again = connect.start_chat_contact(**named, ParticipantDetails=NAMED)
    names = ("ContactId", "ParticipantId", "ParticipantToken")
    assert [first[name] for name in names] == [again[name] for name in names]


def test_a_task_keeps_its_name_and_description(connect: Any, instance: str, flow: str) -> None:
    named = {"InstanceId": last(instance), "ContactFlowId": last(flow)}
    made = connect.start_task_contact(**named, Name="Form", Description="Please call back.")
    told = connect.describe_contact(InstanceId=last(instance), ContactId=made["ContactId"])["Contact"]
    assert (told["Channel"], told["Name"], told["Description"]) == ("TASK", "Form", "Please call back.")


def test_a_flow_that_is_not_for_inbound_contacts_begins_none(cc: Any, connect: Any, instance: str) -> None:
    end = {"Identifier": "end", "Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}}
    other = cc.make(
        "ContactFlow", InstanceArn=instance, Name="Other", Type="CUSTOMER_WHISPER", Content=flow_content(end)
    )
    with pytest.raises(ClientError, match="cannot begin a contact"):
        connect.start_task_contact(InstanceId=last(instance), ContactFlowId=last(other), Name="Form")
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_contact(InstanceId=last(instance), ContactId="00000000-0000-4000-8000-000000000000")
