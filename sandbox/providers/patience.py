"""How long and how often a failed call is repeated, and in which order the throttled ones try again."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from sandbox.providers.failures import AwsError, Trouble

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """Limits of one operation, retries included."""

    throttled_seconds: float = 900.0
    """Total time to wait out throttling: a large program takes minutes under Amazon Connect's 2 requests/s."""
    broken_tries: int = 6
    late_tries: int = 3
    unreachable_tries: int = 4
    probe_seconds: float = 0.05
    """Pause of the one caller that probes a throttled operation."""
    first_pause_seconds: float = 0.2
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic

    def tries(self, trouble: Trouble) -> int:
        limits = {
            Trouble.BROKEN: self.broken_tries,
            Trouble.LATE: self.late_tries,
            Trouble.UNREACHABLE: self.unreachable_tries,
        }
        return limits.get(trouble, 1)

    def pause(self, tries: int) -> None:
        """Full jitter between half and all of a doubling pause: callers that failed together do not return together."""
        longest = min(self.first_pause_seconds * 2.0**tries, 5.0)
        self.sleep(longest * random.uniform(0.5, 1.0))  # noqa: S311 - spreads load, hides nothing


@dataclass(slots=True)
class Turnstiles:
    """One lock for each operation: of the callers that are throttled, one probes and the others wait behind it.

    The service's allowance is then used up within one probe's pause, while the number of wasted calls does not grow
    with the number of waiting callers.
    """

    _locks: dict[str, threading.Lock] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def turn(self, operation: str) -> Iterator[None]:
        with self._guard:
            lock = self._locks.setdefault(operation, threading.Lock())
        with lock:
            yield


def persist(call: Callable[[], T], operation: str, patience: Patience, turnstiles: Turnstiles) -> T:
    """Call until it succeeds, is refused, or patience ends; the last AwsError then says whether it was repeated."""
    tries, started = 0, patience.now()
    while True:
        try:
            return call()
        except AwsError as error:
            tries += 1
            error.repeated = tries > 1
            if error.trouble is Trouble.THROTTLED:
                return _probe(call, operation, patience, turnstiles, started)
            if tries >= patience.tries(error.trouble):
                raise
        patience.pause(tries)


def _probe(call: Callable[[], T], operation: str, patience: Patience, turnstiles: Turnstiles, started: float) -> T:
    with turnstiles.turn(operation):
        tries = 0
        while True:
            patience.sleep(patience.probe_seconds)
            try:
                return call()
            except AwsError as error:
                error.repeated = True
                if error.trouble is not Trouble.THROTTLED:
                    tries += 1
                    if tries >= patience.tries(error.trouble):
                        raise
                    patience.pause(tries)
                elif patience.now() - started > patience.throttled_seconds:
                    raise
