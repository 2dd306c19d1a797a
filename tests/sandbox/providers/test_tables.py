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
