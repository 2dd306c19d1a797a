"""Values that the service makes: ids, ARNs, states, times. All randomness is moto's, which a journal can seed."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Mapping
from typing import Any

from moto.moto_api._internal import mock_random

from sandbox.aws import arns, clock
from sandbox.aws.place import Place
from sandbox.registry.schema import Node, TypeSchema

_SETTLED = ("ACTIVE", "Active", "READY", "PUBLISHED", "COMPLETED", "Available", "CREATED", "RUNNING", "Custom")
HASHED = {
    "FlowContentSha256": "Content",
    "FlowModuleContentSha256": "Content",
    "ViewContentSha256": "Template",
    "MessageTemplateContentSha256": "Content",
}


def new_id() -> str:
    return str(mock_random.uuid4())


def short_id(length: int = 10) -> str:
    """Capital letters and digits, as Lex has them."""
    return "".join(mock_random.choice(string.ascii_uppercase + string.digits) for _ in range(length))


def digest(value: Any) -> str:
    return hashlib.sha256(str(value).encode()).hexdigest()


def mint(schema: TypeSchema, model: dict[str, Any], place: Place) -> str:
    """Fill the read-only properties that are still missing, and a name that doubles as the identifier. The new id."""
    minted = short_id() if schema.name.startswith("AWS::Lex::") else new_id()
    read_only = [pointer[0] for pointer in schema.read_only if len(pointer) == 1 and pointer[0] not in model]
    for name in (pointer[0] for pointer in schema.primary_identifier):
        if name not in model and (name,) not in schema.read_only:
            kind = schema.name.rsplit("::", maxsplit=1)[-1].lower()
            model[name] = _identifier(name, kind, minted, place)
    for name in sorted(read_only, key=_after_ids):
        value = _value(schema, name, model, minted, place)
        if value is not None:
            model[name] = value
    return minted


def _identifier(name: str, kind: str, minted: str, place: Place) -> str:
    """What the service gives where an identifier is optional: the account, an id, or a name."""
    if name == "TargetAccountId":
        return place.account
    return new_id() if name.endswith("Id") else f"{kind}-{minted[:12]}".lower()


def _after_ids(name: str) -> tuple[bool, str]:
    return (name.lower().endswith("arn"), name)


def _value(schema: TypeSchema, name: str, model: Mapping[str, Any], minted: str, place: Place) -> Any:
    node = schema.resolve(schema.properties[name])
    kind, lowered = node.get("type"), name.lower()
    if "enum" in node:
        return next((state for state in _SETTLED if state in node["enum"]), node["enum"][0])
    if lowered.endswith("arn"):
        return _arn(schema, name, model, minted, place)
    if name in HASHED:
        return digest(model.get(HASHED[name], minted))
    if "time" in lowered or name.endswith("At"):
        return _time(name, node)
    if "region" in lowered:
        return place.region
    return _plain(kind, name, minted)


def _plain(kind: Any, name: str, minted: str) -> Any:
    if kind in ("integer", "number"):
        return 1
    if kind == "boolean":
        return False
    if kind in ("object", "array"):
        return {"DataTable": minted} if name == "LockVersion" else None
    if name in ("BotVersion", "RevisionId"):
        return "1"
    if name.startswith("Addon") and name.endswith("Id"):
        return f"a{'i' if 'Instance' in name else 's'}-{minted.replace('-', '')}"
    return "published" if name == "Status" else minted


def _arn(schema: TypeSchema, name: str, model: Mapping[str, Any], minted: str, place: Place) -> str:
    if name in ("AssistantArn", "KnowledgeBaseArn", "ContentArn") and f"{name[:-3]}Id" in model:
        parent = f"AWS::Wisdom::{name[:-3]}"
        if parent != schema.name:
            return arns.form(parent, model, str(model[f"{name[:-3]}Id"]), place)
    return arns.form(schema.name, model, minted, place)


def _time(name: str, node: Node) -> Any:
    moment = clock.now()
    if node.get("type") in ("integer", "number"):
        return int(moment.timestamp())
    if name == "CreatedAt" and "^[0-9]+$" in node.get("pattern", ""):
        return str(int(moment.timestamp()))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
