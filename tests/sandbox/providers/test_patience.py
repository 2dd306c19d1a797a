from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from sandbox.providers.failures import AwsError, Trouble
from sandbox.providers.patience import Patience, Turnstiles, persist


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.time = 0.0
        self.sleeps: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        self.sleeps.append(seconds)


def trouble(kind: Trouble) -> AwsError:
    return AwsError("op", kind, kind.value, "no")


def failing(*troubles: Trouble) -> Callable[[], str]:
    """Fails in this way, one time each, and then succeeds."""
    left = list(troubles)

    def call() -> str:
        if left:
            raise trouble(left.pop(0))
        return "done"

    return call


def patient(clock: Clock, throttled_seconds: float = 900.0) -> Patience:
    return Patience(throttled_seconds=throttled_seconds, sleep=clock.sleep, now=clock.now)


@pytest.mark.parametrize("kind", [Trouble.BROKEN, Trouble.LATE, Trouble.UNREACHABLE, Trouble.THROTTLED])
def test_passing_trouble_is_waited_out(kind: Trouble) -> None:
    clock = Clock()
    assert persist(failing(kind, kind), "op", patient(clock), Turnstiles()) == "done"
    assert clock.sleeps


def test_a_refusal_is_final() -> None:
    clock = Clock()
    with pytest.raises(AwsError, match="refused") as refused:
        persist(failing(Trouble.REFUSED), "op", patient(clock), Turnstiles())
    assert clock.sleeps == []
    assert not refused.value.repeated


def test_a_refusal_after_a_lost_answer_says_that_it_was_repeated() -> None:
    with pytest.raises(AwsError) as refused:
        persist(failing(Trouble.LATE, Trouble.REFUSED), "op", patient(Clock()), Turnstiles())
    assert refused.value.repeated


@pytest.mark.parametrize("kind", [Trouble.BROKEN, Trouble.LATE, Trouble.UNREACHABLE])
def test_trouble_that_stays_ends_after_a_bounded_number_of_tries(kind: Trouble) -> None:
    clock = Clock()
    with pytest.raises(AwsError, match=kind.value):
        persist(failing(*[kind] * 50), "op", patient(clock), Turnstiles())
    assert clock.time < 20


def test_throttling_ends_with_its_total_time() -> None:
    clock = Clock()
    with pytest.raises(AwsError, match="throttled"):
        persist(failing(*[Trouble.THROTTLED] * 10_000), "op", patient(clock, throttled_seconds=30), Turnstiles())
    assert 30 < clock.time < 31


def test_of_many_throttled_callers_only_one_probes_at_a_time() -> None:
    inside, most, lock = [0], [0], threading.Lock()
    done = threading.Semaphore(0)

    def sleep(_: float) -> None:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        threading.Event().wait(0.005)
        with lock:
            inside[0] -= 1

    turnstiles, patience = Turnstiles(), Patience(sleep=sleep)

    def run() -> None:
        persist(failing(Trouble.THROTTLED, Trouble.THROTTLED), "op", patience, turnstiles)
        done.release()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert [done.acquire(timeout=1) for _ in threads] == [True] * 8
    assert most == [1]
