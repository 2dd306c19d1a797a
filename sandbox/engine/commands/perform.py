"""One operation, from what the command line says to its record in the history."""

from __future__ import annotations

import time
from typing import Any

from sandbox.engine.arguments import Arguments
from sandbox.engine.backend.history import Update, record
from sandbox.engine.backend.stack import OpenStack
from sandbox.engine.commands.plugins import interpreter
from sandbox.engine.session import Session
from sandbox.engine.state.urns import is_default_provider
from sandbox.engine.steps.options import DEFAULT_PARALLEL, ImportSpec, Kind, Options, Outcome, Program
from spec.errors import CiviclineError, UsageError

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


def perform(session: Session, stack: OpenStack, kind: Kind, chosen: Options, args: Arguments) -> Outcome:
    """Run one operation with a headline and a summary; a real one goes into the history, however it ends."""
    from sandbox.engine.steps.operation import (
        run_operation,  # gRPC and the SDK: half a second that no other command needs
    )

    session.out(f"{_TITLES[kind, chosen.preview]} ({stack.name}):")
    if args.on("--logtostderr"):
        session.err(f"engine: {kind} of {stack.files.qualified}, state in {stack.files.state}")
    started = int(time.time())
    try:
        outcome = run_operation(stack, kind, chosen)
    except CiviclineError:
        raise  # it could not begin: nothing for the history
    except BaseException:
        _record(session, stack, kind, args, started, None)
        raise
    if not chosen.preview:
        _record(session, stack, kind, args, started, outcome)
    counted = sorted(outcome.changes.items())
    session.out(
        "Resources:\n" + "\n".join(f"    {count} {op}" for op, count in counted) if counted else "No resources."
    )
    session.out(f"Duration: {outcome.duration_seconds:.0f}s")
    return outcome


def _record(
    session: Session, stack: OpenStack, kind: Kind, args: Arguments, started: int, outcome: Outcome | None
) -> None:
    """An entry in the history. What was done is done: a full disk now is a remark, not a failure."""
    succeeded = outcome is not None and not outcome.failed and not outcome.cancelled
    update = Update(
        kind="resource-import" if kind is Kind.IMPORT else str(kind),
        started=started,
        ended=int(time.time()),
        result="succeeded" if succeeded else "failed",
        message=args.text("--message"),
        environment={"exec.kind": args.text("--exec-kind", "cli")},
        config=stack.settings.config,
        changes=outcome.changes if outcome else {},
    )
    try:
        record(stack.files, update)
    except CiviclineError as error:
        session.err(f"warning: the operation has ended, but the history lacks it: {error}")


def digest(outcome: Outcome) -> dict[str, Any]:
    """What `--json` prints of an operation."""
    shown = {urn: ops for urn, ops in outcome.steps.items() if not is_default_provider(urn)}
    return {
        "steps": [{"op": op, "urn": urn} for urn, ops in shown.items() for op in ops],
        "duration": int(outcome.duration_seconds * 1e9),
        "changeSummary": dict(outcome.changes),
    }


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
    if not named:
        return Program(entry=str(project.entry))
    python = interpreter(project.folder / str(named))
    if needed and not python.exists():
        raise UsageError(str(project.file), f"there is no Python in its virtualenv {named}", "make setup")
    return Program(entry=str(project.entry), python=str(python))
