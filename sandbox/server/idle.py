"""When a server that nobody uses should stop."""

import threading
import time
from collections.abc import Callable


class IdleWatch:
    """Knows how long the last AWS request is ago; a request that is still running is use."""

    def __init__(self, limit_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit_seconds = limit_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._running = 0
        self._last = clock()

    def __enter__(self) -> None:
        with self._lock:
            self._running += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._running -= 1
            self._last = self._clock()

    def expired(self) -> bool:
        """Never with a limit of 0."""
        with self._lock:
            return self.limit_seconds > 0 and not self._running and self._clock() - self._last >= self.limit_seconds
