"""Automatic physical names, by the rules of pulumi-aws-native.

The property that is named is `Name`, or the (end of the) type's name with `Name` after it: `QueueName`, `PolicyName`
of a `GroupPolicy`, `Username` of a `User`. The name is `<logical name>-<7 hex digits>`; where the schema allows fewer
characters the suffix shrinks first, and with the provider's `autoNaming.autoTrim` the logical name after it.
source   input classes of pulumi-aws-native 1.84: in 1,660 of 1,663 types exactly these required names are optional
         there; `autoNaming` of its provider resource
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.registry.names import top_level
from sandbox.registry.schema import TypeSchema

SUFFIX = 7


@dataclass(frozen=True, slots=True)
class NameRule:
    """property: SDK name; longest, shortest: limits of the schema in characters."""

    property: str
    longest: int | None
    shortest: int


@dataclass(frozen=True, slots=True)
class NameSettings:
    """The provider's `autoNaming`."""

    trim: bool = False
    shortest_suffix: int = 1

    @classmethod
    def of(cls, setting: Any) -> NameSettings:
        given = setting if isinstance(setting, Mapping) else {}
        return cls(bool(given.get("autoTrim")), int(given.get("randomSuffixMinLength") or 1))


def rule_of(schema: TypeSchema) -> NameRule | None:
    """The name that may be made up for this type, or None."""
    kind = schema.name.rsplit("::", 1)[1].lower()
    found = [name for name in schema.properties if _names(name, kind) and (name,) not in schema.read_only]
    nodes = {name: schema.resolve(schema.properties[name]) for name in found}
    texts = [name for name in found if nodes[name].get("type") == "string"]
    if not texts:
        return None
    required = schema.raw.get("required", ())
    chosen = max(texts, key=lambda name: (name in required, len(name)))
    back = {cfn: sdk for sdk, cfn in top_level(schema).items()}
    node = nodes[chosen]
    return NameRule(back[chosen], node.get("maxLength"), int(node.get("minLength") or 0))


def automatic(rule: NameRule, logical: str, seed: str, settings: NameSettings) -> str:
    """A name from random hex digits; ValueError when the logical name leaves no room for the suffix."""
    digits = seed * (rule.shortest // max(len(seed), 1) + 1)
    wanted = max(SUFFIX, rule.shortest - len(logical) - 1)
    if rule.longest is None or len(logical) + 1 + wanted <= rule.longest:
        return f"{logical}-{digits[:wanted]}"
    room = rule.longest - len(logical) - 1
    if room >= settings.shortest_suffix:
        return f"{logical}-{digits[:room]}"
    if not settings.trim:
        raise ValueError(
            f"no automatic name: '{logical}' and a suffix exceed {rule.longest} characters; "
            "set the name, choose a shorter resource name, or set autoNaming.autoTrim on the provider"
        )
    kept = logical[: max(0, rule.longest - 1 - settings.shortest_suffix)]
    return f"{kept}-{digits[: rule.longest - 1 - len(kept)]}"


def _names(property_: str, kind: str) -> bool:
    lowered = property_.lower()
    return lowered.endswith("name") and kind.endswith(lowered.removesuffix("name"))
