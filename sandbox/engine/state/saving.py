"""Durable saves that many threads ask for and few write (group commit)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

LONGEST_GATHERING_SECONDS = 0.05


class GroupCommit:
    """`commit` returns when the state as it was at the call, or a later one, is on disk.

    One thread at a time writes for everybody who asked before. While many ask, it first waits about as long as a write
    takes for more to join: the whole state is written each time, and only few, large groups keep the cost of a
    deployment in proportion to its size.
    """

    def __init__(self, write: Callable[[], None]) -> None:
        self._write = write
        self._changed = threading.Condition()
        self._asked = self._written = 0
        self._writing = False
        self._group, self._seconds = 1, 0.0

    def commit(self) -> None:
        with self._changed:
            self._asked += 1
            mine = self._asked
            self._changed.wait_for(lambda: self._written >= mine or not self._writing)
            if self._written >= mine:
                return
            self._writing = True
        covered = self._written
        try:
            covered = self._write_group()
        finally:
            with self._changed:
                self._group, self._written = covered - self._written, covered
                self._writing = False
                self._changed.notify_all()

    def _write_group(self) -> int:
        """Number of the last request that the write covers."""
        if self._group > 1:
            time.sleep(min(self._seconds, LONGEST_GATHERING_SECONDS))
        with self._changed:
            covered = self._asked
        started = time.perf_counter()
        self._write()
        self._seconds = time.perf_counter() - started
        return covered
