"""What a change of inputs means for a registry type: an update or a replacement, and the JSON patch of the update.

Inputs are compared with inputs, as pulumi-aws-native does. Text that holds JSON (the content of a flow) is compared as
text, also as pulumi-aws-native does; only the order of tags is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.engine.provider import Diff, Properties
from sandbox.engine.values.model import comparable
from sandbox.engine.values.paths import diff_paths
from sandbox.providers.native import tags
from sandbox.providers.native.naming import rule_of
from sandbox.registry import names, pointers
from sandbox.registry.schema import TypeSchema

Patch = list[dict[str, Any]]


def difference(schema: TypeSchema, old_inputs: Properties, news: Properties) -> Diff:
    """Diff of two input sets; a changed create-only property replaces."""
    old, new = (tags.ordered(schema, comparable(inputs)) for inputs in (old_inputs, news))
    detailed = diff_paths(old, new)
    if not detailed:
        return Diff()
    changed = pointers.changed(names.to_cfn(schema, old), names.to_cfn(schema, new), schema.create_only)
    back = {cfn: sdk for sdk, cfn in names.top_level(schema).items()}
    replaces = tuple(dict.fromkeys(back[pointer[0]] for pointer in changed if pointer[0] in back))
    first = bool(replaces) and (schema.delete_before_create or _keeps_name(schema, old, new))
    return Diff(changes=True, replaces=replaces, delete_before_replace=first, detailed=detailed)


def patch(schema: TypeSchema, old_inputs: Properties, news: Properties, live: Mapping[str, Any]) -> Patch:
    """RFC 6902 operations on the type's top-level properties.

    Cloud Control validates the patched read model, which lacks write-only values: each that is still wanted is sent
    again, except those that are also create-only, which may not be touched (aws-cloudformation/
    cloudformation-coverage-roadmap#2205, pulumi/pulumi-aws-native#1395 and #1448).
    """
    old = names.to_cfn(schema, tags.ordered(schema, comparable(old_inputs)))
    new = names.to_cfn(schema, tags.ordered(schema, comparable(news)))
    again = {pointer[0] for pointer in schema.write_only if pointer not in schema.create_only}
    fixed = {pointer[0] for pointer in schema.create_only if len(pointer) == 1}
    sent = [key for key in new if key not in fixed and (old.get(key) != new[key] or key in again)]
    if not any(old.get(key) != new.get(key) for key in (*old, *new)):
        return []
    removed = [key for key in old if key not in new and key in live and key not in fixed]
    full = names.to_cfn(schema, news)
    operations: Patch = [{"op": "add", "path": f"/{key}", "value": full[key]} for key in sent]
    return operations + [{"op": "remove", "path": f"/{key}"} for key in removed]


def _keeps_name(schema: TypeSchema, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """The replacement would have the name that the old resource still holds."""
    rule = rule_of(schema)
    return rule is not None and old.get(rule.property) is not None and old.get(rule.property) == new.get(rule.property)
