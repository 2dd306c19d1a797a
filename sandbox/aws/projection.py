"""A registry model told in the shape of an API: for each member of the output, the property that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from sandbox.aws.place import last_part

Aliases = Mapping[str, str]


def project(shape: Shape, value: Any, aliases: Aliases | None = None) -> Any:
    """Members that the model does not have are left out. `aliases`: API member -> property, at every level.

    A member `QueueId` is told from `QueueArn`, `SecurityProfileIds` from `SecurityProfileArns`; a list of Key and
    Value pairs is a map in the API.
    """
    names = aliases or {}
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        return _structure(shape, value, names)
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [project(shape.member, entry, names) for entry in value]
    if isinstance(shape, MapShape) and isinstance(value, list):
        return {pair["Key"]: pair["Value"] for pair in value}
    return value


def _structure(shape: StructureShape, value: Mapping[str, Any], aliases: Aliases) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for member, inner in shape.members.items():
        name = _in(value, aliases.get(member, member))
        if name is not None:
            found = value[name]
            bare = member.endswith("Id") and isinstance(found, str) and found.startswith("arn:")
            told[member] = last_part(found) if bare else project(inner, found, aliases)
        elif member.endswith("Id") and (arn := _in(value, f"{member[:-2]}Arn")):
            told[member] = last_part(str(value[arn]))
        elif member.endswith("Ids") and (arns := _in(value, f"{member[:-3]}Arns")):
            told[member] = [last_part(one) for one in value[arns]]
    return told


def _in(value: Mapping[str, Any], name: str) -> str | None:
    """The property's name: the member's own, or the same in the registry's spelling with a capital."""
    capital = f"{name[:1].upper()}{name[1:]}"
    return next((one for one in (name, capital) if one in value), None)


def as_tags(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """The API's map as the registry's list."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def as_map(tags: list[dict[str, str]] | Mapping[str, str] | None) -> dict[str, str]:
    """The registry's list (a map in a few Wisdom types) as the API's map."""
    if isinstance(tags, Mapping):
        return dict(tags)
    return {pair["Key"]: pair["Value"] for pair in tags or ()}
