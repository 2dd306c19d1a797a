"""A sandbox for one drill: in a folder of its own, stopped and forgotten in the end, however the drill ends.

Ctrl-C and a polite kill are seen to at once. After a kill that nobody can see to, the sandbox ends by itself after some
minutes without a request, and the next drill removes what it left.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from cli.drilling.held import say
from spec.errors import CloudError
from spec.home import civicline_home

IDLE_MINUTES = 5.0
"""Simulated contacts ask it all the time; without any the drill is dead."""
LINES = 12
"""Of what `up` said, when it failed."""
_SAME_START_SECONDS = 2.0


@contextmanager
def own_sandbox() -> Iterator[Path]:
    """The home folder of a sandbox that runs. Raises CloudError where it cannot be started."""
    from sandbox.server import client

    sweep()
    folder = Path(tempfile.mkdtemp(prefix="civicline-drill-"))
    marker, stopped = _mark(folder), False
    try:
        with _terminated_like_interrupted():
            client.start(folder, idle_minutes=IDLE_MINUTES)
            yield folder
    except KeyboardInterrupt:
        stopped = True
        raise
    finally:
        _forget(folder)
        marker.unlink(missing_ok=True)
        if stopped:
            say("\nstopped; the sandbox of the drill is gone, and your deployment was not touched")


def sweep() -> None:
    """Stop and remove sandboxes of drills that were killed."""
    for marker in sorted(_markers().glob("*.json")):
        try:
            told = json.loads(marker.read_text(encoding="utf-8"))
            folder, pid, started = Path(told["folder"]), int(told["pid"]), float(told["started"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if not _lives(pid, started):
            say(f"a drill was killed here; its sandbox in {folder} is removed")
            _forget(folder)
            marker.unlink(missing_ok=True)


def stand_up(folder: Path, file: Path, stack: str) -> None:
    """`civicline up` in the sandbox of a folder, as a process of its own: nothing of it can reach the person's home.

    raises   CloudError with the last words of `up`
    """
    words = ["up", str(file.resolve()), "--stack", stack, "--yes"]
    words += ["--break-freeze", "a drill in a sandbox of its own"]
    command = [sys.executable, "-P", "-c", "from cli.main import run; run()", *words]
    root = str(Path(__file__).resolve().parents[2])
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PULUMI_", "CIVICLINE_"))}
    process = subprocess.Popen(  # noqa: S603  # our own interpreter and command
        command,
        env={**kept, "CIVICLINE_HOME": str(folder), "PYTHONPATH": root},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    try:
        said, _ = process.communicate()
    except BaseException:
        process.kill()
        process.communicate()
        raise
    if process.returncode:
        last = "\n".join(said.strip().splitlines()[-LINES:])
        what = f"`up` failed in the drill's own sandbox, with exit code {process.returncode}; it said:\n{last}"
        raise CloudError(str(file), what, f"civicline up {file} shows all of it")


def _markers() -> Path:
    return civicline_home(os.environ) / "drills" / "running"


def _mark(folder: Path) -> Path:
    """Written before the sandbox is started, so that there is none that nobody knows of."""
    import psutil

    _markers().mkdir(parents=True, exist_ok=True)
    told = {"folder": str(folder), "pid": os.getpid(), "started": psutil.Process().create_time()}
    marker = _markers() / f"{os.getpid()}.json"
    marker.write_text(json.dumps(told), encoding="utf-8")
    return marker


def _lives(pid: int, started: float) -> bool:
    """A process number is used again by the system; with its start it is not."""
    import psutil

    try:
        return abs(psutil.Process(pid).create_time() - started) < _SAME_START_SECONDS
    except psutil.Error:
        return False


def _forget(folder: Path) -> None:
    from sandbox.server import client

    with suppress(CloudError):  # it ends by itself, too
        client.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """A polite kill ends a drill as Ctrl-C does. Only the main thread can see to it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
