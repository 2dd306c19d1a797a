"""Data tables: attributes, records and their values."""

from __future__ import annotations

from typing import Any

from sandbox.aws.connect.desk import Desk, missing
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.place import last_part
from sandbox.aws.rules.data import RECORD, TABLE_ATTRIBUTE
from sandbox.aws.store import Resource
from sandbox.aws.wire import page

_TABLE = {"Name", "Description", "TimeZone", "ValueLockLevel"}


def _table(desk: Desk) -> Resource:
    return desk.find("DataTable", str(desk.params["DataTableId"]))


def _attributes(desk: Desk, table: Resource) -> list[Resource]:
    everything = desk.resources.store.of_type(TABLE_ATTRIBUTE)
    return [one for one in everything if one.model["DataTableArn"] == table.model["Arn"]]


def _records(desk: Desk, table: Resource) -> list[Resource]:
    everything = desk.resources.store.of_type(RECORD)
    return [one for one in everything if one.model["DataTableArn"] == table.model["Arn"]]


def _told(desk: Desk, attribute: Resource) -> dict[str, Any]:
    arn = attribute.model["DataTableArn"]
    times = {"LastModifiedTime": attribute.modified, "LastModifiedRegion": desk.resources.place.region}
    return {**attribute.model, "DataTableId": last_part(arn), **times}


@operation("CreateDataTable")
def create(desk: Desk) -> Answer:
    made = desk.create("DataTable", desk.properties({}))
    arn = made.model["Arn"]
    return {"Id": last_part(arn), "Arn": arn, "LockVersion": made.model["LockVersion"]}


@operation("UpdateDataTableMetadata")
def update(desk: Desk) -> Answer:
    found = _table(desk)
    desk.change(found, {name: desk.params[name] for name in _TABLE if name in desk.params})
    return {"LockVersion": found.model["LockVersion"]}


@operation("ListDataTableAttributes")
def attributes(desk: Desk) -> Answer:
    wanted = desk.params.get("AttributeIds")
    found = [_told(desk, one) for one in _attributes(desk, _table(desk))]
    rows, following = page([row for row in found if not wanted or row["AttributeId"] in wanted], desk.params)
    return {"Attributes": tell("ListDataTableAttributes", "Attributes", rows), **following}


@operation("DescribeDataTableAttribute")
def attribute(desk: Desk) -> Answer:
    for one in _attributes(desk, _table(desk)):
        if one.model["Name"] == desk.params["AttributeName"]:
            return {"Attribute": tell("DescribeDataTableAttribute", "Attribute", _told(desk, one))}
    raise missing(f"Attribute not found: {desk.params['AttributeName']}")


@operation("ListDataTableValues")
def values(desk: Desk) -> Answer:
    table = _table(desk)
    attributes = {one.model["AttributeId"]: one.model for one in _attributes(desk, table)}
    wanted = desk.params.get("RecordIds")
    found = [
        row
        for record in _records(desk, table)
        if not wanted or record.model["RecordId"] in wanted
        for row in _rows(desk, record, attributes)
    ]
    rows, following = page(found, desk.params)
    return {"Values": rows, **following}


def _rows(desk: Desk, record: Resource, attributes: dict[str, Any]) -> list[dict[str, Any]]:
    content = record.model["DataTableRecord"]
    primary = [
        {"AttributeName": attributes[row["AttributeId"]]["Name"], "Value": row["AttributeValue"]}
        | {"AttributeId": row["AttributeId"]}
        for row in content.get("PrimaryValues", [])
    ]
    return [
        {
            "RecordId": record.model["RecordId"],
            "AttributeId": row["AttributeId"],
            "AttributeName": attributes[row["AttributeId"]]["Name"],
            "ValueType": attributes[row["AttributeId"]]["ValueType"],
            "Value": row["AttributeValue"],
            "PrimaryValues": primary,
            "LastModifiedTime": record.modified,
            "LastModifiedRegion": desk.resources.place.region,
        }
        for row in content["Values"]
    ]


@operation("BatchUpdateDataTableValue")
def update_values(desk: Desk) -> Answer:
    table = _table(desk)
    attributes = {one.model["AttributeId"]: one.model for one in _attributes(desk, table)}
    done, failed = [], []
    for wanted in desk.params["Values"]:
        name, primary = wanted["AttributeName"], wanted.get("PrimaryValues", [])
        record = _matching(desk, table, attributes, primary)
        identifier = next((key for key, model in attributes.items() if model["Name"] == name), None)
        if record is None or identifier is None:
            failed.append({"PrimaryValues": primary, "AttributeName": name, "Message": "The value does not exist."})
            continue
        _set(desk, record, identifier, wanted["Value"])
        done.append({"PrimaryValues": primary, "AttributeName": name, "LockVersion": table.model["LockVersion"]})
    return {"Successful": done, "Failed": failed}


def _matching(desk: Desk, table: Resource, attributes: dict[str, Any], primary: list[Any]) -> Resource | None:
    wanted = {(row["AttributeName"], row["Value"]) for row in primary}
    for record in _records(desk, table):
        rows = record.model["DataTableRecord"].get("PrimaryValues", [])
        if {(attributes[row["AttributeId"]]["Name"], row["AttributeValue"]) for row in rows} == wanted:
            return record
    return None


def _set(desk: Desk, record: Resource, identifier: str, value: str) -> None:
    content = record.model["DataTableRecord"]
    others = [row for row in content["Values"] if row["AttributeId"] != identifier]
    fresh = {**content, "Values": [*others, {"AttributeId": identifier, "AttributeValue": value}]}
    desk.change(record, {"DataTableRecord": fresh})
