"""`stack tag ls|get|set|rm`: notes on a stack, kept beside its state."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sandbox.engine.arguments import Arguments
from sandbox.engine.backend.files import read_text, replace_text
from sandbox.engine.backend.stack import OpenStack
from sandbox.engine.session import Session
from spec.errors import CloudError, UsageError


def listing(session: Session, args: Arguments, _operands: Sequence[str]) -> None:
    found = _read(session.stack(args))
    if args.on("--json"):
        session.print_json(found)
    else:
        for name, value in found.items():
            session.out(f"{name}  {value}")


def get(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    (name,) = _exactly(operands, "stack tag get <name>", 1)
    stack = session.stack(args)
    found = _read(stack)
    if name not in found:
        raise UsageError("", f"stack tag '{name}' not found for stack '{stack.name}'", "see `pulumi stack tag ls`")
    session.out(found[name])


def set_(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    name, value = _exactly(operands, "stack tag set <name> <value>", 2)
    stack = session.stack(args)
    _write(stack, {**_read(stack), name: value})


def remove(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    (name,) = _exactly(operands, "stack tag rm <name>", 1)
    stack = session.stack(args)
    _write(stack, {key: value for key, value in _read(stack).items() if key != name})


def _exactly(operands: Sequence[str], usage: str, count: int) -> Sequence[str]:
    if len(operands) != count:
        raise UsageError("", f"accepts {count} arg(s), received {len(operands)}", f"pulumi {usage}")
    return operands


def _read(stack: OpenStack) -> dict[str, str]:
    """The stack's tags; the project's name, runtime and description are tags from the start, as with Pulumi."""
    given = {"pulumi:project": stack.project, "pulumi:runtime": stack.owner.runtime}
    try:
        kept = json.loads(read_text(stack.files.tags) or "{}")
    except ValueError as error:
        raise CloudError(f"reading {stack.files.tags}", f"the file is damaged ({error})", "delete it") from error
    return {**given, **{str(name): str(value) for name, value in kept.items()}}


def _write(stack: OpenStack, found: dict[str, str]) -> None:
    replace_text(stack.files.tags, json.dumps(found, ensure_ascii=False))
