"""Create, read, list, update and delete for each type that a set-up uses, by Cloud Control through boto3."""

from typing import Any

import pytest

from sandbox.aws.cloudcontrol.models import cloudcontrol_backends
from sandbox.registry import validation
from sandbox.registry.schema import get_type
from tests.sandbox.aws.world import RECIPES, World

UNDELETABLE = {"AgentStatus"}


@pytest.mark.parametrize("kind", sorted(RECIPES))
def test_a_resource_lives_through_its_operations(kind: str, cc: Any, instance: str) -> None:
    world = World(cc, instance)
    type_name, build, change = RECIPES[kind]
    model = build(world)
    identifier = cc.make(type_name, **model)

    seen = cc.read(type_name, identifier)
    schema = get_type(type_name if type_name.startswith("AWS") else full(type_name))
    assert schema is not None
    write_only = {pointer[0] for pointer in schema.write_only}
    assert {name: seen[name] for name in model if name not in write_only} == {
        name: value for name, value in model.items() if name not in write_only
    }
    assert schema.identifier(seen) == identifier
    assert validation.problems(schema, seen) == [] or write_only & set(schema.raw.get("required", []))

    if "list" in schema.operations:
        assert identifier in cc.list(type_name, **{name: seen[name] for name in schema.list_parents})

    if change:
        name, value = change
        assert cc.set(type_name, identifier, name, value)["OperationStatus"] == "SUCCESS"
        assert cc.read(type_name, identifier)[name] == value

    assert cc.delete(type_name, identifier)["OperationStatus"] == "SUCCESS"
    left = cloudcontrol_backends["123456789012"]["us-east-1"].resources.store.get(full(type_name), identifier)
    assert (left is not None) == (kind in UNDELETABLE)


def full(type_name: str) -> str:
    return f"AWS::{type_name}" if "::" in type_name else f"AWS::Connect::{type_name}"
