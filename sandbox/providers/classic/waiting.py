"""Waiting for what AWS makes true a little later: a fresh role that can be assumed, a table that becomes active."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sandbox.providers.failures import AwsError, Trouble
from sandbox.providers.patience import Patience

T = TypeVar("T")
LIMIT_SECONDS = 60.0
_PAUSE_SECONDS = 0.25
_LONGEST_SECONDS = 3.0


def until_accepted(call: Callable[[], T], passing: Callable[[AwsError], bool], patience: Patience) -> T:
    """Repeat a refused call while `passing` says that the reason will pass, at most LIMIT_SECONDS."""
    started, pause = patience.now(), _PAUSE_SECONDS
    while True:
        try:
            return call()
        except AwsError as error:
            if not passing(error) or patience.now() - started > LIMIT_SECONDS:
                raise
        patience.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_SECONDS)


def until_true(what: str, check: Callable[[], bool], patience: Patience, limit_seconds: float = 600.0) -> None:
    """Look until `check` says yes; AwsError when it takes longer than the limit."""
    started, pause = patience.now(), 0.05
    while not check():
        if patience.now() - started > limit_seconds:
            raise AwsError(what, Trouble.LATE, "timeout", f"{what} is not ready after {limit_seconds:.0f} s")
        patience.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_SECONDS)
