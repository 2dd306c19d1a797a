"""A deployed flow in the words of the conformity table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contact_flows.language.canonical import canonical
from contact_flows.language.reading import NotAFlowError
from operate.flows.reading import FoundFlow, References, found_flow, found_module
from operate.flows.versions import FlowPlace, live_alias, versions

NEWEST = "the newest version"


def flow_words(
    connect: Any, instance: str, row: Mapping[str, Any], references: References
) -> tuple[str, dict[str, Any]]:
    """Name and properties of one flow; row is its summary, as the API lists it."""
    found = found_flow(connect, instance, row["Id"])
    words: dict[str, Any] = {"type": row["ContactFlowType"], "status": found.status}
    words["content"] = _content(found, references)
    known = references(row["Arn"])
    if known is not None and known.id in references.aliased:
        words["callers reach"] = _reached(connect, FlowPlace(instance, row["Id"]))
    return found.name, words


def module_words(
    connect: Any, instance: str, row: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[str, dict[str, Any]]:
    """The same of a module."""
    found = found_module(connect, instance, row["Id"])
    return found.name, {"state": row.get("State"), "content": _content(found, References(names))}


def _content(found: FoundFlow, references: References) -> str:
    """What is no flow is told as it is, so that it differs."""
    try:
        return canonical(found.document("", references))
    except NotAFlowError:
        return found.content


def _reached(connect: Any, place: FlowPlace) -> str:
    alias = live_alias(connect, place)
    if alias is None:
        return "nothing: the alias was deleted"
    newest = max((version.number for version in versions(connect, place)), default=alias.version)
    return NEWEST if alias.version == newest else f"version {alias.version} of {newest}"


def unqualified(arn: str) -> str:
    """ARN of a flow without the version or alias that may follow it."""
    head, slash, last = arn.rpartition("/")
    return f"{head}{slash}{last.partition(':')[0]}"
