"""Requests that break the model of their operation: other clients than AWS's own for Python let them through."""

import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from sandbox.aws.declared import nearest
from sandbox.aws.place import last_part as last
from tests.sandbox.aws.world import WEEK

NOBODY = "11111111-2222-4333-8444-555555555555"
PHONE = {"PhoneType": "SOFT_PHONE"}
INTERVAL = [{"Channel": "VOICE", "Concurrency": 1}]


@pytest.fixture
def loose(aws: Callable[..., Any]) -> Callable[[str], Any]:
    """Clients that check nothing themselves."""
    del aws
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
    keys: dict[str, Any] = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing", "config": config}
    return lambda service: boto3.client(service, region_name="us-east-1", **keys)


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("list_queues", {"QueueTypes": ["FOO"]}, "InvalidParameterException", "enum value set: [STANDARD, AGENT]"),
    ("list_queues", {"MaxResults": 0}, "InvalidParameterException", "value greater than or equal to 1"),
    ("list_queues", {"MaxResults": 5000}, "InvalidParameterException", "value less than or equal to 1000"),
    ("list_queues", {"NextToken": "garbage"}, "InvalidParameterException", "NextToken is not one"),
    ("create_queue", {"Name": "x"}, "InvalidParameterException", "Missing required parameter: HoursOfOperationId"),
    ("create_queue", {"Name": "x" * 200, "HoursOfOperationId": NOBODY}, "InvalidParameterException", "length less than"),
    ("create_queue", {"Name": "x", "HoursOfOperationId": NOBODY}, "ResourceNotFoundException", "HoursOfOperation not found"),
    ("update_queue_max_contacts", {"QueueId": NOBODY, "MaxContacts": "many"}, "SerializationException", "invalid literal"),
    ("search_queues", {"SearchFilter": {"TagFilter": {"TagCondition": {"TagKey": 5}}}}, "InvalidParameterException", "must be a string"),
    ("describe_queue", {"QueueId": NOBODY}, "ResourceNotFoundException", "Queue not found"),
    ("create_hours_of_operation", {"Name": "h", "TimeZone": "Hawaii", "Config": WEEK}, "InvalidParameterException", "time zone"),
    ("create_hours_of_operation", {"Name": "h", "TimeZone": "UTC"}, "InvalidParameterException", "parameter: Config"),
    ("create_user", {"Username": "kai", "PhoneConfig": PHONE, "SecurityProfileIds": [NOBODY]}, "InvalidParameterException", "RoutingProfileId"),
    ("create_user", {"Username": "k", "PhoneConfig": {}, "SecurityProfileIds": [NOBODY], "RoutingProfileId": NOBODY}, "ResourceNotFoundException", ""),
    ("create_routing_profile", {"Name": "r", "Description": "d", "DefaultOutboundQueueId": NOBODY, "MediaConcurrencies": [{"Channel": "FAX", "Concurrency": 1}]}, "InvalidParameterException", "MediaConcurrencies.1.member.Channel"),
    ("create_routing_profile", {"Name": "r", "Description": "d", "DefaultOutboundQueueId": NOBODY, "MediaConcurrencies": [{"Channel": "VOICE"}]}, "InvalidParameterException", "required key [Concurrency]"),
    ("search_available_phone_numbers", {"PhoneNumberCountryCode": "US", "PhoneNumberType": "TOLLFREE"}, "InvalidParameterException", "enum value set"),
    ("update_instance_attribute", {"AttributeType": "FOO", "Value": "true"}, "InvalidParameterException", "enum value set"),
    ("create_contact_flow", {"Name": "f", "Type": "IVR", "Content": "{}"}, "InvalidParameterException", "enum value set"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("operation", "given", "code", "text"), WRONG, ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_wrong_request_is_refused_in_the_words_of_the_service(
    loose: Any, instance: str, operation: str, given: dict[str, Any], code: str, text: str
) -> None:
    with pytest.raises(ClientError) as refused:
        getattr(loose("connect"), operation)(InstanceId=last(instance), **given)
    error = refused.value.response["Error"]
    assert (error["Code"], text in error["Message"]) == (code, True), error


def test_a_date_that_is_none_is_refused(connect: Any, hours: str, instance: str) -> None:
    named = {"InstanceId": last(instance), "HoursOfOperationId": last(hours), "Name": "Christmas", "Config": []}
    with pytest.raises(connect.exceptions.InvalidParameterException, match="regular expression pattern"):
        connect.create_hours_of_operation_override(**named, EffectiveFrom="12/25/2027", EffectiveTill="12/25/2027")


def test_an_error_is_one_that_its_operation_declares(connect: Any, instance: str, queue: str, hours: str) -> None:
    """What DeleteQueue calls ResourceInUseException, DeleteHoursOfOperation has no name of its own for."""
    del queue
    with pytest.raises(connect.exceptions.InvalidRequestException, match="in use"):
        connect.delete_hours_of_operation(InstanceId=last(instance), HoursOfOperationId=last(hours))
    with pytest.raises(connect.exceptions.InvalidRequestException, match="already exists"):
        connect.create_instance(
            IdentityManagementType="SAML", InstanceAlias="civic", InboundCallsEnabled=True, OutboundCallsEnabled=True
        )


def test_the_nearest_declared_error_stands_in_for_one_that_is_not_declared() -> None:
    assert nearest("ResourceInUseException", "ResourceConflict", ["ConflictException"]) == "ConflictException"
    assert nearest("InvalidParameterException", "InvalidRequest", ["ValidationException"]) == "ValidationException"
    assert nearest("OddException", "Odd", ["ThrottlingException"]) == "OddException"


@pytest.mark.parametrize(
    ("given", "code", "text"),
    [
        ({"DesiredState": "[" * 5_000 + "]" * 5_000}, "ValidationException", "not valid JSON"),
        ({"DesiredState": "{"}, "ValidationException", "not valid JSON"),
        ({"DesiredState": json.dumps([1])}, "ValidationException", "must be a JSON object"),
        ({"DesiredState": ""}, "ValidationException", "length greater than or equal to 1"),
        ({"DesiredState": "{}", "TypeName": "connect queue"}, "TypeNotFoundException", "cannot be found"),
        ({"DesiredState": "{}", "TypeName": "AWS::Connect::Que"}, "TypeNotFoundException", "cannot be found"),
    ],
    ids=["deep", "half", "list", "empty", "spelled", "unknown"],
)
def test_cloud_control_says_what_is_wrong(loose: Any, given: dict[str, str], code: str, text: str) -> None:
    with pytest.raises(ClientError) as refused:
        loose("cloudcontrol").create_resource(**{"TypeName": "AWS::Connect::Queue", **given})
    error = refused.value.response["Error"]
    assert (error["Code"], text in error["Message"]) == (code, True), error
