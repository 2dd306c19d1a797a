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
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import filelock
import psutil

from sandbox.engine.backend.files import replace_text
from sandbox.engine.backend.stack_files import StackFiles
from spec.errors import CloudError, PlanRefusedError

_SLACK = 1.0
"""Seconds by which two readings of one process's start may differ."""


@dataclass(frozen=True, slots=True)
class Birth:
    """When a process began: by the clock, and counted from the machine's start.

    A clock that is set shifts one of the two (which one depends on the system), a number given to another process both.
    """

    started: float
    after_boot: float

    def same(self, other: Birth) -> bool:
        by_clock = abs(self.started - other.started) <= _SLACK
        return by_clock or abs(self.after_boot - other.after_boot) <= _SLACK


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock; the first four are the fields of Pulumi's lock files. `birth` is None in a lock of Pulumi's."""

    pid: int
    username: str
    hostname: str
    timestamp: str
    birth: Birth | None = None

    def __str__(self) -> str:
        return f"created by {self.username}@{self.hostname} (pid {self.pid}) at {self.timestamp}"

    def gone(self) -> bool:
        """Whether that process is known to run no more: not there, or its number belongs to another process now."""
        if self.hostname != socket.gethostname():
            return False
        try:
            now = _birth(self.pid)
        except psutil.NoSuchProcess:
            return True
        except psutil.Error:
            return False
        return self.birth is not None and not self.birth.same(now)


def _birth(pid: int) -> Birth:
    boot = psutil.boot_time()  # read first: psutil counts a process's start from the boot time it read last
    started = psutil.Process(pid).create_time()
    return Birth(started, started - boot)


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
    holder = Holder(os.getpid(), _user(), socket.gethostname(), moment, _birth(os.getpid()))
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
            yield path, _parse(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            continue  # released while we looked
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            yield path, Holder(0, "unknown", "unknown", "an unknown time")


def _parse(content: Mapping[str, Any]) -> Holder:
    birth = content.get("birth")
    username, hostname, moment = (str(content.get(name, "")) for name in ("username", "hostname", "timestamp"))
    return Holder(int(content["pid"]), username, hostname, moment, Birth(**birth) if birth else None)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in a container, or no user at all
        return "unknown"
