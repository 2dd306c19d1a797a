"""The one entry of the step engine: an operation from the loaded state to the saved one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

from sandbox.engine.ports import Stack
from sandbox.engine.protocol.events import Events, open_events
from sandbox.engine.protocol.language_host import hosted
from sandbox.engine.protocol.program import Run, run_program
from sandbox.engine.steps.assembly import Assembly, assemble
from sandbox.engine.steps.control import Control, Stopped
from sandbox.engine.steps.importing import import_all
from sandbox.engine.steps.options import Kind, Options, Outcome
from sandbox.engine.steps.recovery import recover
from sandbox.engine.steps.refreshing import refresh
from sandbox.engine.steps.reporting import Op
from sandbox.engine.steps.sweeping import sweep
from sandbox.engine.values.model import MASK

POLL_SECONDS = 0.2
"""How often the waiting main thread wakes, because a blocked one would not see Ctrl-C on every system."""


def run_operation(stack: Stack, kind: Kind, options: Options) -> Outcome:
    """Carry one operation out (or preview it) and leave the state saved.

    A first Ctrl-C lets running steps finish and saves; a second one ends at once, and the journal tells the next run.
    A failed step does not raise: it is reported as it happens and ends in `Outcome.failed`.
    raises   CiviclineError when it cannot start: unreadable state, wrong passphrase, no program
    """
    started = time.monotonic()
    events = open_events(options.event_log)
    try:
        _announce(events, stack)
        assembly = assemble(stack, options, events)
        try:
            _attended(lambda: _perform(assembly, kind), assembly)
        finally:
            assembly.reporter.summary(time.monotonic() - started)
    finally:
        events.close()
    control, reporter = assembly.control, assembly.reporter
    seconds = time.monotonic() - started
    return Outcome(control.failed, control.cancelled, dict(reporter.changes), seconds, reporter.steps)


def _announce(events: Events, stack: Stack) -> None:
    config = {key: MASK if key in stack.secret_keys else value for key, value in stack.config.items()}
    events.emit("preludeEvent", {"config": config})


def _attended(work: Callable[[], None], assembly: Assembly) -> None:
    """Do the work in a thread of its own, so that this one can hear Ctrl-C."""
    future = _begun(work)
    while not future.done():
        try:
            _wait(future)
        except KeyboardInterrupt:
            if assembly.control.cancelled:
                raise
            assembly.control.cancel()
            assembly.reporter.say("info#err", "cancelling: running steps finish, the state is saved, then this ends")
    future.result()


def _begun(work: Callable[[], None]) -> Future[None]:
    """The work under way in a daemon thread: after a second Ctrl-C nobody waits for it."""
    future: Future[None] = Future()

    def run() -> None:
        try:
            work()
            future.set_result(None)
        except BaseException as error:  # noqa: BLE001 - whoever waits for the future gets it
            future.set_exception(error)

    threading.Thread(target=run, name="operation", daemon=True).start()
    return future


def _wait(future: Future[None]) -> None:
    try:
        future.exception(timeout=POLL_SECONDS)
    except TimeoutError:
        return


def _perform(assembly: Assembly, kind: Kind) -> None:
    try:
        _steps(assembly, kind)
    except Stopped:
        assembly.control.failed = assembly.control.failed or not assembly.control.cancelled
    finally:
        _end(assembly)


def _steps(assembly: Assembly, kind: Kind) -> None:
    options, executor = assembly.options, assembly.executor
    recover(executor, parallel=options.parallel)
    executor.control.require_running()
    if options.run_program and kind in (Kind.REFRESH, Kind.DESTROY):
        assembly.reporter.say("warning", f"{kind} does not run the program here: it uses the settings in the state")
    if kind is Kind.REFRESH or options.refresh:
        refresh(executor, assembly.scope, parallel=options.parallel)
        executor.control.require_running()
    match kind:
        case Kind.REFRESH:
            return
        case Kind.DESTROY:
            _count_anew(assembly)
            _sweep(assembly)
        case Kind.IMPORT:
            import_all(executor, assembly.stack, options.imports)
        case Kind.UP:
            _count_anew(assembly)
            _run(assembly)


def _count_anew(assembly: Assembly) -> None:
    """A refresh that comes first is not what the operation is about."""
    assembly.reporter.changes.clear()


def _run(assembly: Assembly) -> None:
    options, stack = assembly.options, assembly.stack
    with hosted(options.program, stack.base, stack.env, options.write) as client:
        run = Run(stack, client, options.program.entry, options.preview, options.parallel)
        run_program(run, assembly.registrar, lambda: _sweep(assembly))


def _sweep(assembly: Assembly) -> None:
    options = assembly.options
    spared = sweep(
        assembly.executor,
        assembly.scope,
        parallel=options.parallel,
        continue_on_error=options.continue_on_error,
    )
    protected = [resource for resource in spared if resource.protect]
    if protected and options.exclude_protected:
        assembly.reporter.say("info", f"{len(protected)} protected resource(s) and what they need were left in place")


def _end(assembly: Assembly) -> None:
    control, changes = assembly.control, assembly.reporter.changes
    if assembly.options.expect_no_changes and any(count for op, count in changes.items() if op != Op.SAME):
        happened = "were proposed" if assembly.options.preview else "occurred"
        assembly.reporter.say("error", f"no changes were expected but changes {happened}")
        control.failed = True
    if not assembly.options.preview:
        _save(assembly, control)


def _save(assembly: Assembly, control: Control) -> None:
    try:
        assembly.save()
    except Stopped:
        control.failed = True
