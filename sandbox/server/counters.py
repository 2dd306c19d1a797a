"""How often each operation was called, per region, since the start or the last mark."""

import threading
from collections import Counter
from dataclasses import dataclass

from sandbox.server.calls import Call
from sandbox.server.counts import Count


@dataclass(frozen=True)
class Counted:
    """What is counted together: see `Count`."""

    call: Call
    changing: bool
    handled: bool = False


class Counters:
    """Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: Counter[Counted] = Counter()
        self._outcomes: Counter[tuple[Counted, str]] = Counter()
        self._total = 0

    @property
    def total(self) -> int:
        """Requests of clients since the server's start; a mark does not reset it."""
        return self._total

    def met(self, counted: Counted) -> None:
        with self._lock:
            self._calls[counted] += 1
            self._total += not counted.handled

    def refused(self, counted: Counted, outcome: str) -> None:
        """`outcome` is "throttled" or "failed"."""
        with self._lock:
            self._outcomes[counted, outcome] += 1

    def mark(self) -> None:
        """Count from zero again."""
        with self._lock:
            self._calls.clear()
            self._outcomes.clear()

    def read(self) -> tuple[Count, ...]:
        """Sorted by service, operation and region."""
        with self._lock:
            return tuple(sorted(self._count(counted, calls) for counted, calls in self._calls.items()))

    def _count(self, counted: Counted, calls: int) -> Count:
        return Count(
            service=counted.call.service,
            operation=counted.call.operation,
            region=counted.call.region,
            changing=counted.changing,
            handled=counted.handled,
            calls=calls,
            throttled=self._outcomes[counted, "throttled"],
            failed=self._outcomes[counted, "failed"],
        )
