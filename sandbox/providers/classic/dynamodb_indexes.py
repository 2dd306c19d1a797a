"""How a DynamoDB table is keyed, indexed, sized and streamed, in the terms of its API."""

from __future__ import annotations

from typing import Any

from sandbox.engine.provider import Properties


def key_schema(hash_key: str, range_key: str | None) -> list[dict[str, str]]:
    keys = [{"AttributeName": hash_key, "KeyType": "HASH"}]
    return [*keys, {"AttributeName": range_key, "KeyType": "RANGE"}] if range_key else keys


def attributes(inputs: Properties) -> list[dict[str, str]]:
    return [{"AttributeName": a["name"], "AttributeType": a["type"]} for a in inputs.get("attributes") or []]


def capacity(inputs: Properties) -> dict[str, Any]:
    mode = inputs.get("billingMode", "PROVISIONED")
    if mode == "PAY_PER_REQUEST":
        return {"BillingMode": mode}
    units = {"ReadCapacityUnits": inputs.get("readCapacity", 1), "WriteCapacityUnits": inputs.get("writeCapacity", 1)}
    return {"BillingMode": mode, "ProvisionedThroughput": units}


def _index(index: dict[str, Any], inputs: Properties, *, own_capacity: bool) -> dict[str, Any]:
    projection: dict[str, Any] = {"ProjectionType": index["projectionType"]}
    if index.get("nonKeyAttributes"):
        projection["NonKeyAttributes"] = index["nonKeyAttributes"]
    keys = key_schema(index.get("hashKey") or inputs["hashKey"], index.get("rangeKey"))
    api = {"IndexName": index["name"], "KeySchema": keys, "Projection": projection}
    if own_capacity and inputs.get("billingMode", "PROVISIONED") == "PROVISIONED":
        api |= {k: v for k, v in capacity({**inputs, **index}).items() if k == "ProvisionedThroughput"}
    return api


def indexes(inputs: Properties) -> dict[str, Any]:
    both = {"globalSecondaryIndexes": "GlobalSecondaryIndexes", "localSecondaryIndexes": "LocalSecondaryIndexes"}
    return {
        api: [_index(index, inputs, own_capacity=own.startswith("global")) for index in inputs[own]]
        for own, api in both.items()
        if inputs.get(own)
    }


def index_changes(old: Properties, new: Properties) -> list[dict[str, Any]]:
    """One update for each index: DynamoDB changes one at a time. A changed index is dropped and made again."""
    before = {index["name"]: index for index in old.get("globalSecondaryIndexes") or []}
    after = {index["name"]: index for index in new.get("globalSecondaryIndexes") or []}
    dropped = [name for name in before if before[name] != after.get(name)]
    added = [name for name in after if after[name] != before.get(name)]
    updates = [{"Delete": {"IndexName": name}} for name in dropped]
    updates += [{"Create": _index(after[name], new, own_capacity=True)} for name in added]
    return [{"GlobalSecondaryIndexUpdates": [update]} for update in updates]


def stream(inputs: Properties) -> dict[str, Any]:
    if not inputs.get("streamEnabled"):
        return {}
    view = inputs.get("streamViewType", "NEW_AND_OLD_IMAGES")
    return {"StreamSpecification": {"StreamEnabled": True, "StreamViewType": view}}


def encryption(inputs: Properties) -> dict[str, Any]:
    setting = inputs.get("serverSideEncryption")
    if not setting or not setting.get("enabled"):
        return {}
    key = {"KMSMasterKeyId": setting["kmsKeyArn"]} if setting.get("kmsKeyArn") else {}
    return {"SSESpecification": {"Enabled": True, "SSEType": "KMS", **key}}
