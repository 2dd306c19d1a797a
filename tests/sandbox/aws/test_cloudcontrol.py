"""Cloud Control's own behavior: states, tokens, validation, patches, refusals."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.aws import clock

INSTANCE = {
    "IdentityManagementType": "SAML",
    "InstanceAlias": "other",
    "Attributes": {"InboundCalls": True, "OutboundCalls": True},
}
HOURS = {"Name": "Lunch", "TimeZone": "UTC", "Config": []}
START = datetime(2027, 1, 4, 12, tzinfo=UTC)


@pytest.fixture
def at(set_settings: Callable[..., None]) -> Callable[[float], None]:
    """Sets the clock to so many seconds after the start, with latency on."""
    set_settings(latency_scale=1.0)

    def move(seconds: float) -> None:
        clock.use(lambda: START + timedelta(seconds=seconds))

    move(0)
    return move


def code(error: pytest.ExceptionInfo[ClientError]) -> str:
    return str(error.value.response["Error"]["Code"])


def test_a_creation_goes_through_its_states(cc: Any, at: Callable[[float], None]) -> None:
    event = cc.event("Instance", INSTANCE)
    assert event["OperationStatus"] == "PENDING"
    assert "Identifier" not in event
    token = event["RequestToken"]
    at(0.03)
    underway = cc.client.get_resource_request_status(RequestToken=token)["ProgressEvent"]
    assert underway["OperationStatus"] == "IN_PROGRESS"
    assert cc.read("Instance", underway["Identifier"])["InstanceStatus"] == "CREATION_IN_PROGRESS"
    at(1)
    done = cc.client.get_resource_request_status(RequestToken=token)["ProgressEvent"]
    assert done["OperationStatus"] == "SUCCESS"
    assert cc.read("Instance", done["Identifier"])["InstanceStatus"] == "ACTIVE"


def test_nothing_can_be_made_in_an_instance_that_is_not_active(cc: Any, at: Callable[[float], None]) -> None:
    cc.event("Instance", INSTANCE)
    at(0.03)
    arn = cc.list("Instance")[0]
    token = cc.event("HoursOfOperation", {"InstanceArn": arn, **HOURS})["RequestToken"]
    at(1)
    event = cc.client.get_resource_request_status(RequestToken=token)["ProgressEvent"]
    assert (event["OperationStatus"], event["ErrorCode"]) == ("FAILED", "InvalidRequest")
    assert "is not active" in event["StatusMessage"]


def test_an_operation_on_a_busy_resource_is_refused(cc: Any, instance: str, at: Callable[[float], None]) -> None:
    at(10)
    cc.event("HoursOfOperation", {"InstanceArn": instance, **HOURS})
    at(20)
    identifier = cc.list("HoursOfOperation", InstanceArn=instance)[-1]
    cc.set("HoursOfOperation", identifier, "Description", "a")
    with pytest.raises(ClientError) as error:
        cc.delete("HoursOfOperation", identifier)
    assert code(error) == "ConcurrentOperationException"


def test_a_canceled_creation_leaves_nothing(cc: Any, instance: str, at: Callable[[float], None]) -> None:
    at(10)
    token = cc.event("HoursOfOperation", {"InstanceArn": instance, **HOURS})["RequestToken"]
    before = cc.list("HoursOfOperation", InstanceArn=instance)
    event = cc.client.cancel_resource_request(RequestToken=token)["ProgressEvent"]
    assert event["OperationStatus"] == "CANCEL_COMPLETE"
    assert len(cc.list("HoursOfOperation", InstanceArn=instance)) == len(before) - 1
    with pytest.raises(ClientError):
        cc.client.cancel_resource_request(RequestToken=token)


def test_the_same_token_gives_the_same_request_and_another_model_a_conflict(cc: Any, instance: str) -> None:
    first = cc.event("HoursOfOperation", {"InstanceArn": instance, **HOURS}, ClientToken="t" * 8)
    again = cc.event("HoursOfOperation", {"InstanceArn": instance, **HOURS}, ClientToken="t" * 8)
    assert again["RequestToken"] == first["RequestToken"]
    assert again["Identifier"] == first["Identifier"]
    with pytest.raises(ClientError) as error:
        cc.event("HoursOfOperation", {"InstanceArn": instance, **HOURS, "Name": "x"}, ClientToken="t" * 8)
    assert code(error) == "ClientTokenConflictException"


def test_a_token_is_forgotten_after_a_day_and_a_half(cc: Any, instance: str, at: Callable[[float], None]) -> None:
    at(10)
    first = cc.event("HoursOfOperation", {"InstanceArn": instance, **HOURS}, ClientToken="t" * 8)
    at(37 * 3600)
    again = cc.event("HoursOfOperation", {"InstanceArn": instance, **HOURS}, ClientToken="t" * 8)
    assert again["RequestToken"] != first["RequestToken"]


def test_a_model_that_violates_the_schema_is_refused_at_once(cc: Any) -> None:
    with pytest.raises(ClientError) as error:
        cc.event("Queue", {"Name": ""})
    assert code(error) == "ValidationException"
    assert "#: required key [InstanceArn] not found" in str(error.value)
    with pytest.raises(ClientError, match="DesiredState is not valid JSON"):
        cc.client.create_resource(TypeName="AWS::Connect::Queue", DesiredState="{")


def test_a_read_only_property_cannot_be_given(cc: Any, instance: str, hours: str) -> None:
    with pytest.raises(ClientError, match="readOnlyProperties"):
        cc.event("Queue", {"InstanceArn": instance, "Name": "q", "HoursOfOperationArn": hours, "QueueArn": hours})


def test_unknown_types_and_regions_without_a_type_are_refused(aws: Any, cc: Any) -> None:
    with pytest.raises(ClientError) as error:
        cc.event("Nonsense", {})
    assert code(error) == "TypeNotFoundException"
    gov = aws("cloudcontrol", "us-gov-west-1")
    with pytest.raises(ClientError) as error:
        gov.create_resource(TypeName="AWS::Connect::PhoneNumber", DesiredState=json.dumps({"TargetArn": "x"}))
    assert code(error) == "TypeNotFoundException"


def test_a_duplicate_name_is_refused_with_the_identifier_of_the_other(
    cc: Any, instance: str, hours: str, queue: str
) -> None:
    error, message = cc.refused("Queue", InstanceArn=instance, Name="Benefits", HoursOfOperationArn=hours)
    assert error == "AlreadyExists"
    assert message == f"Resource of type 'AWS::Connect::Queue' with identifier '{queue}' already exists."


def test_what_is_in_use_cannot_be_deleted_until_it_is_free(cc: Any, hours: str, queue: str) -> None:
    event = cc.delete("HoursOfOperation", hours)
    assert (event["OperationStatus"], event["ErrorCode"]) == ("FAILED", "ResourceConflict")
    assert queue in event["StatusMessage"]
    cc.delete("Queue", queue)
    assert cc.delete("HoursOfOperation", hours)["OperationStatus"] == "SUCCESS"


def test_a_reference_to_nothing_is_not_found(cc: Any, instance: str) -> None:
    gone = f"{instance}/operating-hours/00000000-0000-4000-8000-000000000000"
    error, message = cc.refused("Queue", InstanceArn=instance, Name="q", HoursOfOperationArn=gone)
    assert error == "NotFound"
    assert gone in message


def test_a_reference_into_a_region_that_does_not_exist_is_not_found(cc: Any, instance: str) -> None:
    nowhere = instance.replace("us-east-1", "nowhere-1") + "/operating-hours/00000000-0000-4000-8000-000000000000"
    assert cc.refused("Queue", InstanceArn=instance, Name="q", HoursOfOperationArn=nowhere)[0] == "NotFound"


def test_a_desired_state_has_a_greatest_length(cc: Any, instance: str) -> None:
    with pytest.raises(ClientError, match="less than or equal to 262144"):
        cc.event("Prompt", {"InstanceArn": instance, "Name": "x" * 262_144})


def test_a_reference_into_another_instance_is_refused(cc: Any, instance: str) -> None:
    other = cc.make("Instance", **INSTANCE)
    foreign = cc.make("HoursOfOperation", InstanceArn=other, **HOURS)
    error, message = cc.refused("Queue", InstanceArn=instance, Name="q", HoursOfOperationArn=foreign)
    assert error == "InvalidRequest"
    assert "belongs to another instance" in message


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
        "arn:aws:kms:us-east-1:123456789012:alias/none",
    ],
)
def test_a_key_that_does_not_exist_is_refused(cc: Any, aws: Any, instance: str, arn: str) -> None:
    aws("s3").create_bucket(Bucket="civic")
    config = {"BucketName": "civic", "BucketPrefix": "x", "EncryptionConfig": {"EncryptionType": "KMS", "KeyId": arn}}
    model = {"InstanceArn": instance, "ResourceType": "CALL_RECORDINGS", "StorageType": "S3", "S3Config": config}
    assert cc.refused("InstanceStorageConfig", **model)[0] == "NotFound"


def test_a_create_only_property_cannot_be_patched(cc: Any, flow: str) -> None:
    with pytest.raises(ClientError) as error:
        cc.set("ContactFlow", flow, "Type", "CUSTOMER_QUEUE")
    assert code(error) == "NotUpdatableException"
    assert "createOnlyProperties [/properties/Type]" in str(error.value)


def test_a_read_only_property_cannot_be_patched(cc: Any, queue: str) -> None:
    with pytest.raises(ClientError, match=r"readOnlyProperties \[/properties/Type\]"):
        cc.set("Queue", queue, "Type", "AGENT")


def test_a_patched_model_is_validated_and_a_broken_patch_refused(cc: Any, queue: str) -> None:
    with pytest.raises(ClientError, match="required key"):
        cc.patch("Queue", queue, {"op": "remove", "path": "/Name"})
    with pytest.raises(ClientError, match="Invalid patch update"):
        cc.patch("Queue", queue, {"op": "remove", "path": "/Nowhere"})


def test_write_only_values_are_not_read_back_and_survive_an_update(cc: Any, instance: str) -> None:
    prompt = cc.make("Prompt", InstanceArn=instance, Name="Hello", S3Uri="s3://x/y.wav")
    assert "S3Uri" not in cc.read("Prompt", prompt)
    cc.set("Prompt", prompt, "Description", "new")
    assert cc.read("Prompt", prompt)["Description"] == "new"


def test_the_hash_of_a_content_follows_it(cc: Any, instance: str) -> None:
    view = cc.make("View", InstanceArn=instance, Name="v", Template={"Head": {}}, Actions=["Next"])
    before = cc.read("View", view)["ViewContentSha256"]
    cc.set("View", view, "Template", {"Head": {"Title": "x"}})
    assert cc.read("View", view)["ViewContentSha256"] != before


def test_a_hidden_create_only_property_cannot_even_be_repeated(cc: Any, instance: str) -> None:
    model = {"TargetArn": instance, "CountryCode": "US", "Type": "DID", "Prefix": "+1808"}
    number = cc.make("PhoneNumber", **model)
    assert cc.set("PhoneNumber", number, "Description", "x")["OperationStatus"] == "SUCCESS"
    with pytest.raises(ClientError) as error:
        cc.set("PhoneNumber", number, "Prefix", "+1808")
    assert code(error) == "NotUpdatableException"


def test_lists_need_their_parent_and_come_in_pages(cc: Any, instance: str, hours: str) -> None:
    with pytest.raises(ClientError, match=r"required key \[InstanceArn\] not found"):
        cc.client.list_resources(TypeName="AWS::Connect::Queue")
    for number in range(5):
        cc.make("Queue", InstanceArn=instance, Name=f"q{number}", HoursOfOperationArn=hours)
    scope = json.dumps({"InstanceArn": instance})
    page = cc.client.list_resources(TypeName="AWS::Connect::Queue", ResourceModel=scope, MaxResults=4)
    assert len(page["ResourceDescriptions"]) == 4
    assert len(cc.list("Queue", InstanceArn=instance)) == 6


def test_requests_are_listed_by_status(cc: Any, instance: str, hours: str) -> None:
    for _ in range(2):
        cc.event("Queue", {"InstanceArn": instance, "Name": "Benefits", "HoursOfOperationArn": hours})
    wanted = {"Operations": ["CREATE"], "OperationStatuses": ["FAILED"]}
    rows = cc.client.list_resource_requests(ResourceRequestStatusFilter=wanted)["ResourceRequestStatusSummaries"]
    assert [(row["TypeName"], row["ErrorCode"]) for row in rows] == [("AWS::Connect::Queue", "AlreadyExists")]
    with pytest.raises(ClientError) as error:
        cc.client.get_resource_request_status(RequestToken="00000000-0000-4000-8000-000000000000")
    assert code(error) == "RequestTokenNotFoundException"


def test_identifiers_change_on_replacement(cc: Any, flow: str) -> None:
    model = cc.read("ContactFlow", flow)
    cc.delete("ContactFlow", flow)
    keep = {name: model[name] for name in ("InstanceArn", "Name", "Content", "Type")}
    assert cc.make("ContactFlow", **keep) != flow


def test_an_instance_takes_its_contents_with_it(cc: Any, instance: str, queue: str) -> None:
    assert cc.delete("Instance", instance)["OperationStatus"] == "SUCCESS"
    with pytest.raises(ClientError) as error:
        cc.read("Queue", queue)
    assert code(error) == "ResourceNotFoundException"


def test_an_operation_that_is_not_emulated_is_named(aws: Any) -> None:
    with pytest.raises(ClientError, match="does not emulate the operation ListDefaultVocabularies") as error:
        aws("connect").list_default_vocabularies(InstanceId="x")
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_what_two_regions_hold_is_apart_but_an_alias_is_taken_in_both(aws: Any, cc: Any, instance: str) -> None:
    west = aws("cloudcontrol", "us-west-2")
    assert west.list_resources(TypeName="AWS::Connect::Instance")["ResourceDescriptions"] == []
    state = json.dumps({**INSTANCE, "InstanceAlias": "civic"})
    assert cc.read("Instance", instance)["InstanceAlias"] == "civic"
    event = west.create_resource(TypeName="AWS::Connect::Instance", DesiredState=state)["ProgressEvent"]
    assert event["ErrorCode"] == "AlreadyExists"
    assert cc.list("Instance") == [instance]
