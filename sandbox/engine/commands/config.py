"""`config`, `config get|set|set-all|rm|rm-all|refresh`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sandbox.engine.arguments import Arguments
from sandbox.engine.backend.config_keys import key_and_path
from sandbox.engine.backend.config_types import with_declared
from sandbox.engine.backend.configuration import (
    SECURE,
    Raw,
    Value,
    coerced,
    found,
    holds_secret,
    revealed,
    with_value,
    without,
)
from sandbox.engine.backend.history import updates
from sandbox.engine.backend.locks import locked
from sandbox.engine.backend.stack import OpenStack
from sandbox.engine.session import Session
from spec.errors import UsageError


def listing(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    if operands:
        raise UsageError("", f'unknown command "{operands[0]}" for "pulumi config"', "see `pulumi --help`")
    stack = session.stack(args)
    shown = args.on("--show-secrets")
    rows = {key: _row(raw, stack, shown=shown) for key, raw in sorted(stack.settings.config.items())}
    for entry in stack.owner.declared:
        if entry.key not in rows and entry.value is not None:
            rows[entry.key] = _json_value(with_declared({}, [entry], stack.name)[entry.key])
    if args.on("--json"):
        session.print_json(rows)
        return
    session.out(f"{'KEY':<40}VALUE")
    for key, row in rows.items():
        session.out(f"{key.removeprefix(stack.owner.name + ':'):<40}{row.get('value', '[secret]')}")


def _row(raw: Raw, stack: OpenStack, *, shown: bool) -> Mapping[str, Any]:
    if holds_secret(raw) and not shown:
        return {"secret": True}
    return _json_value(revealed(raw, stack.config_secrets.decrypt))


def _json_value(value: Value) -> Mapping[str, Any]:
    row = {"value": value.text, "secret": value.secret}
    return row if value.parsed is None else {**row, "objectValue": value.parsed}


def get(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    if len(operands) != 1:
        raise UsageError("", f"accepts 1 arg(s), received {len(operands)}", "pulumi config get <key>")
    stack = session.stack(args)
    key, path = key_and_path(operands[0], stack.owner.name, structured=args.on("--path"))
    config = {entry.key: entry.value for entry in stack.owner.declared if entry.value is not None}
    config.update(stack.settings.config)
    there, raw = found(config, (key, *path))
    if not there:
        raise UsageError(
            "", f"configuration key '{operands[0]}' not found for stack '{stack.name}'", "see `pulumi config`"
        )
    value = revealed(raw, stack.config_secrets.decrypt)
    if args.on("--json"):
        session.print_json({"name": key, **_json_value(value)})
    else:
        session.out(value.text)


def set_(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    if len(operands) not in (1, 2):
        raise UsageError("", f"accepts 1 or 2 args, received {len(operands)}", "pulumi config set <key> <value>")
    text = operands[1] if len(operands) > 1 else session.read_input().removesuffix("\n")
    _change(session.stack(args), args, [(operands[0], text, args.on("--secret"))])


def set_all(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    changes = [_pair(pair, secret=False) for pair in args.many("--plaintext")]
    changes += [_pair(pair, secret=True) for pair in args.many("--secret")]
    structured = args.on("--path")
    if args.on("--json"):
        if len(operands) != 1 or changes:
            raise UsageError(
                "", "--json takes one JSON text and no other values", "pulumi config set-all --json <text>"
            )
        changes, structured = list(_from_json(operands[0])), False
    _change(session.stack(args), args, changes, structured=structured)


def _pair(text: str, *, secret: bool) -> tuple[str, str, bool]:
    key, equals, value = text.partition("=")
    if not equals:
        raise UsageError("", "a config value has no '='", "write it as key=value")  # not shown: it may be the secret
    return key, value, secret


def _from_json(text: str) -> Iterable[tuple[str, str, bool]]:
    """The form that `config --json` prints."""
    try:
        document = json.loads(text)
        for key, row in document.items():
            if "value" not in row:
                raise UsageError("", f"configuration key '{key}' has no value", "print it with --show-secrets")
            yield str(key), str(row["value"]), bool(row.get("secret"))
    except (ValueError, TypeError, AttributeError) as error:
        raise UsageError("", "the configuration is not in the form that `pulumi config --json` prints") from error


def _change(
    stack: OpenStack, args: Arguments, changes: Sequence[tuple[str, str, bool]], *, structured: bool | None = None
) -> None:
    config = stack.settings.config
    by_path = args.on("--path") if structured is None else structured
    for shown, text, secret in changes:
        key, path = key_and_path(shown, stack.owner.name, structured=by_path)
        plain_value = coerced(text) if path else text
        value = {SECURE: stack.config_secrets.encrypt(text)} if secret else plain_value
        config[key] = with_value(config.get(key), path, value, shown=shown)
    stack.settings.save(config=config, salt=stack.config_secrets.state)


def remove(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    if not operands:
        raise UsageError("", "missing configuration key", "pulumi config rm <key>")
    stack = session.stack(args)
    config = stack.settings.config
    for shown in operands:
        key, path = key_and_path(shown, stack.owner.name, structured=args.on("--path"))
        config = without(config, (key, *path))
    stack.settings.save(config=config)


def refresh(session: Session, args: Arguments, _operands: Sequence[str]) -> None:
    stack = session.stack(args)
    done = updates(stack.files, size=1)
    if not done:
        raise UsageError("", f"no previous deployment of stack '{stack.name}'", "run `pulumi up` first")
    with locked(stack.files):
        stack.settings.save(config=done[0].config)
    session.out(f"refreshed configuration for stack '{stack.name}'")


def environments(_session: Session, _args: Arguments, _operands: Sequence[str]) -> None:
    raise UsageError(
        "", "environments are a feature of Pulumi Cloud; a file backend has none", "use `pulumi config set`"
    )
