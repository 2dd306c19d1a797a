"""Token buckets: how fast the real service lets each operation be called, per account and region."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.aws.limits_table import Limit
from sandbox.server.calls import Call

LimitOf = Callable[[Call], Limit | None]

_ROUNDING_SECONDS = 1e-9


@dataclass
class _Bucket:
    tokens: float
    at: float


class Throttle:
    """One bucket per operation and region, full at first. Thread-safe."""

    def __init__(self, limit_of: LimitOf, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit_of, self._clock = limit_of, clock
        self._lock = threading.Lock()
        self._buckets: dict[Call, _Bucket] = {}

    def admits(self, call: Call) -> bool:
        """Spend one token; False, with nothing spent, when there is none."""
        return self.reserve(call, patience_seconds=0.0) is not None

    def reserve(self, call: Call, *, patience_seconds: float) -> float | None:
        """Spend one token, if need be one that is only due later.

        returns  seconds until it is due; None, with nothing spent, when that is longer than the patience
        """
        limit = self._limit_of(call)
        if limit is None:
            return 0.0
        with self._lock:
            bucket = self._refilled(call, limit)
            wait = max(0.0, (1.0 - bucket.tokens) / limit.rate)
            if wait > patience_seconds + _ROUNDING_SECONDS:
                return None
            bucket.tokens -= 1.0
            return wait

    def _refilled(self, call: Call, limit: Limit) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.setdefault(call, _Bucket(limit.burst, now))
        bucket.tokens = min(limit.burst, bucket.tokens + (now - bucket.at) * limit.rate)
        bucket.at = now
        return bucket
