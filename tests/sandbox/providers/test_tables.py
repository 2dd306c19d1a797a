"""What a table of the operator's switches needs of the emulation beside its life: protection, order, transactions."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from sandbox.engine.provider import Properties, ProviderError
from sandbox.providers.classic.provider import AwsClassic
from tests.sandbox.providers.crud import World, urn

TABLE = "aws:dynamodb/table:Table"
NEW = "attribute_not_exists(center)"


@pytest.fixture(scope="module")
def dynamodb(endpoint: str) -> Any:
    session: Any = boto3.Session(aws_access_key_id="any", aws_secret_access_key="any")
    return session.client("dynamodb", region_name="us-east-1", endpoint_url=endpoint)


def log(provider: AwsClassic, name: str, *, protected: bool = False) -> tuple[str, Properties]:
    keys = [{"name": key, "type": "S"} for key in ("center", "at")]
    return World(provider, name).make(
        TABLE,
        "log",
        name=name,
        hashKey="center",
        rangeKey="at",
        attributes=keys,
        billingMode="PAY_PER_REQUEST",
        deletionProtectionEnabled=protected,
    )


def entry(at: str) -> dict[str, dict[str, str]]:
    return {"center": {"S": "office"}, "at": {"S": at}}


def put(table: str, at: str) -> dict[str, Any]:
    return {"Put": {"TableName": table, "Item": entry(at), "ConditionExpression": NEW}}


def test_a_protected_table_is_deleted_only_when_its_protection_is_off(
    aws: Callable[..., AwsClassic], dynamodb: Any
) -> None:
    provider = aws()
    id_, outputs = log(provider, "kept", protected=True)
    assert outputs["deletionProtectionEnabled"] is True
    with pytest.raises(ProviderError, match="DeletionProtectionEnabled"):
        provider.delete(urn(TABLE, "log"), TABLE, id_, outputs, outputs)
    dynamodb.update_table(TableName="kept", DeletionProtectionEnabled=False)
    provider.delete(urn(TABLE, "log"), TABLE, id_, outputs, outputs)
    assert "kept" not in dynamodb.list_tables()["TableNames"]


def test_entries_are_in_the_order_of_their_keys(aws: Callable[..., AwsClassic], dynamodb: Any) -> None:
    log(aws(), "ordered")
    for at in ("2027-01-02", "2026-12-31", "2027-01-01"):
        dynamodb.put_item(TableName="ordered", Item=entry(at))
    found = dynamodb.query(
        TableName="ordered",
        KeyConditionExpression="center = :center",
        ExpressionAttributeValues={":center": {"S": "office"}},
        ScanIndexForward=False,
    )["Items"]
    assert [item["at"]["S"] for item in found] == ["2027-01-02", "2027-01-01", "2026-12-31"]


def test_of_a_transaction_that_is_refused_nothing_is_written(aws: Callable[..., AwsClassic], dynamodb: Any) -> None:
    log(aws(), "whole")
    dynamodb.transact_write_items(TransactItems=[put("whole", "1")])
    with pytest.raises(ClientError) as refused:
        dynamodb.transact_write_items(TransactItems=[put("whole", "2"), put("whole", "1")])
    codes = [reason["Code"] for reason in refused.value.response["CancellationReasons"]]
    assert codes == ["None", "ConditionalCheckFailed"], json.dumps(refused.value.response)
    assert dynamodb.scan(TableName="whole")["Items"] == [entry("1")]


@pytest.fixture
def away(endpoint: str) -> Any:
    session: Any = boto3.Session(aws_access_key_id="any", aws_secret_access_key="any")
    return session.client("dynamodb", region_name="us-west-2", endpoint_url=endpoint)


def shared(name: str, **more: Any) -> Properties:
    keys = [{"name": key, "type": "S"} for key in ("center", "at")]
    return {
        "name": name,
        "hashKey": "center",
        "rangeKey": "at",
        "attributes": keys,
        "billingMode": "PAY_PER_REQUEST",
        "streamEnabled": True,
        "streamViewType": "NEW_AND_OLD_IMAGES",
        "tags": {"kind": "customers"},
        **more,
    }


THERE = [{"regionName": "us-west-2", "pointInTimeRecovery": True, "propagateTags": True}]


def rows(client: Any, table: str) -> set[str]:
    return {item["at"]["S"] for item in client.scan(TableName=table)["Items"]}


def test_a_table_with_a_replica_has_one_set_of_rows_in_both_regions_whatever_transactions_fail(
    aws: Callable[..., AwsClassic], dynamodb: Any, away: Any
) -> None:
    provider = aws()
    _, outputs = World(provider, "shared").make(TABLE, "shared", **shared("shared", replicas=THERE))
    assert outputs["replicas"] == THERE
    there = away.describe_table(TableName="shared")["Table"]
    assert (there["TableArn"].split(":")[3], there["Replicas"][0]["RegionName"]) == ("us-west-2", "us-east-1")
    backups = away.describe_continuous_backups(TableName="shared")["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    tags = away.list_tags_of_resource(ResourceArn=there["TableArn"])["Tags"]
    assert {"Key": "kind", "Value": "customers"} in tags

    dynamodb.put_item(TableName="shared", Item=entry("1"))
    away.put_item(TableName="shared", Item=entry("2"))
    for client in (dynamodb, away):  # the service undoes a refused transaction
        with pytest.raises(ClientError, match="ConditionalCheckFailed"):
            client.transact_write_items(TransactItems=[put("shared", "3"), put("shared", "1")])
    away.put_item(TableName="shared", Item=entry("4"))
    dynamodb.delete_item(TableName="shared", Key=entry("2"))
    assert rows(dynamodb, "shared") == rows(away, "shared") == {"1", "4"}


def test_a_replica_comes_and_goes_and_the_table_stays_with_its_rows(
    aws: Callable[..., AwsClassic], dynamodb: Any, away: Any
) -> None:
    provider, at = aws(), urn(TABLE, "moves")
    id_, outputs = World(provider, "moves").make(TABLE, "moves", **shared("moves"))
    dynamodb.put_item(TableName="moves", Item=entry("1"))
    assert "Replicas" not in dynamodb.describe_table(TableName="moves")["Table"]

    wanted = shared("moves", replicas=THERE)
    outputs = provider.update(at, TABLE, id_, shared("moves"), outputs, wanted)
    assert (rows(away, "moves"), outputs["replicas"]) == ({"1"}, THERE)

    outputs = provider.update(at, TABLE, id_, wanted, outputs, shared("moves"))
    assert "moves" not in away.list_tables()["TableNames"]
    assert (rows(dynamodb, "moves"), outputs.get("replicas")) == ({"1"}, None)


def test_a_table_goes_with_its_replica(aws: Callable[..., AwsClassic], dynamodb: Any, away: Any) -> None:
    provider = aws()
    wanted = shared("goes", replicas=THERE)
    id_, outputs = World(provider, "goes").make(TABLE, "goes", **wanted)
    provider.delete(urn(TABLE, "goes"), TABLE, id_, wanted, outputs)
    assert "goes" not in (*dynamodb.list_tables()["TableNames"], *away.list_tables()["TableNames"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"Create": {"RegionName": "us-east-1"}}, "has one already"),
        ({"Delete": {"RegionName": "us-west-2"}}, "does not exist"),
    ],
)
def test_replicas_that_cannot_be_are_refused(
    aws: Callable[..., AwsClassic], dynamodb: Any, change: dict[str, Any], words: str
) -> None:
    name = f"refused-{words.split(maxsplit=1)[0]}"
    World(aws(), name).make(TABLE, name, **shared(name))
    with pytest.raises(ClientError, match=words):
        dynamodb.update_table(TableName=name, ReplicaUpdates=[change])


def test_a_table_without_a_stream_or_with_a_namesake_takes_no_replica(
    aws: Callable[..., AwsClassic], dynamodb: Any, away: Any
) -> None:
    provider, there = aws(), [{"Create": {"RegionName": "us-west-2"}}]
    log(provider, "silent")
    with pytest.raises(ClientError, match="stream"):
        dynamodb.update_table(TableName="silent", ReplicaUpdates=there)
    World(provider, "namesake").make(TABLE, "namesake", **shared("namesake"))
    keys = [{"AttributeName": "id", "KeyType": "HASH"}]
    design = [{"AttributeName": "id", "AttributeType": "S"}]
    away.create_table(TableName="namesake", KeySchema=keys, AttributeDefinitions=design, BillingMode="PAY_PER_REQUEST")
    with pytest.raises(ClientError, match="has a table named namesake"):
        dynamodb.update_table(TableName="namesake", ReplicaUpdates=there)


def test_the_stream_by_which_rows_go_away_stays_as_long_as_the_replica(
    aws: Callable[..., AwsClassic], dynamodb: Any
) -> None:
    World(aws(), "streams").make(TABLE, "streams", **shared("streams", replicas=THERE))
    off = {"StreamEnabled": False}
    with pytest.raises(ClientError, match="cannot be disabled"):
        dynamodb.update_table(TableName="streams", StreamSpecification=off)
    dynamodb.update_table(TableName="streams", ReplicaUpdates=[{"Delete": {"RegionName": "us-west-2"}}])
    dynamodb.update_table(TableName="streams", StreamSpecification=off)


def test_an_update_that_broke_off_at_the_replica_is_finished_by_the_next(
    aws: Callable[..., AwsClassic], away: Any
) -> None:
    provider, at = aws(), urn(TABLE, "broken")
    plain = {name: value for name, value in shared("broken").items() if not name.startswith("stream")}
    id_, outputs = World(provider, "broken").make(TABLE, "broken", **plain)
    keys = [{"AttributeName": "id", "KeyType": "HASH"}]
    design = [{"AttributeName": "id", "AttributeType": "S"}]
    away.create_table(TableName="broken", KeySchema=keys, AttributeDefinitions=design, BillingMode="PAY_PER_REQUEST")
    wanted = shared("broken", replicas=THERE)
    with pytest.raises(ProviderError, match="has a table named broken"):
        provider.update(at, TABLE, id_, plain, outputs, wanted)
    away.delete_table(TableName="broken")
    assert provider.update(at, TABLE, id_, plain, outputs, wanted)["replicas"] == THERE
