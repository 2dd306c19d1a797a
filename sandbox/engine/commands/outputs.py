"""`stack output` and `stack history`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sandbox.engine.arguments import Arguments
from sandbox.engine.backend.configuration import holds_secret, revealed
from sandbox.engine.backend.history import Update, updates
from sandbox.engine.commands.stacks import moment
from sandbox.engine.session import Session
from sandbox.engine.values.crypter import Crypter
from sandbox.engine.values.model import mask, plain
from spec.errors import CiviclineError, UsageError

_ROOT = "pulumi:pulumi:Stack"
_SEALED_OTHERWISE = "ERROR_UNABLE_TO_DECRYPT"
"""What Pulumi shows for a value that an earlier passphrase sealed."""


def output(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    stack = session.stack(args)
    resources = stack.files.deployment().get("resources") or []
    sealed = next((r.get("outputs") or {} for r in resources if r.get("type") == _ROOT), {})
    found = plain(Crypter(stack.secrets).open(sealed)) if args.on("--show-secrets") else mask(sealed)
    if operands:
        if operands[0] not in found:
            raise UsageError(
                "", f"current stack does not have output property '{operands[0]}'", "see `pulumi stack output`"
            )
        value = found[operands[0]]
        session.out(
            value if isinstance(value, str) and not args.on("--json") else json.dumps(value, ensure_ascii=False)
        )
    elif args.on("--json"):
        session.print_json(found)
    else:
        session.out("Current stack outputs" + (f" ({len(found)}):" if found else ": none"))
        for name, value in sorted(found.items()):
            session.out(f"    {name}  {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")


def history(session: Session, args: Arguments, _operands: Sequence[str]) -> None:
    stack = session.stack(args)
    found = updates(stack.files, page=args.number("--page", 1), size=args.number("--page-size", 0))
    if args.on("--json"):
        decrypt = stack.secrets.decrypt if args.on("--show-secrets") else None
        session.print_json([_entry(update, decrypt) for update in found])
        return
    for update in found:
        session.out(f"Version: {update.version}\nUpdateKind: {update.kind}\nStatus: {update.result}")
        session.out(f"Message: {update.message}\nStarted: {moment(update.started)}\nEnded: {moment(update.ended)}\n")


def _entry(update: Update, decrypt: Callable[[str], str] | None) -> Mapping[str, Any]:
    return {
        "kind": update.kind,
        "startTime": moment(update.started),
        "message": update.message,
        "environment": dict(update.environment),
        "config": {key: _config_value(raw, decrypt) for key, raw in update.config.items()},
        "result": update.result,
        "endTime": moment(update.ended),
        "version": update.version,
        "resourceChanges": dict(update.changes),
    }


def _config_value(raw: Any, decrypt: Callable[[str], str] | None) -> Mapping[str, Any]:
    secret = holds_secret(raw)
    if secret and decrypt is None:
        return {"secret": True}
    try:
        value = revealed(raw, decrypt or str)
    except CiviclineError:
        return {"value": _SEALED_OTHERWISE, "secret": secret}
    return {"value": value.text, "secret": secret, **({} if value.parsed is None else {"objectValue": value.parsed})}
