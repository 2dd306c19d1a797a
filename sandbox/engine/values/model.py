"""Property values inside the engine: JSON values plus Pulumi's signature maps for secrets, assets and archives.

A signature map is a JSON object that carries `SIGNATURE`. Only secrets, assets, archives and (in components) resource
references live on inside the engine; output values end at the border (`ingress`). Values are never changed in place.
source   Pulumi's wire format: "Protobuf definition of property values" (pulumi/pulumi docs, architecture/deployment)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Properties = dict[str, Any]

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a marker of the wire format
ASSET = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"
RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e"
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""Stands for every value that only a real deployment can tell."""
UNKNOWNS = frozenset(
    {
        UNKNOWN,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # boolean
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # list
        "030794c1-ac77-496b-92df-f27374a8bd58",  # asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # object
    }
)
MASK = "[secret]"
Hasher = Callable[[Mapping[str, Any], str], str]
"""An asset or archive and the base directory of its relative path -> its hash, as Pulumi computes it."""


def signature(value: Any) -> str | None:
    return value.get(SIGNATURE) if isinstance(value, dict) else None


def secret(value: Any) -> Properties:
    return value if signature(value) == SECRET else {SIGNATURE: SECRET, "value": value}


def is_unknown(value: Any) -> bool:
    return isinstance(value, str) and value in UNKNOWNS


def has_unknown(value: Any) -> bool:
    if isinstance(value, dict):
        return any(has_unknown(item) for item in value.values())
    if isinstance(value, list):
        return any(has_unknown(item) for item in value)
    return is_unknown(value)


def has_secret(value: Any) -> bool:
    if isinstance(value, dict):
        return value.get(SIGNATURE) == SECRET or any(has_secret(item) for item in value.values())
    return isinstance(value, list) and any(has_secret(item) for item in value)


def ingress(value: Any, *, hasher: Hasher, base: str, keep_references: bool = False) -> Any:
    """What came over the wire -> what the engine works with: outputs and references resolved, assets hashed.

    keep_references  components keep resource references; for a custom resource a reference is its id
    """

    def walk(item: Any) -> Any:
        if isinstance(item, list):
            return [walk(x) for x in item]
        if not isinstance(item, dict):
            return UNKNOWN if is_unknown(item) else item
        kind = item.get(SIGNATURE)
        if kind == SECRET:
            return secret(walk(item.get("value")))
        if kind == OUTPUT:
            inner = walk(item["value"]) if "value" in item else UNKNOWN
            return secret(inner) if item.get("secret") else inner
        if kind == RESOURCE:
            return item if keep_references else _reference_id(item)
        if kind in (ASSET, ARCHIVE):
            return item if item.get("hash") else {**item, "hash": hasher(item, base)}
        return {key: walk(x) for key, x in item.items()}

    return walk(value)


def _reference_id(reference: Mapping[str, Any]) -> Any:
    """A custom resource stands for its id (unknown while it has none), a component for its URN."""
    return (reference["id"] or UNKNOWN) if "id" in reference else reference["urn"]


def plain(value: Any) -> Any:
    """The same value with every secret unwrapped."""
    if isinstance(value, dict):
        if value.get(SIGNATURE) == SECRET:
            return plain(value.get("value"))
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def mask(value: Any) -> Any:
    """The same value with every secret blotted out: for events, logs and people."""
    if isinstance(value, dict):
        return MASK if value.get(SIGNATURE) == SECRET else {key: mask(item) for key, item in value.items()}
    return [mask(item) for item in value] if isinstance(value, list) else value


def comparable(value: Any) -> Any:
    """The same value as diffs see it: secrets unwrapped, assets by their hash, absent and null alike."""
    if isinstance(value, dict):
        kind = value.get(SIGNATURE)
        if kind == SECRET:
            return comparable(value.get("value"))
        if kind in (ASSET, ARCHIVE):
            return {SIGNATURE: kind, "hash": value.get("hash")}
        return {key: comparable(item) for key, item in value.items() if item is not None}
    return [comparable(item) for item in value] if isinstance(value, list) else value


def annotate(outputs: Any, inputs: Any) -> Any:
    """Make secret whatever is secret in the input of the same name (providers see and answer plain values)."""
    if signature(inputs) == SECRET:
        return secret(outputs)
    if isinstance(outputs, dict) and isinstance(inputs, dict):
        return {key: annotate(item, inputs[key]) if key in inputs else item for key, item in outputs.items()}
    if isinstance(outputs, list) and isinstance(inputs, list) and len(outputs) == len(inputs):
        return [annotate(output, own) for output, own in zip(outputs, inputs, strict=True)]
    return outputs


def with_secrets(outputs: Properties, names: Sequence[str]) -> Properties:
    """`additionalSecretOutputs`: the named top-level outputs made secret."""
    wanted = set(names)
    return {key: secret(item) if key in wanted else item for key, item in outputs.items()} if wanted else outputs
