"""The server's life: take the lock, replay the journal, serve, stop when asked or idle."""

import contextlib
import logging
import os
import secrets
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import filelock

from sandbox.aws import settings as aws_settings
from sandbox.server.codec import settings_from
from sandbox.server.control import Control
from sandbox.server.dispatch import Dispatcher
from sandbox.server.emulation import application
from sandbox.server.files import SandboxFiles
from sandbox.server.gate import Gate
from sandbox.server.http import Application, LoopbackServer
from sandbox.server.idle import IdleWatch
from sandbox.server.journal import Entry, Record, TimeEntry, open_journal
from sandbox.server.limits import ServiceLimits
from sandbox.server.messages import HttpAnswer, HttpRequest
from sandbox.server.mirror import Mirror
from sandbox.server.record import ServerRecord, own_start
from sandbox.server.state import ServerState
from spec.errors import CloudError

_WATCH_SECONDS = 0.5
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Options:
    """port_fixed    the person asked for this very port: a busy one is an error, not a reason to take another
    lock_seconds  how long to wait for another server of this home that is just ending
    """

    home: Path
    port: int = 0
    port_fixed: bool = False
    idle_minutes: float = 60.0
    lock_seconds: float = 0.0


@contextlib.contextmanager
def opened(options: Options) -> Iterator["RunningServer"]:
    """A server that is ready, for as long as the block lasts. CloudError when another one has this home."""
    files = SandboxFiles(options.home)
    files.make()
    lock = filelock.FileLock(files.server_lock)
    try:
        lock.acquire(timeout=options.lock_seconds)
    except filelock.Timeout:
        raise CloudError("starting the sandbox", f"another one already serves {files.folder}") from None
    with contextlib.ExitStack() as stack:
        stack.callback(lock.release)
        server = RunningServer(options, files)
        stack.callback(server.close)
        server.open()
        yield server


class RunningServer:
    """Everything of one server, wired; `open` makes it answer, `wait` returns when it should end."""

    def __init__(self, options: Options, files: SandboxFiles) -> None:
        self.files = files
        self._http = _listening(options, self._answer)
        try:
            self._build(options)
        except BaseException:
            self._http.server_close()
            raise

    def _build(self, options: Options) -> None:
        self._journal, self._past = open_journal(self.files.journal)
        record = ServerRecord(
            pid=os.getpid(), started=own_start(), port=self._http.port, token=secrets.token_urlsafe(32)
        )
        mirror = Mirror(self._dark_regions)
        self._dispatcher = Dispatcher(application(), self._journal, mirror=mirror)
        idle = IdleWatch(options.idle_minutes * 60)
        self.state = ServerState(record, idle, self._dispatcher.change_settings, self._dispatcher.catch_up)
        self._gate = Gate(
            self._dispatcher, ServiceLimits(), Control(self.state),
            faults=self.state.faults, counters=self.state.counters, idle=idle,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._http.serve, name="sandbox-http", daemon=True)

    @property
    def endpoint(self) -> str:
        return self._http.endpoint

    @property
    def port(self) -> int:
        return self._http.port

    def _dark_regions(self) -> frozenset[str]:
        return self.state.faults.dark_regions()

    def _answer(self, request: HttpRequest) -> HttpAnswer:
        return self._gate(request)

    def open(self) -> None:
        """Bring back what the journal holds, then answer."""
        begun = time.monotonic()
        aws_settings.use(aws_settings.Settings())
        for past in self._past:
            self._replay(past)
        log.info("replayed up to record %d in %.2f s", self._journal.sequence, time.monotonic() - begun)
        self._thread.start()
        self.state.record.write(self.files.running)

    def _replay(self, past: Record) -> None:
        if isinstance(past, Entry):
            self._dispatcher.replay(past)
        elif isinstance(past, TimeEntry):
            self._dispatcher.replay_time(past)
        else:
            self._journal.sequence = past.sequence
            aws_settings.use(settings_from(past.settings))

    def wait(self) -> None:
        """Until someone asks to stop, or nobody has asked for anything for long."""
        while not self.state.stopping.wait(_WATCH_SECONDS):
            if self.state.idle.expired():
                log.info("nobody used the sandbox for %.0f minutes", self.state.idle.limit_seconds / 60)
                return

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.files.running.unlink(missing_ok=True)
        if self._thread.is_alive():
            self._http.stop()
            self._thread.join(timeout=5)
        else:
            self._http.server_close()
        self._journal.close()


def _listening(options: Options, answer: Application) -> LoopbackServer:
    try:
        return LoopbackServer(answer, port=options.port)
    except CloudError:
        if options.port_fixed or not options.port:
            raise
        return LoopbackServer(answer)  # the remembered port is taken


def run(options: Options) -> None:
    """Serve until stopped; what a start needs to know of a failure is raised."""
    with opened(options) as server:
        for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
            if number := getattr(signal, name, None):
                signal.signal(number, lambda *_: server.state.request_stop())
        server.wait()
    log.info("stopped")
