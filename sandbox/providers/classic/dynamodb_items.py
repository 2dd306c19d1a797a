"""Single items of DynamoDB tables: region flags, configuration rows."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

import json
from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import shape
from sandbox.providers.failures import AwsError, Trouble


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


def _item_key(inputs: Properties) -> dict[str, Any]:
    item = json.loads(inputs["item"])
    names = [inputs["hashKey"], *([inputs["rangeKey"]] if inputs.get("rangeKey") else [])]
    return {name: item[name] for name in names}
