"""Running the Pulumi program: serve monitor and engine, ask its language runtime to run it, see it to its end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import grpc
from pulumi.runtime.proto import engine_pb2_grpc, language_pb2, language_pb2_grpc, resource_pb2_grpc

from sandbox.engine.ports import Stack
from sandbox.engine.protocol.channel import CHANNEL_OPTIONS
from sandbox.engine.protocol.engine_service import EngineService
from sandbox.engine.protocol.monitor import Monitor
from sandbox.engine.steps.control import Stopped
from sandbox.engine.steps.registrar import Registrar

END_SECONDS = 30
"""How long a program may take to end after everything it declared has been done, or after a cancellation."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program. `client`: address of its language runtime; `entry`: what the runtime is told to run."""

    stack: Stack
    client: str
    entry: str
    preview: bool
    parallel: int


def run_program(run: Run, registrar: Registrar, sweep: Callable[[], None]) -> None:
    """Run the program and, when all it declares is done and nothing failed, `sweep` while it still waits.

    The program must still live during the sweep: dynamic providers and callbacks may be served by it.
    """
    monitor = Monitor(registrar, run.stack, preview=run.preview, parallel=run.parallel)
    engine = EngineService(registrar.reporter, registrar.executor.control)
    with (
        _served(monitor, engine, run.parallel) as address,
        grpc.insecure_channel(run.client, CHANNEL_OPTIONS) as channel,
    ):
        call = language_pb2_grpc.LanguageRuntimeStub(channel).Run.future(_request(run, address))
        try:
            explained = _see_through(call, monitor, sweep)
        finally:
            monitor.release.set()
        _collect(call, monitor, engine, explained=explained)
    for defect in monitor.defects:
        raise defect


def _see_through(call: Any, monitor: Monitor, sweep: Callable[[], None]) -> bool:
    """Wait for the program, then sweep. Returns whether a failure or cancellation before its end explains that end."""
    control = monitor.control
    settled = threading.Event()
    call.add_done_callback(lambda _: settled.set())
    monitor.on_signal = settled.set
    while not settled.wait(timeout=0.5) and not control.cancelled:
        pass
    if control.cancelled:
        settled.wait(timeout=END_SECONDS)
    control.drain()  # what is still being registered belongs to this run and to its state
    explained = control.failed or control.cancelled
    if call.done() and (call.exception() is not None or call.result().error):
        control.failed = True
    control.closed = True
    if not control.failed and not control.cancelled:
        with suppress(Stopped):
            sweep()
    return explained


def _collect(call: Any, monitor: Monitor, engine: EngineService, *, explained: bool) -> None:
    """The program's own end: an error that nobody has reported yet is reported here."""
    control = monitor.control
    try:
        error = call.result(timeout=END_SECONDS).error
    except grpc.RpcError as failure:
        details = getattr(failure, "details", lambda: "")() or str(failure)
        error = f"the program's language runtime failed: {details}"
    except grpc.FutureTimeoutError:
        error = f"the program did not end within {END_SECONDS} seconds"
        call.cancel()
    if error and not any(error in known for known in engine.errors):
        if not explained:
            monitor.report(error)
        control.failed = True
    elif error:
        control.failed = True


def _request(run: Run, address: str) -> language_pb2.RunRequest:
    stack = run.stack
    return language_pb2.RunRequest(
        project=stack.project,
        stack=stack.name,
        pwd=stack.base,
        program=run.entry,
        args=[address],
        config=dict(stack.config),
        configSecretKeys=sorted(stack.secret_keys),
        dryRun=run.preview,
        parallel=run.parallel,
        monitor_address=address,
        organization="organization",
        info=language_pb2.ProgramInfo(root_directory=stack.base, program_directory=stack.base, entry_point=run.entry),
    )


@contextmanager
def _served(monitor: Monitor, engine: EngineService, parallel: int) -> Iterator[str]:
    """Both services on one loopback port; yields its address."""
    # One thread waits in SignalAndWaitForShutdown, and registrations wait for a provider slot in theirs: the pool must
    # be larger than the number of slots, or log messages and look-ups would queue behind them.
    pool = ThreadPoolExecutor(max(64, 4 * parallel + 8), "monitor")
    server = grpc.server(pool, options=CHANNEL_OPTIONS)
    resource_pb2_grpc.add_ResourceMonitorServicer_to_server(monitor, server)
    engine_pb2_grpc.add_EngineServicer_to_server(engine, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        monitor.release.set()
        monitor.transforms.close()
        server.stop(None).wait()
        pool.shutdown(wait=False)
