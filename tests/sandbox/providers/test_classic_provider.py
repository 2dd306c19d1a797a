"""What the classic provider does for every type."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.engine.provider import ProviderError
from sandbox.engine.values.model import UNKNOWN
from sandbox.providers.classic.catalog import kind_of
from sandbox.providers.classic.kind import MARK, Call
from sandbox.providers.classic.provider import AwsClassic
from sandbox.providers.failures import AwsError, Trouble

BUCKET, ROLE, KEY, FUNCTION, TOPIC = (
    "aws:s3/bucket:Bucket",
    "aws:iam/role:Role",
    "aws:kms/key:Key",
    "aws:lambda/function:Function",
    "aws:sns/topic:Topic",
)
SEED = "0123456789abcdef"
TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})
Configured = Callable[..., AwsClassic]


def urn(type_: str, name: str = "it") -> str:
    return f"urn:pulumi:dev::evergreen::civicline:infra:Center${type_}::{name}"


def make(aws: AwsClassic, type_: str, name: str, **inputs: Any) -> tuple[str, dict[str, Any], dict[str, Any]]:
    checked, failures = aws.check(urn(type_, name), type_, None, inputs, SEED)
    assert failures == []
    id_, outputs = aws.create(urn(type_, name), type_, checked, "t")
    return id_, checked, outputs


def test_an_input_that_would_be_ignored_is_refused_instead(aws: Configured) -> None:
    _, failures = aws().check(urn(BUCKET), BUCKET, None, {"websites": 1, "acl": "private"}, SEED)
    assert [name for name, _ in failures] == ["acl", "websites"]


def test_a_missing_input_is_named(aws: Configured) -> None:
    assert aws().check(urn(ROLE), ROLE, None, {}, SEED)[1] == [("assumeRolePolicy", "required property is missing")]


def test_an_unknown_type_is_refused(aws: Configured) -> None:
    with pytest.raises(ProviderError, match="no type aws:ec2/vpc:Vpc"):
        aws().check(urn("aws:ec2/vpc:Vpc"), "aws:ec2/vpc:Vpc", None, {}, SEED)


def test_an_automatic_name_is_kept_while_the_resource_lives(aws: Configured) -> None:
    first, _ = aws().check(urn(TOPIC), TOPIC, None, {}, SEED)
    second, _ = aws().check(urn(TOPIC), TOPIC, first, {"displayName": "x"}, "f" * 16)
    assert first["name"] == second["name"] == "it-0123456"
    assert aws().check(urn(TOPIC), TOPIC, None, {}, "f" * 16)[0]["name"] == "it-fffffff"


def test_names_follow_the_rules_of_their_service(aws: Configured) -> None:
    bucket, _ = aws().check(urn(BUCKET, "My-Bucket"), BUCKET, None, {}, SEED)
    assert bucket["bucket"] == "my-bucket-0123456"
    long, _ = aws().check(urn(BUCKET, "b" * 90), BUCKET, None, {}, SEED)
    assert len(long["bucket"]) == 63
    alias, _ = aws().check(urn("aws:kms/alias:Alias"), "aws:kms/alias:Alias", None, {"targetKeyId": "k"}, SEED)
    assert alias["name"] == "alias/it-0123456"
    fifo, _ = aws().check(urn(TOPIC), TOPIC, None, {"fifoTopic": True}, SEED)
    assert fifo["name"] == "it-0123456.fifo"
    prefixed, _ = aws().check(urn(ROLE), ROLE, None, {"namePrefix": "r-", "assumeRolePolicy": TRUST}, SEED)
    assert prefixed["name"] == f"r-{SEED}"


def test_policies_that_say_the_same_are_no_change(aws: Configured) -> None:
    old = {"name": "r", "assumeRolePolicy": '{"a": 1}'}
    assert not aws().diff(urn(ROLE), ROLE, "r", old, {}, {"name": "r", "assumeRolePolicy": '{"a":1}'}).changes
    assert aws().diff(urn(ROLE), ROLE, "r", old, {}, {"name": "r", "assumeRolePolicy": '{"a":2}'}).changes


def test_a_policy_with_unknown_parts_is_unknown_as_a_whole(aws: Configured) -> None:
    checked, _ = aws().check(urn(ROLE), ROLE, None, {"assumeRolePolicy": {"Resource": UNKNOWN}}, SEED)
    assert checked["assumeRolePolicy"] == UNKNOWN


def test_a_replacement_under_the_same_name_deletes_first(aws: Configured) -> None:
    old = {"name": "r", "path": "/a/", "assumeRolePolicy": TRUST}
    assert aws().diff(urn(ROLE), ROLE, "r", old, {}, {**old, "path": "/b/"}).delete_before_replace
    assert not aws().diff(urn(ROLE), ROLE, "r", old, {}, {**old, "name": "s"}).delete_before_replace


def test_naming_the_providers_own_region_changes_nothing(aws: Configured) -> None:
    old, outputs = {"name": "t"}, {"region": "us-east-1"}
    assert not aws().diff(urn(TOPIC), TOPIC, "t", old, outputs, {"name": "t", "region": "us-east-1"}).changes
    diff = aws().diff(urn(TOPIC), TOPIC, "t", old, outputs, {"name": "t", "region": "us-west-2"})
    assert diff.replaces == ("region",)


def test_a_resource_can_live_in_another_region_than_its_provider(aws: Configured) -> None:
    id_, inputs, outputs = make(aws(), TOPIC, "west", region="us-west-2")
    assert (id_, outputs["region"]) == ("arn:aws:sns:us-west-2:123456789012:west-0123456", "us-west-2")
    aws().delete(urn(TOPIC, "west"), TOPIC, id_, inputs, outputs)


def test_default_tags_are_set_shown_apart_and_followed(aws: Configured) -> None:
    tagged = aws(defaultTags=json.dumps({"tags": {"owner": "ops"}}))
    id_, inputs, outputs = make(tagged, TOPIC, "tagged", tags={"spec": "alarms"})
    assert outputs["tags"] == {"spec": "alarms"}
    assert outputs["tagsAll"] == {"owner": "ops", "spec": "alarms"}
    moved = aws(defaultTags=json.dumps({"tags": {"owner": "it"}}))
    assert moved.diff(urn(TOPIC, "tagged"), TOPIC, id_, inputs, outputs, inputs).detailed == {"tagsAll": "update"}
    outputs = moved.update(urn(TOPIC, "tagged"), TOPIC, id_, inputs, outputs, inputs)
    assert outputs["tagsAll"] == {"owner": "it", "spec": "alarms"}


def test_a_change_by_hand_shows_in_the_inputs_of_a_read(aws: Configured) -> None:
    id_, inputs, outputs = make(aws(), TOPIC, "edited", displayName="a")
    kind_call = Call(aws()._session, kind_of(TOPIC).shape, inputs, "", aws()._base)
    kind_call.client.set_topic_attributes(TopicArn=id_, AttributeName="DisplayName", AttributeValue="b")
    _, seen, _ = aws().read(urn(TOPIC, "edited"), TOPIC, id_, inputs, outputs)
    assert seen == {**inputs, "displayName": "b"}


def test_a_key_is_found_again_by_its_mark_and_only_by_it(aws: Configured) -> None:
    id_, inputs, _ = make(aws(), KEY, "marked")
    assert aws().recover(urn(KEY, "marked"), KEY, inputs, "t")[0] == id_
    assert aws().recover(urn(KEY, "unmarked"), KEY, inputs, "t") == (None, None)


def test_a_key_that_waits_for_its_deletion_is_gone(aws: Configured) -> None:
    id_, inputs, outputs = make(aws(), KEY, "doomed", deletionWindowInDays=7)
    aws().delete(urn(KEY, "doomed"), KEY, id_, inputs, outputs)
    assert aws().recover(urn(KEY, "doomed"), KEY, inputs, "t") == (None, None)


def test_a_mark_fits_into_a_tag_and_tells_long_urns_apart(aws: Configured) -> None:
    def mark(name: str) -> str:
        return Call(aws()._session, kind_of(KEY).shape, {}, urn(KEY, name), aws()._base).mark

    assert "$" not in mark("a")
    assert len(mark("a" * 300)) == 256
    assert mark("a" * 300) != mark("a" * 301)
    assert MARK.startswith("civicline:")


def test_a_failure_after_the_first_call_keeps_the_id(aws: Configured) -> None:
    checked, _ = aws().check(urn(FUNCTION), "aws:kms/key:Key", None, {"policy": "{}"}, SEED)
    broken = {**checked, "enableKeyRotation": True, "rotationPeriodInDays": 1}
    with pytest.raises(ProviderError) as failed:
        aws().create(urn(KEY, "half"), KEY, broken, "t")
    assert failed.value.id


def test_a_lost_answer_to_a_create_does_not_fail_the_next_try(aws: Configured) -> None:
    provider = aws()
    id_, inputs, _ = make(provider, ROLE, "lost", assumeRolePolicy=TRUST)

    class Repeating(type(kind_of(ROLE))):  # type: ignore[misc]  # a role whose first answer was lost
        def create(self, call: Call) -> str:  # noqa: ARG002
            raise AwsError("create_role", Trouble.REFUSED, "EntityAlreadyExists", "there", repeated=True)

    call = Call(provider._session, kind_of(ROLE).shape, inputs, urn(ROLE, "lost"), provider._base)
    assert provider._make(Repeating(), call) == id_


@pytest.mark.parametrize(
    ("token", "args", "expected"),
    [
        ("aws:index/getCallerIdentity:getCallerIdentity", {}, {"accountId": "123456789012"}),
        ("aws:index/getRegion:getRegion", {}, {"region": "us-east-1", "name": "us-east-1"}),
        ("aws:index/getRegion:getRegion", {"region": "us-west-2"}, {"region": "us-west-2"}),
        ("aws:index/getPartition:getPartition", {}, {"partition": "aws", "reverseDnsPrefix": "com.amazonaws"}),
    ],
)
def test_the_functions_answer(aws: Configured, token: str, args: dict[str, Any], expected: dict[str, Any]) -> None:
    assert aws().invoke(token, args).items() >= expected.items()


def test_a_policy_document_is_assembled(aws: Configured) -> None:
    statement = {
        "sid": "Read",
        "actions": ["s3:GetObject"],
        "resources": ["a", "b"],
        "principals": [{"type": "Service", "identifiers": ["connect.amazonaws.com"]}],
        "conditions": [{"test": "StringEquals", "variable": "aws:SourceAccount", "values": ["1"]}],
    }
    answer = aws().invoke("aws:iam/getPolicyDocument:getPolicyDocument", {"statements": [statement]})
    assert json.loads(answer["json"]) == json.loads(answer["minifiedJson"])
    assert json.loads(answer["json"])["Statement"] == [
        {
            "Sid": "Read",
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": ["a", "b"],
            "Principal": {"Service": "connect.amazonaws.com"},
            "Condition": {"StringEquals": {"aws:SourceAccount": "1"}},
        }
    ]


def test_an_unknown_function_is_refused(aws: Configured) -> None:
    with pytest.raises(ProviderError, match="does not have this function"):
        aws().invoke("aws:ec2/getVpc:getVpc", {})
