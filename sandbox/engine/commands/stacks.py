"""`stack`, `stack init|select|unselect|ls|rm|rename`."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.engine.arguments import Arguments
from sandbox.engine.backend.history import updates
from sandbox.engine.backend.locks import locked
from sandbox.engine.backend.passphrase import Passphrase, phrase_from
from sandbox.engine.backend.stack import Settings, settings_path
from sandbox.engine.backend.stack_files import StackFiles
from sandbox.engine.session import Session
from sandbox.engine.state.renaming import with_stack_name
from spec.errors import CloudError, PlanRefusedError, UsageError


def moment(seconds: int) -> str:
    """Seconds since 1970 as Pulumi prints times."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def show(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    if operands:
        raise UsageError("", f'unknown command "{operands[0]}" for "pulumi stack"', "see `pulumi --help`")
    stack = session.stack(args)
    if args.on("--show-name"):
        session.out(stack.name)
        return
    resources = stack.files.deployment().get("resources") or []
    session.out(f"Current stack is {stack.name}:\n    Managed in {stack.files.state}")
    session.out(f"Current stack resources ({len(resources)}):")
    for resource in resources:
        session.out(f"    {resource['type']}  {resource['urn'].rsplit('::', 1)[-1]}")


def init(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    name = operands[0] if operands else args.text("--stack")
    if not name:
        raise UsageError("", "missing stack name", "pulumi stack init <name>")
    provider = args.text("--secrets-provider", "passphrase")
    if provider not in ("passphrase", "default"):
        raise UsageError("", f"unsupported secrets provider '{provider}'", "this engine knows passphrase only")
    create(session, session.named(name))
    if not args.on("--no-select"):
        session.selection.choose(session.named(name))
    session.out(f"Created stack '{session.named(name).name}'")


def create(session: Session, files: StackFiles) -> None:
    """Make an empty stack, and the salt of its secrets where there is none yet."""
    if files.exists():
        raise UsageError("", f"stack '{files.qualified}' already exists", f"pulumi stack select {files.name}")
    settings = Settings(settings_path(session.project, files.name))
    if not settings.salt:
        settings.save(salt=Passphrase(phrase_from(session.env), "").ensure())
    session.backend.prepare()
    files.write_deployment(None)


def select(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    name = operands[0] if operands else args.text("--stack")
    if not name:
        raise UsageError("", "missing stack name", "pulumi stack select <name>")
    files = session.named(name)
    if not files.exists() and args.on("--create"):
        create(session, files)
    session.selection.choose(session.stack(args, name).files)


def unselect(session: Session, _args: Arguments, _operands: Sequence[str]) -> None:
    session.selection.choose(None)
    session.out("Stack was unselected")


def listing(session: Session, args: Arguments, _operands: Sequence[str]) -> None:
    current = session.selection.current()
    found = session.backend.stacks(None if args.on("--all") else session.project.name)
    rows = [_row(session, files, current) for files in found]
    if args.on("--json"):
        session.print_json(rows)
        return
    session.out(f"{'NAME':<32}{'LAST UPDATE':<28}RESOURCE COUNT")
    for row in rows:
        mark = "*" if row["current"] else ""
        session.out(f"{row['name'] + mark:<32}{row.get('lastUpdate', 'never'):<28}{row.get('resourceCount', 'n/a')}")


def _row(session: Session, files: StackFiles, current: str) -> Mapping[str, Any]:
    ours = files.project == session.project.name
    row: dict[str, Any] = {
        "name": files.name if ours else files.qualified,
        "current": current == files.qualified,
        "updateInProgress": files.locks.is_dir() and any(files.locks.glob("*.json")),
    }
    if newest := updates(files, size=1):
        row["lastUpdate"] = moment(newest[0].ended)
    row["resourceCount"] = len(files.deployment().get("resources") or [])
    return row


def remove(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    args.require_yes()
    stack = session.stack(args, operands[0] if operands else "")
    with locked(stack.files):
        if stack.files.deployment().get("resources") and not args.on("--force"):
            raise PlanRefusedError(
                "",
                f"'{stack.name}' still has resources; removal rejected. Possible actions:\n"
                f"- Make sure that '{stack.name}' is the stack that you want to destroy\n"
                "- Run `pulumi destroy` to delete the resources, then run `pulumi stack rm`\n"
                "- Run `pulumi stack rm --force` to override this error",
            )
        forget(stack.files)
    if not args.on("--preserve-config"):
        settings_path(session.project, stack.name).unlink(missing_ok=True)
    if session.selection.current() == stack.files.qualified:
        session.selection.choose(None)
    session.out(f"Stack '{stack.name}' has been removed!")


def forget(files: StackFiles) -> None:
    """Take the stack out of the backend; its last state stays as the backup file, as with Pulumi."""
    try:
        files.state.replace(files.backup)
        files.tags.unlink(missing_ok=True)
        shutil.rmtree(files.history, ignore_errors=True)
    except OSError as error:
        raise CloudError(f"removing {files.state}", error.strerror or str(error), "allow writing there") from error


def rename(session: Session, args: Arguments, operands: Sequence[str]) -> None:
    if len(operands) != 1:
        raise UsageError("", f"accepts 1 arg(s), received {len(operands)}", "pulumi stack rename <new-name>")
    old = session.stack(args).files
    new = session.named(operands[0])
    if new.project != old.project:
        raise UsageError("", f"cannot rename '{old.qualified}' into another project", "give a stack name only")
    if new.exists():
        raise UsageError("", f"stack '{new.qualified}' already exists", "choose another name")
    settings = settings_path(session.project, old.name)
    with locked(old), locked(new):
        deployment = old.deployment()
        new.write_deployment(with_stack_name(deployment, new.name) if deployment else None)
        if old.history.is_dir():
            new.history.parent.mkdir(parents=True, exist_ok=True)
            old.history.rename(new.history)
        if old.tags.is_file():
            old.tags.replace(new.tags)
        if settings.is_file():
            settings.replace(settings.with_name(f"Pulumi.{new.name}{settings.suffix}"))
        forget(old)
    if session.selection.current() == old.qualified:
        session.selection.choose(new)
    session.out(f"Renamed {old.name} to {new.name}")
