"""DynamoDB tables and single items (region flags, configuration rows)."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

import json
from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.waiting import until_true
from sandbox.providers.classic.words import tag_list, tag_map
from sandbox.providers.failures import AwsError, Trouble


class Table(Kind):
    shape = shape(
        "aws:dynamodb/table:Table",
        "dynamodb",
        inputs="attributes billingMode deletionProtectionEnabled globalSecondaryIndexes hashKey localSecondaryIndexes "
        "pointInTimeRecovery rangeKey readCapacity serverSideEncryption streamEnabled streamViewType tableClass ttl "
        "writeCapacity",
        computed="arn streamArn streamLabel",
        replaces="name hashKey rangeKey localSecondaryIndexes",
        naming=Naming(longest=255),
        defaults={"billingMode": "PROVISIONED", "tableClass": "STANDARD", "deletionProtectionEnabled": False},
        taggable=True,
    )

    def create(self, call: Call) -> str:
        given, name = call.inputs, str(call.inputs["name"])
        arguments = {
            "TableName": name,
            "KeySchema": _keys(given["hashKey"], given.get("rangeKey")),
            "AttributeDefinitions": _attributes(given),
            "DeletionProtectionEnabled": bool(given.get("deletionProtectionEnabled")),
            "Tags": tag_list(call.tags),
            **call.pick({"tableClass": "TableClass"}),
            **_capacity(given),
            **_indexes(given),
            **_stream(given),
            **_encryption(given),
        }
        call.client.create_table(**arguments)
        return name

    def finish(self, call: Call, id_: str) -> None:
        _active(call, id_)
        self._settle(call, id_, {})

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, given = call.client, call.inputs
        changed = {name for name in given.keys() | old.keys() if given.get(name) != old.get(name)}
        arguments: dict[str, Any] = {}
        if changed & {"billingMode", "readCapacity", "writeCapacity"}:
            arguments |= _capacity(given)
        if changed & {"streamEnabled", "streamViewType"}:
            arguments |= _stream(given) or {"StreamSpecification": {"StreamEnabled": False}}
        if "serverSideEncryption" in changed:
            arguments |= _encryption(given) or {"SSESpecification": {"Enabled": False}}
        if "deletionProtectionEnabled" in changed:
            arguments["DeletionProtectionEnabled"] = bool(given.get("deletionProtectionEnabled"))
        if "tableClass" in changed:
            arguments["TableClass"] = given.get("tableClass", "STANDARD")
        if arguments:
            client.update_table(TableName=id_, **arguments)
            _active(call, id_)
        for change in _index_changes(old, given):
            client.update_table(TableName=id_, AttributeDefinitions=_attributes(given), **change)
            _active(call, id_)
        self._settle(call, id_, old)
        table_arn = call.arn(f"table/{id_}")
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.tag_resource(ResourceArn=table_arn, Tags=tag_list(tags)),
            lambda keys: client.untag_resource(ResourceArn=table_arn, TagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        table: dict[str, Any] = call.client.describe_table(TableName=id_)["Table"]
        keys = {key["KeyType"]: key["AttributeName"] for key in table["KeySchema"]}
        stream = table.get("StreamSpecification") or {}
        billing = (table.get("BillingModeSummary") or {}).get("BillingMode", "PROVISIONED")
        return {
            "name": table["TableName"],
            "arn": table["TableArn"],
            "streamArn": table.get("LatestStreamArn", ""),
            "streamLabel": table.get("LatestStreamLabel", ""),
            "billingMode": billing,
            "hashKey": keys["HASH"],
            "rangeKey": keys.get("RANGE"),
            "streamEnabled": stream.get("StreamEnabled") if stream or "streamEnabled" in call.inputs else None,
            "streamViewType": stream.get("StreamViewType"),
            "deletionProtectionEnabled": table.get("DeletionProtectionEnabled", False),
            **self._extras(call, id_),
            "tags": tag_map(call.client.list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"]),
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_table(TableName=id_)
        until_true(f"deletion of table {id_}", lambda: self.existing(call, id_) is None, call.session.patience)

    @staticmethod
    def _settle(call: Call, id_: str, old: Properties) -> None:
        """Expiry and recovery have operations of their own."""
        client, ttl = call.client, call.inputs.get("ttl")
        if ttl != old.get("ttl"):
            wanted = ttl or {**old["ttl"], "enabled": False}
            enabled = bool(wanted.get("enabled", True))
            if enabled or (old.get("ttl") or {}).get("enabled"):
                expiry = {"Enabled": enabled, "AttributeName": wanted["attributeName"]}
                client.update_time_to_live(TableName=id_, TimeToLiveSpecification=expiry)
        recovery = (call.inputs.get("pointInTimeRecovery") or {}).get("enabled", False)
        if recovery != (old.get("pointInTimeRecovery") or {}).get("enabled", False):
            setting = {"PointInTimeRecoveryEnabled": recovery}
            client.update_continuous_backups(TableName=id_, PointInTimeRecoverySpecification=setting)

    @staticmethod
    def _extras(call: Call, id_: str) -> Properties:
        """What costs further calls is read only where the program sets it."""
        found: Properties = {}
        if call.inputs.get("ttl"):
            ttl = call.client.describe_time_to_live(TableName=id_)["TimeToLiveDescription"]
            on = ttl.get("TimeToLiveStatus") in {"ENABLED", "ENABLING"}
            found["ttl"] = {**call.inputs["ttl"], "enabled": on} if "enabled" in call.inputs["ttl"] else None
        if call.inputs.get("pointInTimeRecovery"):
            backups = call.client.describe_continuous_backups(TableName=id_)["ContinuousBackupsDescription"]
            status = backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"]
            found["pointInTimeRecovery"] = {**call.inputs["pointInTimeRecovery"], "enabled": status == "ENABLED"}
        return found


class TableItem(Kind):
    shape = shape(
        "aws:dynamodb/tableItem:TableItem",
        "dynamodb",
        inputs="rangeKey",
        required="tableName hashKey item",
        computed="hashKeyValue rangeKeyValue",
        replaces="tableName hashKey rangeKey",
        documents="item",
    )

    def identity(self, inputs: Properties) -> str | None:
        try:
            key = _item_key(inputs)
        except (KeyError, ValueError):
            return None  # the item is not known yet, in a preview
        return "|".join([str(inputs["tableName"]), *(f"{name}:{json.dumps(value)}" for name, value in key.items())])

    def create(self, call: Call) -> str:
        given = call.inputs
        condition = {
            "ConditionExpression": "attribute_not_exists(#key)",
            "ExpressionAttributeNames": {"#key": given["hashKey"]},
        }
        call.client.put_item(TableName=given["tableName"], Item=json.loads(given["item"]), **condition)
        return str(self.identity(given))

    def update(self, call: Call, id_: str, old: Properties) -> None:
        given = call.inputs
        call.client.put_item(TableName=given["tableName"], Item=json.loads(given["item"]))
        before, after = _item_key(old), _item_key(given)
        if before != after:
            call.client.delete_item(TableName=given["tableName"], Key=before)

    def live(self, call: Call, id_: str) -> Properties:
        if "item" not in call.inputs:
            raise AwsError("import", Trouble.REFUSED, "Unsupported", f"{id_}: a table item cannot be imported")
        key = _item_key(call.inputs)
        answer = call.client.get_item(TableName=call.inputs["tableName"], Key=key, ConsistentRead=True)
        if "Item" not in answer:
            raise gone(f"item {id_}")
        kept = {name: answer["Item"][name] for name in json.loads(call.inputs["item"]) if name in answer["Item"]}
        values = [next(iter(value.values())) for value in key.values()]
        # Other attributes may be written by the running system; the program owns its own ones only.
        return {
            "item": json.dumps(kept, sort_keys=True),
            "hashKeyValue": values[0],
            "rangeKeyValue": values[1] if len(values) > 1 else None,
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_item(TableName=call.inputs["tableName"], Key=_item_key(call.inputs))


def _keys(hash_key: str, range_key: str | None) -> list[dict[str, str]]:
    keys = [{"AttributeName": hash_key, "KeyType": "HASH"}]
    return [*keys, {"AttributeName": range_key, "KeyType": "RANGE"}] if range_key else keys


def _attributes(inputs: Properties) -> list[dict[str, str]]:
    return [{"AttributeName": a["name"], "AttributeType": a["type"]} for a in inputs.get("attributes") or []]


def _capacity(inputs: Properties) -> dict[str, Any]:
    mode = inputs.get("billingMode", "PROVISIONED")
    if mode == "PAY_PER_REQUEST":
        return {"BillingMode": mode}
    units = {"ReadCapacityUnits": inputs.get("readCapacity", 1), "WriteCapacityUnits": inputs.get("writeCapacity", 1)}
    return {"BillingMode": mode, "ProvisionedThroughput": units}


def _index(index: dict[str, Any], inputs: Properties, *, own_capacity: bool) -> dict[str, Any]:
    projection: dict[str, Any] = {"ProjectionType": index["projectionType"]}
    if index.get("nonKeyAttributes"):
        projection["NonKeyAttributes"] = index["nonKeyAttributes"]
    keys = _keys(index.get("hashKey") or inputs["hashKey"], index.get("rangeKey"))
    api = {"IndexName": index["name"], "KeySchema": keys, "Projection": projection}
    if own_capacity and inputs.get("billingMode", "PROVISIONED") == "PROVISIONED":
        api |= {k: v for k, v in _capacity({**inputs, **index}).items() if k == "ProvisionedThroughput"}
    return api


def _indexes(inputs: Properties) -> dict[str, Any]:
    both = {"globalSecondaryIndexes": "GlobalSecondaryIndexes", "localSecondaryIndexes": "LocalSecondaryIndexes"}
    return {
        api: [_index(index, inputs, own_capacity=own.startswith("global")) for index in inputs[own]]
        for own, api in both.items()
        if inputs.get(own)
    }


def _index_changes(old: Properties, new: Properties) -> list[dict[str, Any]]:
    """One update for each index: DynamoDB changes one at a time. A changed index is dropped and made again."""
    before = {index["name"]: index for index in old.get("globalSecondaryIndexes") or []}
    after = {index["name"]: index for index in new.get("globalSecondaryIndexes") or []}
    dropped = [name for name in before if before[name] != after.get(name)]
    added = [name for name in after if after[name] != before.get(name)]
    updates = [{"Delete": {"IndexName": name}} for name in dropped]
    updates += [{"Create": _index(after[name], new, own_capacity=True)} for name in added]
    return [{"GlobalSecondaryIndexUpdates": [update]} for update in updates]


def _stream(inputs: Properties) -> dict[str, Any]:
    if not inputs.get("streamEnabled"):
        return {}
    view = inputs.get("streamViewType", "NEW_AND_OLD_IMAGES")
    return {"StreamSpecification": {"StreamEnabled": True, "StreamViewType": view}}


def _encryption(inputs: Properties) -> dict[str, Any]:
    setting = inputs.get("serverSideEncryption")
    if not setting or not setting.get("enabled"):
        return {}
    key = {"KMSMasterKeyId": setting["kmsKeyArn"]} if setting.get("kmsKeyArn") else {}
    return {"SSESpecification": {"Enabled": True, "SSEType": "KMS", **key}}


def _item_key(inputs: Properties) -> dict[str, Any]:
    item = json.loads(inputs["item"])
    names = [inputs["hashKey"], *([inputs["rangeKey"]] if inputs.get("rangeKey") else [])]
    return {name: item[name] for name in names}


def _active(call: Call, name: str) -> None:
    def done() -> bool:
        table: dict[str, Any] = call.client.describe_table(TableName=name)["Table"]
        return bool(table["TableStatus"] == "ACTIVE")

    until_true(f"table {name}", done, call.session.patience)
