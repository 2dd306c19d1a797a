"""What a resource points to, and what contains it.

An ARN in a model must exist. A resource that others point to cannot be deleted; what it merely contains goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.registry.schema import TypeSchema

_ARN = re.compile(r"^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:\d*:\S+$")

# Properties that name a parent by a bare id: (service, property) -> parent type.
PARENT_IDS: Mapping[tuple[str, str], str] = {
    ("Cases", "DomainId"): "AWS::Cases::Domain",
    ("Cases", "CaseId"): "AWS::Cases::Case",
    ("Cases", "TemplateId"): "AWS::Cases::Template",
    ("CustomerProfiles", "DomainName"): "AWS::CustomerProfiles::Domain",
    ("Wisdom", "AssistantId"): "AWS::Wisdom::Assistant",
    ("Wisdom", "KnowledgeBaseId"): "AWS::Wisdom::KnowledgeBase",
    ("Lex", "BotId"): "AWS::Lex::Bot",
}
_OWN_IDS: Mapping[str, str] = {
    "AWS::Cases::Domain": "DomainId",
    "AWS::Cases::Case": "CaseId",
    "AWS::Cases::Template": "TemplateId",
    "AWS::CustomerProfiles::Domain": "DomainName",
    "AWS::Wisdom::Assistant": "AssistantId",
    "AWS::Wisdom::KnowledgeBase": "KnowledgeBaseId",
    "AWS::Lex::Bot": "Id",
}

# Properties by which a child names its container; the container's deletion takes the child with it.
_CONTAINERS = frozenset(
    {
        *("InstanceArn", "InstanceId", "DomainId", "DomainName", "KnowledgeBaseArn", "KnowledgeBaseId", "AssistantId"),
        *(
            "DataTableArn",
            "ContactFlowId",
            "ContactFlowModuleId",
            "ViewArn",
            "BotId",
            "MessageTemplateArn",
            "TargetArn",
        ),
        *("ConnectInstanceArn", "ConnectInstanceId"),
    }
)
_NOT_CONTAINED = frozenset({"AWS::Connect::TrafficDistributionGroup"})  # it must go before its instance

# Users that stay behind, dangling, when what they point to is deleted (API reference, DeleteQuickConnect).
_DANGLING = frozenset({("AWS::Connect::User", "AWS::Connect::QuickConnect")})


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from strings(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from strings(entry)


def own(schema: TypeSchema, model: Mapping[str, Any]) -> set[str]:
    """ARNs and id tokens by which others can point to the resource."""
    names = {pointer[0] for pointer in (*schema.read_only, *schema.primary_identifier) if len(pointer) == 1}
    arns = {model[name] for name in names if _is_own_arn(schema, name, model)}
    if (property_name := _OWN_IDS.get(schema.name)) and property_name in model:
        arns.add(_token(schema.name, model[property_name]))
    return arns


def _is_own_arn(schema: TypeSchema, name: str, model: Mapping[str, Any]) -> bool:
    value = model.get(name)
    if not isinstance(value, str) or not value.startswith("arn:") or (name,) not in schema.read_only:
        return False
    kind = schema.name.rsplit("::", maxsplit=1)[-1]
    return name.lower() in ("arn", f"{kind.lower()}arn")


def mentioned(schema: TypeSchema, model: Mapping[str, Any]) -> set[str]:
    """ARNs (without qualifier) and id tokens to which the model points."""
    service = schema.name.split("::")[1]
    mine = own(schema, model)
    read_only = {pointer[0] for pointer in schema.read_only if len(pointer) == 1}
    found = set()
    for name, value in model.items():
        if name in read_only:
            continue
        found |= {base(text) for text in strings(value) if _ARN.match(text)}
        parent = PARENT_IDS.get((service, name))
        if parent and parent != schema.name and isinstance(value, str):
            found.add(_token(parent, base(value).rsplit("/", maxsplit=1)[-1]))
    return found - mine


def base(arn: str) -> str:
    """The ARN without `:$LATEST`, a version or an alias behind the resource's id."""
    if not arn.startswith("arn:"):
        return arn
    head, _, path = arn.partition(":instance/")
    if path:
        return f"{head}:instance/{path.split(':', 1)[0]}"
    if ":wisdom:" in arn:
        return ":".join(arn.split(":")[:6])
    return arn


def _token(type_name: str, identifier: str) -> str:
    return f"{type_name}#{identifier}"


def contains(container: set[str], child_type: str, child: Mapping[str, Any]) -> bool:
    """Whether the child lives inside the resource with these ARNs and tokens."""
    if child_type in _NOT_CONTAINED:
        return False
    for name in _CONTAINERS & child.keys():
        value = child[name]
        if isinstance(value, str) and (base(value) in container or any(t.endswith(f"#{value}") for t in container)):
            return True
    return False


def may_dangle(type_name: str, user_type: str) -> bool:
    return (type_name, user_type) in _DANGLING
