"""Whether steps may still start, and who is still at work: shared by all threads of one operation."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Stopped(Exception):  # noqa: N818 - not an error: whoever stopped the operation has reported why
    """A step does not happen, because the operation has failed, was cancelled, or is over."""


class Control:
    """Failed and cancelled are final. Closed: the program has ended, late registrations are turned away.

    keep_going  a failed step does not stop the others (`--continue-on-error`)
    """

    def __init__(self, *, keep_going: bool = False) -> None:
        self.failed = self.cancelled = self.closed = False
        self.keep_going = keep_going
        self._idle = threading.Condition()
        self._working = 0

    @property
    def stopped(self) -> bool:
        return self.cancelled or self.closed or (self.failed and not self.keep_going)

    def cancel(self) -> None:
        """Let running steps finish, start no new ones."""
        self.cancelled = True

    def require_running(self) -> None:
        """Before every step; not when closed: the sweep after the program takes steps as well."""
        if self.cancelled or (self.failed and not self.keep_going):
            raise Stopped

    @contextmanager
    def working(self) -> Iterator[None]:
        with self._idle:
            self._working += 1
        try:
            yield
        finally:
            with self._idle:
                self._working -= 1
                self._idle.notify_all()

    def drain(self) -> None:
        """Wait until nobody is at work any more."""
        with self._idle:
            self._idle.wait_for(lambda: self._working == 0)
