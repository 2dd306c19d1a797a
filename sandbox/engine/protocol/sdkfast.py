"""Two optional accelerations of the Pulumi SDK for programs that run in this process; results are the same without.

quiet     `log.debug` is a blocking call to the engine from the program's event loop, about four for every resource,
          and the engine throws debug messages away: the call is left out.
batching  `wait_for_rpcs` waits for the first of all outstanding tasks, handles it, and waits for all others again,
          quadratic in the number of resources: completions of a few milliseconds are handled together, and each task
          is listened to once.
Both replace one name in one module of the SDK while an in-process command runs, and put it back afterwards.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

import pulumi.log
import pulumi.runtime.stack

GATHER_SECONDS = 0.02
GATHER_SECONDS_PER_TASK = 2e-5
"""The SDK copies and counts all of its outstanding tasks after each wait: that stays a small part of the time."""

_lock = threading.Lock()
_users = 0
_debug = pulumi.log.debug


class _Watch:
    """Tells when one of many tasks of an event loop ends. It listens to each task once, however often it is asked."""

    def __init__(self) -> None:
        self._watched: set[asyncio.Future[Any]] = set()
        self._ended = asyncio.Event()

    async def first_of(self, tasks: set[asyncio.Future[Any]]) -> None:
        for task in tasks - self._watched:
            self._watched.add(task)
            task.add_done_callback(self._end)
        while not any(task.done() for task in tasks):
            self._ended.clear()
            await self._ended.wait()

    def _end(self, task: asyncio.Future[Any]) -> None:
        self._watched.discard(task)
        self._ended.set()


class _BatchingAsyncio:
    """The module `asyncio`, but `wait` for a first completion returns with those that follow at once."""

    def __init__(self) -> None:
        self._watches: WeakKeyDictionary[asyncio.AbstractEventLoop, _Watch] = WeakKeyDictionary()

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def wait(
        self,
        tasks: Iterable[asyncio.Future[Any]],
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is asyncio's
        return_when: str = asyncio.ALL_COMPLETED,
    ) -> tuple[set[asyncio.Future[Any]], set[asyncio.Future[Any]]]:
        waiting = set(tasks)
        if not waiting or timeout is not None or return_when != asyncio.FIRST_COMPLETED:
            return await asyncio.wait(waiting, timeout=timeout, return_when=return_when)
        await self._watches.setdefault(asyncio.get_running_loop(), _Watch()).first_of(waiting)
        await asyncio.sleep(max(GATHER_SECONDS, GATHER_SECONDS_PER_TASK * len(waiting)))
        done = {task for task in waiting if task.done()}
        return done, waiting - done


def _silent(*_message: object, **_options: object) -> None:
    """What `log.debug` does meanwhile."""


@contextmanager
def accelerated() -> Iterator[None]:
    """Both, as long as anybody is in this block; programs of other threads share the effect."""
    global _users  # noqa: PLW0603 - the SDK has one log and one runtime per process, and so is this count
    with _lock:
        _users += 1
        _install(_silent, _BatchingAsyncio())
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if not _users:
                _install(_debug, asyncio)


def _install(debug: Any, event_loops: Any) -> None:
    pulumi.log.debug = debug
    pulumi.runtime.stack.asyncio = event_loops  # type: ignore[attr-defined]  # its import of the module
