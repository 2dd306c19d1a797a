"""Protobuf `Struct` to plain Python values and back; the only module that knows how values travel."""

from __future__ import annotations

from typing import Any

from google.protobuf import struct_pb2

EXACT = 2**53
"""Whole numbers up to this size are exact in the doubles that travel, so they become `int` again."""


def from_struct(struct: struct_pb2.Struct) -> dict[str, Any]:
    return {name: from_value(value) for name, value in struct.fields.items()}


def from_value(value: struct_pb2.Value) -> Any:
    match value.WhichOneof("kind"):
        case "string_value":
            return value.string_value
        case "number_value":
            number = value.number_value
            return int(number) if number.is_integer() and abs(number) <= EXACT else number
        case "bool_value":
            return value.bool_value
        case "struct_value":
            return from_struct(value.struct_value)
        case "list_value":
            return [from_value(item) for item in value.list_value.values]
        case _:
            return None


def to_struct(properties: dict[str, Any]) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    for name, item in properties.items():
        _fill(struct.fields[name], item)
    return struct


def _fill(target: struct_pb2.Value, item: Any) -> None:
    if item is None:
        target.null_value = struct_pb2.NULL_VALUE
    elif isinstance(item, bool):
        target.bool_value = item
    elif isinstance(item, str):
        target.string_value = item
    elif isinstance(item, int | float):
        target.number_value = item
    elif isinstance(item, dict):
        target.struct_value.SetInParent()
        for name, inner in item.items():
            _fill(target.struct_value.fields[name], inner)
    else:
        target.list_value.SetInParent()
        for inner in item:
            _fill(target.list_value.values.add(), inner)
