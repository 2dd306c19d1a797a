"""Durable saves that many threads ask for and few write (group commit)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

LONGEST_GATHERING_SECONDS = 0.05


class GroupCommit:
    """`commit` returns when the state as it was at the call, or a later one, is on disk.

    Whoever gets the turn writes for everybody who asked before; the others find their work done. While many ask, a turn
    waits about as long as a write takes for more to join: the whole state is written each time, so that few, large
    groups keep the cost of a deployment in proportion to its size.
    """

    def __init__(self, write: Callable[[], None]) -> None:
        self._write = write
        self._turn, self._count = threading.Lock(), threading.Lock()
        self._asked = self._written = 0
        self._group, self._seconds = 1, 0.0

    def commit(self) -> None:
        with self._count:
            self._asked += 1
            mine = self._asked
        with self._turn:
            if self._written >= mine:
                return
            if self._group > 1 or self._asked - self._written > 1:
                time.sleep(min(self._seconds, LONGEST_GATHERING_SECONDS))
            with self._count:
                covered = self._asked
            started = time.perf_counter()
            self._write()
            self._seconds = time.perf_counter() - started
            self._group, self._written = covered - self._written, covered
