"""Waiting for what Amazon Connect does by itself: replicas, and copies of what is mirrored.

A dynamic resource's provider is pickled into the state, so this is plain functions without state of their own.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

FIRST_PAUSE, LONGEST_PAUSE = 0.25, 15.0
MIRRORED_WITHIN = 45 * 60.0
"""Amazon Connect tries again for half an hour (Administrator Guide, create-replica-connect-instance)."""


class LateError(Exception):
    """Something has not happened in the time that it may take."""


def until(done: Callable[[], bool], within: float, what: str) -> None:
    """Ask again and again, ever less often. Raises LateError, which says `what` is late and that `up` goes on later."""
    pause, waited = FIRST_PAUSE, 0.0
    while not done():
        if waited >= within:
            message = f"{what} after {round(within / 60)} minutes\n  try: civicline up again, which goes on from here"
            raise LateError(message)
        time.sleep(pause)
        waited, pause = waited + pause, min(2 * pause, LONGEST_PAUSE)


def is_missing(error: Any) -> bool:
    """Whether a ClientError says that the thing does not exist."""
    return bool(error.response["Error"]["Code"] == "ResourceNotFoundException")
