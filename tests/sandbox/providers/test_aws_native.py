import json
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.engine.provider import ProviderError
from sandbox.engine.values.model import UNKNOWN
from sandbox.providers.native.provider import AwsNative
from sandbox.providers.patience import Patience
from sandbox.providers.session import Session

INSTANCE, HOURS, QUEUE = (f"aws-native:connect:{kind}" for kind in ("Instance", "HoursOfOperation", "Queue"))
SEED = "0123456789abcdef"
MONDAY = {"day": "MONDAY", "startTime": {"hours": 8, "minutes": 0}, "endTime": {"hours": 17, "minutes": 0}}


def urn(type_: str, name: str) -> str:
    return f"urn:pulumi:dev::evergreen::{type_}::{name}"


@pytest.fixture(scope="module")
def native(endpoint: str) -> AwsNative:
    return AwsNative(Session("aws-native", {"region": "us-east-1"}, {}, {"AWS_ENDPOINT_URL": endpoint}))


@pytest.fixture
def offline() -> Callable[..., AwsNative]:
    """Checks and previews need no server."""

    def configured(**inputs: Any) -> AwsNative:
        env = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
        return AwsNative(Session("aws-native", {"region": "us-east-1", **inputs}, {}, env))

    return configured


def make(native: AwsNative, type_: str, name: str, **inputs: Any) -> tuple[dict[str, Any], str, dict[str, Any]]:
    checked, failures = native.check(urn(type_, name), type_, None, inputs, SEED)
    assert failures == []
    id_, outputs = native.create(urn(type_, name), type_, checked, f"{type_}/{name}")
    return checked, id_, outputs


@pytest.fixture(scope="module")
def instance(native: AwsNative) -> str:
    given = {"identityManagementType": "SAML", "instanceAlias": "evergreen"}
    return make(native, INSTANCE, "i", **given, attributes={"inboundCalls": True, "outboundCalls": True})[1]


@pytest.fixture(scope="module")
def hours(native: AwsNative, instance: str) -> str:
    return make(native, HOURS, "h", instanceArn=instance, timeZone="Pacific/Honolulu", config=[MONDAY])[1]


def test_a_queue_lives_its_life(native: AwsNative, instance: str, hours: str) -> None:
    inputs, id_, outputs = make(native, QUEUE, "billing", instanceArn=instance, hoursOfOperationArn=hours)
    own = urn(QUEUE, "billing")
    assert inputs["name"] == "billing-0123456"
    assert outputs["queueArn"] == id_
    assert not native.diff(own, QUEUE, id_, inputs, outputs, inputs).changes
    assert native.read(own, QUEUE, id_, inputs, outputs) == (id_, inputs, outputs)

    news = {**inputs, "description": "bills", "maxContacts": 20}
    outputs = native.update(own, QUEUE, id_, inputs, outputs, news)
    assert (outputs["description"], outputs["maxContacts"]) == ("bills", 20)
    outputs = native.update(own, QUEUE, id_, news, outputs, inputs)
    assert "description" not in outputs

    native.delete(own, QUEUE, id_, inputs, outputs)
    assert native.read(own, QUEUE, id_, inputs, outputs) == (None, {}, {})
    native.delete(own, QUEUE, id_, inputs, outputs)


def test_an_import_gives_the_inputs_that_a_program_would_write(native: AwsNative, instance: str, hours: str) -> None:
    _, id_, _ = make(native, QUEUE, "imported", instanceArn=instance, hoursOfOperationArn=hours)
    _, inputs, _ = native.read(urn(QUEUE, "imported"), QUEUE, id_, {}, {})
    assert inputs.items() >= {"instanceArn": instance, "hoursOfOperationArn": hours, "name": "imported-0123456"}.items()
    assert "queueArn" not in inputs


def test_a_change_by_hand_shows_in_the_inputs_of_a_read(native: AwsNative, instance: str, hours: str) -> None:
    inputs, id_, outputs = make(
        native, QUEUE, "edited", instanceArn=instance, hoursOfOperationArn=hours, description="a"
    )
    by_hand = {**inputs, "description": "b"}
    native.update(urn(QUEUE, "edited"), QUEUE, id_, inputs, outputs, by_hand)
    _, seen, _ = native.read(urn(QUEUE, "edited"), QUEUE, id_, inputs, outputs)
    assert seen == by_hand


def test_an_interrupted_create_is_adopted_by_its_token(native: AwsNative, instance: str, hours: str) -> None:
    inputs, id_, _ = make(native, QUEUE, "cut", instanceArn=instance, hoursOfOperationArn=hours)
    assert native.recover(urn(QUEUE, "cut"), QUEUE, inputs, f"{QUEUE}/cut")[0] == id_


def test_after_the_token_is_forgotten_the_name_finds_it(native: AwsNative, instance: str, hours: str) -> None:
    inputs, id_, _ = make(native, QUEUE, "late", instanceArn=instance, hoursOfOperationArn=hours)
    assert native.recover(urn(QUEUE, "late"), QUEUE, inputs, "another token")[0] == id_


def test_a_refused_create_says_type_code_and_reason(native: AwsNative, instance: str) -> None:
    missing = f"{instance}/operating-hours/00000000-0000-0000-0000-000000000000"
    with pytest.raises(ProviderError, match=r"creating aws-native:connect:Queue: \w+: ") as refused:
        make(native, QUEUE, "orphan", instanceArn=instance, hoursOfOperationArn=missing)
    assert refused.value.id is None


def test_all_faults_of_a_resource_are_told_at_once_under_its_own_property_names(
    offline: Callable[..., AwsNative],
) -> None:
    inputs = {"instanceArn": "no arn", "timeZone": "UTC", "config": [{**MONDAY, "day": "FREEDAY"}], "colour": "red"}
    _, failures = offline().check(urn(HOURS, "h"), HOURS, None, inputs, SEED)
    assert {path for path, _ in failures} == {"config[0].day", "instanceArn", ""}
    assert "colour" in str(failures)


def test_a_missing_property_is_located_where_it_belongs(offline: Callable[..., AwsNative]) -> None:
    inputs = {"instanceArn": UNKNOWN, "config": [{"day": "MONDAY", "startTime": MONDAY["startTime"]}]}
    _, failures = offline().check(urn(HOURS, "h"), HOURS, None, inputs, SEED)
    assert [path for path, _ in failures] == ["config[0].endTime", "timeZone"]


def test_unknown_values_of_a_preview_satisfy_every_rule(offline: Callable[..., AwsNative]) -> None:
    inputs = {"instanceArn": UNKNOWN, "hoursOfOperationArn": UNKNOWN, "maxContacts": UNKNOWN}
    assert offline().check(urn(QUEUE, "q"), QUEUE, None, inputs, SEED)[1] == []


def test_a_read_only_property_is_refused_as_input(offline: Callable[..., AwsNative]) -> None:
    inputs = {"instanceArn": UNKNOWN, "hoursOfOperationArn": UNKNOWN, "queueArn": "x"}
    assert offline().check(urn(QUEUE, "q"), QUEUE, None, inputs, SEED)[1] == [
        ("queueArn", "read-only: the service sets it")
    ]


def test_a_type_that_the_region_lacks_is_refused_before_anything_is_made(offline: Callable[..., AwsNative]) -> None:
    group = "aws-native:connect:TrafficDistributionGroup"
    inputs = {"instanceArn": UNKNOWN}
    _, failures = offline(region="ca-central-1").check(urn(group, "g"), group, None, inputs, SEED)
    assert failures == [("", "AWS::Connect::TrafficDistributionGroup does not exist in ca-central-1")]


def test_a_preview_shows_inputs_and_leaves_the_rest_open(offline: Callable[..., AwsNative]) -> None:
    seen = offline().preview(QUEUE, {"name": "q"})
    assert seen["queueArn"] == UNKNOWN
    assert seen["name"] == "q"
    assert offline().preview(QUEUE, {"name": "q"}, {"queueArn": "arn", "old": 1}) == {"queueArn": "arn", "name": "q"}


def test_default_tags_of_the_provider_join_the_own_ones(offline: Callable[..., AwsNative]) -> None:
    provider = offline(defaultTags=json.dumps({"tags": {"owner": "ops", "spec": "all"}}))
    inputs = {"instanceArn": UNKNOWN, "hoursOfOperationArn": UNKNOWN, "tags": [{"key": "spec", "value": "queues"}]}
    checked, _ = provider.check(urn(QUEUE, "q"), QUEUE, None, inputs, SEED)
    assert checked["tags"] == [{"key": "spec", "value": "queues"}, {"key": "owner", "value": "ops"}]


def test_the_index_functions_answer(native: AwsNative) -> None:
    assert native.invoke("aws-native:index:getRegion", {}) == {"region": "us-east-1"}
    assert native.invoke("aws-native:index:getAccountId", {}) == {"accountId": "123456789012"}
    assert native.invoke("aws-native:index:getPartition", {})["partition"] == "aws"
    assert native.invoke("aws-native:index:getAzs", {})["azs"][0] == "us-east-1a"
    assert native.invoke("aws-native:index:cidr", {"ipBlock": "10.0.0.0/24", "count": 2, "cidrBits": 5}) == {
        "subnets": ["10.0.0.0/27", "10.0.0.32/27"]
    }


def test_a_get_function_reads_one_resource(native: AwsNative, instance: str, hours: str) -> None:
    found = native.invoke("aws-native:connect:getHoursOfOperation", {"hoursOfOperationArn": hours})
    assert found["instanceArn"] == instance


@pytest.mark.parametrize("token", ["aws-native:index:getNothing", "aws-native:connect:Nothing", "aws-native:index:x"])
def test_an_unknown_function_is_refused(native: AwsNative, token: str) -> None:
    with pytest.raises(ProviderError):
        native.invoke(token, {})


@pytest.mark.parametrize("step", ["create", "update", "delete"])
def test_a_step_without_an_answer_stays_in_the_journal(step: str) -> None:
    patience = Patience(unreachable_tries=1)
    session = Session("aws-native", {"region": "us-east-1"}, {}, {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, patience)
    away, own = AwsNative(session), urn(QUEUE, "billing")
    steps: dict[str, Callable[[], object]] = {
        "create": lambda: away.create(own, QUEUE, {}, "token"),
        "update": lambda: away.update(own, QUEUE, "id", {}, {}, {}),
        "delete": lambda: away.delete(own, QUEUE, "id", {}, {}),
    }
    with pytest.raises(ProviderError) as caught:
        steps[step]()
    assert caught.value.uncertain
