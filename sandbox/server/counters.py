"""How often each operation was called, per region, since the start or the last mark."""

import threading
from collections import Counter

from sandbox.server.calls import Call
from sandbox.server.counts import Count


class Counters:
    """Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: Counter[tuple[Call, bool]] = Counter()
        self._outcomes: Counter[tuple[Call, bool, str]] = Counter()
        self._total = 0

    @property
    def total(self) -> int:
        """Since the server's start; a mark does not reset it."""
        return self._total

    def met(self, call: Call, *, changing: bool) -> None:
        with self._lock:
            self._calls[call, changing] += 1
            self._total += 1

    def refused(self, call: Call, *, changing: bool, outcome: str) -> None:
        """`outcome` is "throttled" or "failed"."""
        with self._lock:
            self._outcomes[call, changing, outcome] += 1

    def mark(self) -> None:
        """Count from zero again."""
        with self._lock:
            self._calls.clear()
            self._outcomes.clear()

    def read(self) -> tuple[Count, ...]:
        """Sorted by service, operation and region."""
        with self._lock:
            return tuple(sorted(self._count(call, changing, calls) for (call, changing), calls in self._calls.items()))

    def _count(self, call: Call, changing: bool, calls: int) -> Count:
        return Count(
            service=call.service,
            operation=call.operation,
            region=call.region,
            changing=changing,
            calls=calls,
            throttled=self._outcomes[call, changing, "throttled"],
            failed=self._outcomes[call, changing, "failed"],
        )
