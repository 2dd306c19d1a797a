"""URNs: `urn:pulumi:<stack>::<project>::<parent type$type>::<name>`, and what an alias means."""

from __future__ import annotations

from dataclasses import dataclass

STACK_TYPE = "pulumi:pulumi:Stack"
PROVIDER_PREFIX = "pulumi:providers:"
REFERENCE_TYPE = "pulumi:pulumi:StackReference"


def make_urn(stack: str, project: str, parent: str, type_: str, name: str) -> str:
    chain = qualified_type(parent) if parent else ""
    if chain and chain.rsplit("$", 1)[-1] != STACK_TYPE:
        type_ = f"{chain}${type_}"
    return f"urn:pulumi:{stack}::{project}::{type_}::{name}"


def qualified_type(urn: str) -> str:
    return urn.split("::", 3)[2]


def type_of(urn: str) -> str:
    return qualified_type(urn).rsplit("$", 1)[-1]


def name_of(urn: str) -> str:
    return urn.split("::", 3)[3]


def is_provider(type_: str) -> bool:
    return type_.startswith(PROVIDER_PREFIX)


def is_default_provider(urn: str) -> bool:
    return is_provider(type_of(urn)) and name_of(urn).startswith("default")


def provider_urn(reference: str) -> str:
    """A provider reference is `urn::id`."""
    return reference.rsplit("::", 1)[0]


@dataclass(frozen=True, slots=True)
class Alias:
    """An earlier identity of a resource: a whole URN, or the parts that differ from today's."""

    urn: str = ""
    name: str = ""
    type: str = ""
    stack: str = ""
    project: str = ""
    parent: str = ""
    no_parent: bool = False


def alias_urns(urn: str, parent: str, aliases: tuple[Alias, ...], parent_was: str) -> tuple[str, ...]:
    """Every URN under which the resource may be in the old state, best first.

    parent_was  the URN under which the parent itself was found, when that is not today's; children follow it
    source      Pulumi docs, "Resource option: aliases"
    """
    stack, project = urn.removeprefix("urn:pulumi:").split("::")[:2]
    found: list[str] = []

    def under(new_parent: str, type_: str, name: str, spec: Alias) -> str:
        return make_urn(spec.stack or stack, spec.project or project, new_parent, type_, name)

    for spec in aliases:
        if spec.urn:
            found.append(spec.urn)
            continue
        name, type_ = spec.name or name_of(urn), spec.type or type_of(urn)
        own_parent = "" if spec.no_parent else spec.parent or parent
        found.append(under(own_parent, type_, name, spec))
        if parent_was and own_parent == parent:
            found.append(under(parent_was, type_, inherited_name(name, parent, parent_was), spec))
    if parent_was:
        name = inherited_name(name_of(urn), parent, parent_was)
        found.append(under(parent_was, type_of(urn), name, Alias()))
    return tuple(dict.fromkeys(item for item in found if item != urn))


def inherited_name(name: str, parent: str, parent_was: str) -> str:
    """A child named after its parent (`<parent>-queue`) followed the parent's earlier name as well."""
    prefix = name_of(parent)
    return name_of(parent_was) + name[len(prefix) :] if name.startswith(prefix) else name
