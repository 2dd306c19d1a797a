"""How pulumi-aws-native names what the registry names: properties, types, whole models.

The rule: split the name into words (runs of capitals are one word), title-case each, lower the first letter. It was
fitted to the installed SDK and checked against all its classes; the exceptions are listed.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from sandbox.registry import catalog
from sandbox.registry.schema import Node, TypeSchema

_WORD = re.compile(
    r"[A-Z]{2,}s(?=$|[A-Z0-9_])"  # ARNs, URLs
    r"|[A-Z]{2,}(?=[A-Z][a-z])"  # AI in AIAgent
    r"|[A-Z]{2,}\d*|[A-Z]?[a-z]+\d*|[A-Z]|\d+"
)
_LETTER_WORD = re.compile(r"^(E(?=Tag)|O(?=Auth)|A(?=Record))(.)")
_MODULES = {"config": "configuration"}  # `config` would shadow the provider's own configuration


@functools.cache
def sdk_name(cfn_name: str) -> str:
    """`HoursOfOperationArn` -> `hoursOfOperationArn`, `AttributeARN` -> `attributeArn`, `ETag` -> `eTag`."""
    if one := _LETTER_WORD.match(cfn_name):
        return one[1].lower() + cfn_name[1:]
    words = _WORD.findall(cfn_name)
    joined = "".join(word[:1].upper() + word[1:].lower() for word in words)
    return joined[:1].lower() + joined[1:]


def top_level(schema: TypeSchema) -> dict[str, str]:
    """SDK name -> registry name of the type's own properties. `Id` is `awsId`: `id` is Pulumi's."""
    return {("awsId" if name == "Id" else sdk_name(name)): name for name in schema.properties}


def token(type_name: str) -> str:
    """`AWS::Wisdom::AIAgent` -> `aws-native:wisdom:AiAgent`."""
    _, service, kind = type_name.split("::")[:3]
    module = service.lower()
    kind = sdk_name(kind)
    return f"aws-native:{_MODULES.get(module, module)}:{kind[:1].upper()}{kind[1:]}"


@functools.cache
def _types_by_token() -> Mapping[str, str]:
    return {token(name).lower(): name for name in catalog.types_in()}


def cfn_type(type_token: str) -> str | None:
    """`aws-native:connect:Queue` (or `aws-native:connect/queue:Queue`) -> `AWS::Connect::Queue`, or None."""
    package, module, kind = type_token.split(":")
    return _types_by_token().get(f"{package}:{module.split('/')[0]}:{kind}".lower())


def to_cfn(schema: TypeSchema, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """SDK-named inputs as a registry model. None means absent; keys that the schema does not know stay as they are."""
    names = top_level(schema)
    return {
        names.get(key, key): _rename(schema, value, schema.properties.get(names.get(key, key), {}), _inward)
        for key, value in inputs.items()
        if value is not None
    }


def to_sdk(schema: TypeSchema, model: Mapping[str, Any]) -> dict[str, Any]:
    """A registry model as SDK-named outputs."""
    names = {cfn: sdk for sdk, cfn in top_level(schema).items()}
    return {
        names.get(key, key): _rename(schema, value, schema.properties.get(key, {}), _outward)
        for key, value in model.items()
    }


def sdk_path(schema: TypeSchema, path: tuple[str | int, ...]) -> str:
    """("OverrideConfig", 0, "Day") -> `overrideConfig[0].day`, for messages about a program's inputs."""
    names = {cfn: sdk for sdk, cfn in top_level(schema).items()}
    out = ""
    for depth, part in enumerate(path):
        if isinstance(part, int):
            out += f"[{part}]"
        else:
            name = names.get(part, part) if depth == 0 else sdk_name(part)
            out += f".{name}" if out else name
    return out


def _inward(members: Mapping[str, Node]) -> dict[str, str]:
    return {sdk_name(name): name for name in members}


def _outward(members: Mapping[str, Node]) -> dict[str, str]:
    return {name: sdk_name(name) for name in members}


def _rename(schema: TypeSchema, value: Any, node: Node, direction: Any) -> Any:
    node = schema.resolve(node)
    if isinstance(value, list):
        item = schema.items(node)
        return [_rename(schema, entry, item, direction) for entry in value]
    if not isinstance(value, dict):
        return value
    members = schema.members(node)
    if not members:  # a map or free-form JSON: the keys are the user's
        entry_node = next((n for n in (node.get("patternProperties") or {}).values() if isinstance(n, Mapping)), None)
        return value if entry_node is None else {k: _rename(schema, v, entry_node, direction) for k, v in value.items()}
    names = direction(members)
    by_either = {**members, **{new: members[old] for old, new in names.items() if old in members}}
    return {
        names.get(key, key): _rename(schema, entry, by_either.get(names.get(key, key), {}), direction)
        for key, entry in value.items()
        if entry is not None
    }
