"""`up`, `preview`, `refresh`, `destroy`, `import`: a command line becomes an operation, under the lock."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from sandbox.engine.arguments import Arguments
from sandbox.engine.commands.import_file import read_imports
from sandbox.engine.commands.plans import refuse_unplanned, write_plan
from sandbox.engine.commands.plugins import interpreter
from sandbox.engine.commands.stacks import forget
from sandbox.engine.files import replace_text
from sandbox.engine.history import Update, record
from sandbox.engine.locks import locked, refuse_if_locked
from sandbox.engine.options import DEFAULT_PARALLEL, ImportSpec, Kind, Options, Outcome, Program
from sandbox.engine.session import Session
from sandbox.engine.stack import OpenStack, settings_path
from spec.errors import UsageError

FAILED, CANCELLED, NO_SUCH_CHANGE = 1, 8, 7
"""Exit codes of an operation, as in Pulumi's exit code taxonomy (package `cmdutil` of its Go SDK)."""
_TITLES = {
    (Kind.UP, False): "Updating",
    (Kind.UP, True): "Previewing update",
    (Kind.REFRESH, False): "Refreshing",
    (Kind.REFRESH, True): "Previewing refresh",
    (Kind.DESTROY, False): "Destroying",
    (Kind.DESTROY, True): "Previewing destroy",
    (Kind.IMPORT, False): "Importing",
    (Kind.IMPORT, True): "Previewing import",
}
_MOST_PARALLEL = 256


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
        refuse_if_locked(stack.files)  # before the slow work of starting an operation
    with nullcontext() if dry else locked(stack.files):
        outcome = perform(session, stack, kind, options(session, args, kind, dry=dry, imports=imports), args)
    if outcome.cancelled:
        return CANCELLED
    return FAILED if outcome.failed else 0


def perform(session: Session, stack: OpenStack, kind: Kind, chosen: Options, args: Arguments) -> Outcome:
    """Run one operation with a headline and a summary; a real one goes into the history, however it ends."""
    from sandbox.engine.operation import run_operation  # gRPC and the SDK: half a second that no other command needs

    session.out(f"{_TITLES[kind, chosen.preview]} ({stack.name}):")
    if args.on("--logtostderr"):
        session.err(f"engine: {kind} of {stack.files.qualified}, state in {stack.files.state}")
    started = int(time.time())
    outcome = None
    try:
        outcome = run_operation(stack, kind, chosen)
    finally:
        if not chosen.preview:
            _record(stack, kind, args, started, outcome)
    counted = sorted(outcome.changes.items())
    session.out(
        "Resources:\n" + "\n".join(f"    {count} {op}" for op, count in counted) if counted else "No resources."
    )
    session.out(f"Duration: {outcome.duration_seconds:.0f}s")
    return outcome


def _record(stack: OpenStack, kind: Kind, args: Arguments, started: int, outcome: Outcome | None) -> None:
    succeeded = outcome is not None and not outcome.failed and not outcome.cancelled
    record(
        stack.files,
        Update(
            kind="resource-import" if kind is Kind.IMPORT else str(kind),
            started=started,
            ended=int(time.time()),
            result="succeeded" if succeeded else "failed",
            message=args.text("--message"),
            environment={"exec.kind": args.text("--exec-kind", "cli")},
            config=stack.settings.config,
            changes=outcome.changes if outcome else {},
        ),
    )


def options(
    session: Session, args: Arguments, kind: Kind, *, dry: bool, imports: tuple[ImportSpec, ...] = ()
) -> Options:
    """What the command line says, for the step engine."""
    return Options(
        factory=session.providers,
        write=session.out,
        program=_program(session, args, needed=kind is Kind.UP or args.on("--run-program")),
        preview=dry,
        parallel=max(1, min(args.number("--parallel", DEFAULT_PARALLEL), _MOST_PARALLEL)),
        event_log=_event_log(session, args),
        targets=frozenset(args.many("--target") + args.many("--target-replace")),
        target_dependents=args.on("--target-dependents"),
        excludes=frozenset(args.many("--exclude")),
        exclude_dependents=args.on("--exclude-dependents"),
        exclude_protected=args.on("--exclude-protected"),
        replace=frozenset(args.many("--replace") + args.many("--target-replace")),
        refresh=args.on("--refresh"),
        run_program=args.on("--run-program"),
        continue_on_error=args.on("--continue-on-error"),
        expect_no_changes=args.on("--expect-no-changes"),
        imports=imports,
    )


def _event_log(session: Session, args: Arguments) -> str:
    target = args.text("--event-log")
    return target if not target or target.startswith("tcp://") else str(session.cwd / target)


def _program(session: Session, args: Arguments, *, needed: bool) -> Program:
    """Where the program is; an operation that runs none does not mind what language it is in."""
    client = args.text("--client") or session.client
    project = session.project
    if client:
        return Program(client=client)
    if needed and project.runtime != "python":
        raise UsageError(
            str(project.file),
            f"runtime {project.runtime} is not supported by the embedded engine",
            "write the program in Python, or use the Pulumi CLI",
        )
    named = project.runtime_options.get("virtualenv")
    python = str(interpreter(project.folder / str(named))) if named else ""
    return Program(entry=str(project.entry), python=python)


def _clear_pending_creates(session: Session, stack: OpenStack) -> None:
    """Forget creates that a kill interrupted, instead of asking the provider what became of them."""
    with locked(stack.files):
        deployment: Mapping[str, Any] = stack.files.deployment()
        pending = deployment.get("pending_operations") or []
        kept = [operation for operation in pending if operation.get("type") != "creating"]
        if len(kept) < len(pending):
            stack.files.write_deployment({**deployment, "pending_operations": kept})
            session.out(f"Forgot {len(pending) - len(kept)} interrupted create(s).")
