"""The lock against two operations on one stack at once: a file that says who holds it.

A lock of a process that no longer runs on this machine is removed; one of another machine is believed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import json
import os
import socket
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import filelock
import psutil

from sandbox.engine.files import replace_text
from sandbox.engine.stack_files import StackFiles
from spec.errors import CloudError, PlanRefusedError

_CLOCK_SLACK = 2.0
"""Seconds by which the clock of the process table may differ from the wall clock."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock; the fields and their names are those of Pulumi's lock files."""

    pid: int
    username: str
    hostname: str
    timestamp: str

    def __str__(self) -> str:
        return f"created by {self.username}@{self.hostname} (pid {self.pid}) at {self.timestamp}"

    def gone(self) -> bool:
        """Whether that process is known to run no more: not there, or its number belongs to a younger process."""
        if self.hostname != socket.gethostname():
            return False
        try:
            started = psutil.Process(self.pid).create_time()
        except psutil.NoSuchProcess:
            return True
        except psutil.Error:
            return False
        try:
            locked = dt.datetime.fromisoformat(self.timestamp).timestamp()
        except ValueError:
            return False
        return started > locked + _CLOCK_SLACK


@contextlib.contextmanager
def locked(files: StackFiles) -> Iterator[None]:
    """Hold the stack's lock; raises PlanRefusedError while another operation holds it."""
    mine = _take(files)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            mine.unlink(missing_ok=True)


def release_all(files: StackFiles) -> int:
    """Remove every lock of the stack, whoever holds it (`pulumi cancel`); returns how many there were."""
    count = 0
    for path, _ in _holders(files):
        path.unlink(missing_ok=True)
        count += 1
    return count


def refuse_if_locked(files: StackFiles) -> None:
    """Raise PlanRefusedError while someone holds the lock; remove locks of dead processes."""
    living = []
    for path, holder in _holders(files):
        if holder.gone():
            path.unlink(missing_ok=True)
        else:
            living.append(f"  {path.as_uri()}: {holder}")
    if living:
        raise PlanRefusedError(
            "",
            f"the stack is currently locked by {len(living)} lock(s). Either wait for the other process(es) to end or "
            "delete the lock file with `pulumi cancel`.\n" + "\n".join(living),
        )


def _take(files: StackFiles) -> Path:
    mine = files.locks / f"{uuid.uuid4()}.json"
    moment = dt.datetime.now(dt.UTC).isoformat()
    holder = Holder(os.getpid(), _user(), socket.gethostname(), moment)
    try:
        files.root.mkdir(parents=True, exist_ok=True)
        # Look and take in one go. The guard lies outside locks/, where Pulumi takes every file for a lock.
        with filelock.FileLock(str(files.root / "engine.guard")):
            refuse_if_locked(files)
            replace_text(mine, json.dumps(asdict(holder)))
    except OSError as error:
        raise CloudError(
            f"locking {files.locks}", error.strerror or str(error), "make room, or allow writing there"
        ) from error
    return mine


def _holders(files: StackFiles) -> Iterator[tuple[Path, Holder]]:
    for path in sorted(files.locks.glob("*.json")) if files.locks.is_dir() else ():
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            yield path, Holder(**{name: content.get(name, "") for name in Holder.__slots__})
        except FileNotFoundError:
            continue  # released while we looked
        except (OSError, ValueError, AttributeError):
            yield path, Holder(0, "unknown", "unknown", "an unknown time")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in a container, or no user at all
        return "unknown"
