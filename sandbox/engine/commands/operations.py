"""`up`, `preview`, `refresh`, `destroy`, `import`: a command line becomes an operation, under the lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from sandbox.engine.arguments import Arguments
from sandbox.engine.backend.files import replace_text
from sandbox.engine.backend.locks import locked, refuse_if_locked
from sandbox.engine.backend.stack import OpenStack, settings_path
from sandbox.engine.commands.import_file import read_imports
from sandbox.engine.commands.perform import digest, options, perform
from sandbox.engine.commands.plans import refuse_unplanned, write_plan
from sandbox.engine.commands.stacks import forget
from sandbox.engine.session import Session
from sandbox.engine.steps.options import ImportSpec, Kind

FAILED, CANCELLED = 1, 8
"""Exit codes of an operation, as in Pulumi's exit code taxonomy (package `cmdutil` of its Go SDK)."""


def up(session: Session, args: Arguments, _operands: Sequence[str]) -> int:
    if args.text("--plan"):
        refuse_unplanned(session, args)
    return _operate(session, args, Kind.UP)


def preview(session: Session, args: Arguments, _operands: Sequence[str]) -> int:
    if args.text("--save-plan"):
        return write_plan(session, args)
    return _operate(session, args, Kind.UP, preview=True)


def refresh(session: Session, args: Arguments, _operands: Sequence[str]) -> int:
    if args.on("--clear-pending-creates") and not args.on("--preview-only"):
        _clear_pending_creates(session, session.stack(args))
    return _operate(session, args, Kind.REFRESH)


def destroy(session: Session, args: Arguments, _operands: Sequence[str]) -> int:
    code = _operate(session, args, Kind.DESTROY)
    if code == 0 and args.on("--remove") and not args.on("--preview-only"):
        files = session.files(args)
        with locked(files):
            forget(files)
        settings_path(session.project, files.name).unlink(missing_ok=True)
        session.out(f"The resources in the stack have been deleted, and stack '{files.name}' has been removed.")
    return code


def import_(session: Session, args: Arguments, operands: Sequence[str]) -> int:
    found = read_imports(session, args, operands)
    if args.text("--out"):
        # Pulumi would write program text here; the resources of this engine's users are declared by their spec.
        replace_text(session.cwd / args.text("--out"), "")
    return _operate(session, args, Kind.IMPORT, imports=found)


def _operate(
    session: Session, args: Arguments, kind: Kind, *, preview: bool = False, imports: tuple[ImportSpec, ...] = ()
) -> int:
    stack = session.stack(args)
    dry = preview or args.on("--preview-only")
    if not dry:
        args.require_yes()
    # With --json standard output is the one document; people read the progress on standard error.
    spoken = replace(session, out=session.err) if args.on("--json") else session
    if not dry:
        refuse_if_locked(stack.files)  # before the slow work of starting an operation
    with nullcontext() if dry else locked(stack.files):
        outcome = perform(spoken, stack, kind, options(spoken, args, kind, dry=dry, imports=imports), args)
    if args.on("--json"):
        session.print_json(digest(outcome))
    if outcome.cancelled:
        return CANCELLED
    return FAILED if outcome.failed else 0


def _clear_pending_creates(session: Session, stack: OpenStack) -> None:
    """Forget creates that a kill interrupted, instead of asking the provider what became of them."""
    with locked(stack.files):
        deployment: Mapping[str, Any] = stack.files.deployment()
        pending = deployment.get("pending_operations") or []
        kept = [operation for operation in pending if operation.get("type") != "creating"]
        if len(kept) < len(pending):
            stack.files.write_deployment({**deployment, "pending_operations": kept})
            session.out(f"Forgot {len(pending) - len(kept)} interrupted create(s).")
