"""Durable saves that many threads ask for and few write (group commit)."""

from __future__ import annotations

import threading
from collections.abc import Callable


class GroupCommit:
    """`commit` returns when the state as it was at the call, or a later one, is on disk.

    Whoever gets the turn writes for everybody who asked before; the others find their work done.
    """

    def __init__(self, write: Callable[[], None]) -> None:
        self._write = write
        self._turn, self._count = threading.Lock(), threading.Lock()
        self._asked = self._written = 0

    def commit(self) -> None:
        with self._count:
            self._asked += 1
            mine = self._asked
        with self._turn:
            if self._written >= mine:
                return
            with self._count:
                covered = self._asked
            self._write()
            self._written = covered
