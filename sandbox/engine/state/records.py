"""One resource as checkpoint JSON and back, field by field.

source   `apitype.ResourceV3` of github.com/pulumi/pulumi/sdk/v3
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sandbox.engine.state.model import Resource
from sandbox.engine.values.crypter import Crypter

RENAMED = {
    "property_dependencies": "propertyDependencies",
    "pending_replacement": "pendingReplacement",
    "init_errors": "initErrors",
    "additional_secret_outputs": "additionalSecretOutputs",
    "custom_timeouts": "customTimeouts",
    "import_id": "importID",
    "retain_on_delete": "retainOnDelete",
    "deleted_with": "deletedWith",
    "ignore_changes": "ignoreChanges",
    "replace_on_changes": "replaceOnChanges",
}
KEYS = {f.name: RENAMED.get(f.name, f.name) for f in fields(Resource) if f.name != "extra"}
FIELDS = {key: name for name, key in KEYS.items()}
LISTS = frozenset(
    {"dependencies", "init_errors", "additional_secret_outputs", "aliases", "ignore_changes", "replace_on_changes"}
)
ALWAYS = frozenset({"urn", "custom", "type"})
SEALED = frozenset({"inputs", "outputs"})


def to_record(resource: Resource, crypter: Crypter | None) -> dict[str, Any]:
    """Checkpoint JSON; what is empty is left out. Without a crypter secrets stay open (to compare records)."""
    record: dict[str, Any] = {}
    for name, key in KEYS.items():
        value = getattr(resource, name)
        if value or name in ALWAYS:
            record[key] = crypter.seal(value) if crypter is not None and name in SEALED else value
    return {**record, **resource.extra}


def from_record(record: Mapping[str, Any], crypter: Crypter) -> Resource:
    """The resource; keys that this engine does not know are kept in `extra`.

    raises   KeyError, TypeError, ValueError for a record of the wrong shape
    """
    known: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for key, value in record.items():
        name = FIELDS.get(key)
        if name is None:
            extra[key] = value
        elif value is not None:
            known[name] = _parsed(name, value, crypter)
    if not isinstance(known["urn"], str) or len(known["urn"].split("::", 3)) != 4:  # noqa: PLR2004 - urn:pulumi:S::P::T::N
        raise ValueError(f"not a URN: {known['urn']!r}")
    known.setdefault("custom", False)
    return Resource(**known, extra=extra)


def _parsed(name: str, value: Any, crypter: Crypter) -> Any:
    if name in SEALED:
        if not isinstance(value, dict):
            raise TypeError(f"{name} is not an object")
        return crypter.open(value)
    if name in LISTS:
        return tuple(value)
    if name == "property_dependencies":
        return {key: tuple(urns or ()) for key, urns in value.items()}
    return value
