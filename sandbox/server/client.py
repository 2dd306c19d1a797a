"""The sandbox for the rest of the program: start it, find it, stop it, break it, count what it was asked.

Nothing here imports moto or the server itself, so a command that only asks for the status stays quick.
"""

import contextlib
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import filelock
import psutil

from sandbox.server.counts import Count
from sandbox.server.fault import Fault, checked_fault
from sandbox.server.files import SandboxFiles, read_json, write_json
from sandbox.server.record import ServerRecord, read_record
from sandbox.server.spawn import READY_SECONDS, spawn, wait_until_ready
from sandbox.server.wire import exchange
from spec.errors import CloudError, UsageError

DEFAULT_IDLE_MINUTES = 60.0
_STOP_SECONDS = 10.0
_POLL_SECONDS = 0.02


@dataclass(frozen=True, kw_only=True)
class Status:
    """A running server, as it describes itself.

    started    seconds since the epoch
    requests   AWS requests since then
    settings   of the emulation, by name
    """

    endpoint: str
    pid: int
    started: float
    requests: int
    idle_minutes: float
    settings: Mapping[str, Any]
    faults: tuple[Fault, ...]
    running: bool = True


@dataclass(frozen=True)
class Endpoint:
    """Where AWS clients send their requests."""

    url: str
    pid: int


def start(
    home: Path,
    *,
    port: int | None = None,
    idle_minutes: float | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Status:
    """Make sure that a server runs for this home, with these switches; what it is then.

    port       None takes the remembered one if it is free, else any; a given one is a must
    settings   names of `sandbox.aws.settings.Settings` with their new values; those not named stay as they are
    """
    record = _running_or_started(home, port=port, idle_minutes=idle_minutes)
    if port is not None and record.port != port:
        raise UsageError("sandbox start", f"it already runs on port {record.port}", "`civicline sandbox stop` first")
    if settings:
        return _status(exchange(record, "POST", "/settings", dict(settings)))
    return _status(exchange(record, "GET", "/status"))


def ensure_running(home: Path) -> Endpoint:
    """The server of this home, started now if need be."""
    record = _running_or_started(home, port=None, idle_minutes=None)
    return Endpoint(url=record.endpoint, pid=record.pid)


def status(home: Path) -> Status | None:
    """None when no server runs for this home. CloudError when one runs and does not answer."""
    record = _live_record(SandboxFiles(home))
    return None if record is None else _status(exchange(record, "GET", "/status"))


def stop(home: Path) -> bool:
    """Stop the server and wait for its end; False when none ran. What it holds stays, for the next start."""
    files = SandboxFiles(home)
    with _exclusive(files):
        return _stop(files)


def reset(home: Path) -> bool:
    """Forget everything the emulated AWS holds. A running server is running again afterwards, at the same address."""
    files = SandboxFiles(home)
    with _exclusive(files):
        record = _live_record(files)
        _stop(files)
        files.journal.unlink(missing_ok=True)
        shutil.rmtree(files.folder / "data", ignore_errors=True)
        if record is not None:
            _start(files, port=record.port, fixed=False, idle_minutes=None)
        return record is not None


def set_fault(home: Path, kind: str, **filters: Any) -> Fault:
    """Add a fault (fields of `Fault`: region, service, operation, rate, count, seconds, seed); with its id."""
    wanted = {name: value for name, value in filters.items() if value is not None}
    checked_fault({"kind": kind, **wanted})
    return Fault(**exchange(_needed(home), "POST", "/faults", {"kind": kind, **wanted})["fault"])


def list_faults(home: Path) -> tuple[Fault, ...]:
    return tuple(Fault(**fault) for fault in exchange(_needed(home), "GET", "/faults")["faults"])


def clear_faults(home: Path, fault_id: int | None = None) -> int:
    """Remove one fault, or all; how many there were."""
    document = {} if fault_id is None else {"id": fault_id}
    return int(exchange(_needed(home), "POST", "/faults/clear", document)["cleared"])


def counters(home: Path) -> tuple[Count, ...]:
    """Calls since the server's start or the last mark."""
    return tuple(Count(**count) for count in exchange(_needed(home), "GET", "/counters")["counters"])


def mark_counters(home: Path) -> None:
    """Count from zero from now on."""
    exchange(_needed(home), "POST", "/counters/mark")


def _status(document: dict[str, Any]) -> Status:
    return Status(**{**document, "faults": tuple(Fault(**fault) for fault in document["faults"])})


def _needed(home: Path) -> ServerRecord:
    record = _live_record(SandboxFiles(home))
    if record is None:
        raise UsageError("sandbox", "it does not run", "civicline sandbox start")
    return record


def _live_record(files: SandboxFiles) -> ServerRecord | None:
    record = read_record(files.running)
    return record if record is not None and record.alive() else None


def _running_or_started(home: Path, *, port: int | None, idle_minutes: float | None) -> ServerRecord:
    files = SandboxFiles(home)
    record = _live_record(files)
    if record is not None and _answers(record):
        return record
    with _exclusive(files):
        # Someone else may have started it while this command waited for the lock.
        return _settled(files) or _start(files, port=port, fixed=port is not None, idle_minutes=idle_minutes)


def _answers(record: ServerRecord) -> bool:
    try:
        return bool(exchange(record, "GET", "/health")["ok"])
    except CloudError:
        return False


def _settled(files: SandboxFiles) -> ServerRecord | None:
    """The server that answers; None when there is none. One that is just ending is waited for."""
    until = time.monotonic() + _STOP_SECONDS
    while (record := _live_record(files)) is not None:
        if _answers(record):
            return record
        if time.monotonic() > until:
            what = f"{record.endpoint} (process {record.pid}) does not answer"
            raise CloudError("sandbox", what, "civicline sandbox stop, then start it again")
        time.sleep(_POLL_SECONDS)
    return None


def _start(files: SandboxFiles, *, port: int | None, fixed: bool, idle_minutes: float | None) -> ServerRecord:
    remembered = read_json(files.preferences) or {}
    idle = idle_minutes if idle_minutes is not None else remembered.get("idle_minutes", DEFAULT_IDLE_MINUTES)
    wanted = port if port is not None else remembered.get("port", 0)
    files.running.unlink(missing_ok=True)  # left by a server that was killed
    arguments = ["--port", str(wanted), "--idle-minutes", str(idle), *(["--port-fixed"] if fixed else [])]
    wait_until_ready(files, spawn(files, arguments))
    record = _live_record(files)
    if record is None:
        raise CloudError("starting the sandbox", "it ended right after its start", f"its log is {files.log}")
    write_json(files.preferences, {"port": record.port, "idle_minutes": idle})
    return record


def _stop(files: SandboxFiles) -> bool:
    record = _live_record(files)
    if record is None:
        return False
    with contextlib.suppress(CloudError):  # one that hangs is ended below
        exchange(record, "POST", "/stop")
    until = time.monotonic() + _STOP_SECONDS
    while record.alive() and time.monotonic() < until:
        time.sleep(_POLL_SECONDS)
    if record.alive():
        with contextlib.suppress(psutil.Error):
            psutil.Process(record.pid).kill()
    files.running.unlink(missing_ok=True)
    return True


@contextlib.contextmanager
def _exclusive(files: SandboxFiles) -> Iterator[None]:
    """One start, stop or reset at a time."""
    files.make()
    try:
        with filelock.FileLock(files.start_lock, timeout=READY_SECONDS + _STOP_SECONDS):
            yield
    except filelock.Timeout:
        raise CloudError("sandbox", "another command has been starting or stopping it", f"see {files.log}") from None
    except OSError as error:
        what = f"can't be used: {error.strerror or error}"
        raise CloudError(str(files.folder), what, "free some disk space, or check the permissions") from error
