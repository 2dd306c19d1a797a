"""One lock per URN: whoever plans or carries out steps for a resource holds it.

A registration holds its own URN. A replacement that deletes first also takes the dependents that must go with it, which
may be registering at that very moment when the program no longer makes them wait. Locks are only ever taken from a
resource to what depended on it in the last run, so that no circle of waiting can form.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack


class UrnLocks:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._locks: dict[str, threading.RLock] = {}

    def hold(self, urn: str, until: ExitStack) -> None:
        """Wait for the resource's lock and keep it until the stack unwinds."""
        with self._lock:
            lock = self._locks.setdefault(urn, threading.RLock())
        until.enter_context(lock)
