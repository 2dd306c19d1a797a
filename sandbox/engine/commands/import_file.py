"""What `pulumi import` is asked to take over: one resource on the command line, or a file of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.engine.arguments import Arguments
from sandbox.engine.backend.files import read_text
from sandbox.engine.session import Session
from sandbox.engine.steps.options import ImportSpec
from spec.errors import UsageError


def read_imports(session: Session, args: Arguments, operands: Sequence[str]) -> tuple[ImportSpec, ...]:
    """Resources to import, in the order given."""
    if args.text("--from"):
        raise UsageError(
            "", "this engine has no converters", "give the resources in a file: pulumi import --file <file>"
        )
    protect = args.on("--protect", default=True)
    if not args.text("--file"):
        if len(operands) != 3:  # noqa: PLR2004 - type, name, id
            raise UsageError(
                "", "an inline resource needs a type, a name and an ID", "pulumi import <type> <name> <id>"
            )
        return (ImportSpec(operands[0], operands[1], operands[2], protect=protect),)
    path = session.cwd / args.text("--file")
    text = read_text(path)
    if text is None:
        raise UsageError("", f"could not open {path}: no such file", "give the file that lists the resources")
    try:
        document = json.loads(text)
        names: Mapping[str, str] = document.get("nameTable") or {}
        return tuple(_spec(entry, names, protect=protect) for entry in document.get("resources") or [])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            str(path), f"not a list of resources to import ({error})", "see `pulumi import --help`"
        ) from error


def _spec(entry: Mapping[str, Any], names: Mapping[str, str], *, protect: bool) -> ImportSpec:
    """`parent` and `provider` are names of the table, or URNs."""
    parent, provider = str(entry.get("parent") or ""), str(entry.get("provider") or "")
    component = bool(entry.get("component"))
    return ImportSpec(
        type=str(entry["type"]),
        name=str(entry["name"]),
        id="" if component else str(entry["id"]),
        parent=names.get(parent, parent),
        provider=names.get(provider, provider),
        version=str(entry.get("version") or ""),
        protect=protect,
        component=component,
    )
