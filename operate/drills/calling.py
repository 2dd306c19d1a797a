"""Simulated contacts, one after the other, for as long as a drill lasts."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import Event, Thread
from types import TracebackType
from typing import Protocol, Self

from operate.drills.score import Placed
from spec.errors import CloudError


class Line(Protocol):
    """One line that people call."""

    def shares(self) -> Mapping[str, int]:
        """Percent of new calls by region. Raises CloudError where no region tells."""

    def why_not(self, region: str) -> str:
        """Why a call in this region would find nobody; empty where it is answered. Raises nothing of AWS."""


@dataclass
class Caller:
    """Calls one line. A share of 10 percent gets every tenth call, as regularly as can be.

    What the group said last counts while no region tells: telephone networks need no answer of the API.
    """

    line: Line
    known: Mapping[str, int] = field(default_factory=dict)
    owed: dict[str, float] = field(default_factory=dict)

    def place(self, at: float) -> Placed:
        try:
            self.known = self.line.shares()
        except CloudError as error:
            if not self.known:
                return Placed(at, "", f"no region tells where calls go: {error.where}: {error.what}")
        region = self._next()
        return Placed(at, region, self.line.why_not(region))

    def _next(self) -> str:
        for region, share in self.known.items():
            self.owed[region] = self.owed.get(region, 0.0) + share
        most = max(self.known, key=lambda region: self.owed[region])
        self.owed[most] -= sum(self.known.values())
        return most


class Calling(AbstractContextManager["Calling"]):
    """Places contacts in a thread of its own, one every so many seconds, the lines in turn.

    placed   in order; may be read at any time
    """

    def __init__(self, lines: Sequence[Line], every: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.placed: list[Placed] = []
        self._callers = [Caller(line) for line in lines]
        self._every, self._clock = every, clock
        self._stop, self._news = Event(), Event()
        self._thread = Thread(target=self._run, name="simulated-contacts", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def wait_for(self, found: Callable[[Sequence[Placed]], float | None], patience: float) -> float | None:
        """What is looked for among the contacts, as soon as it is there; None where it does not come."""
        until = self._clock() + patience
        while (met := found(tuple(self.placed))) is None and (left := until - self._clock()) > 0:
            self._news.wait(min(left, self._every))
            self._news.clear()
        return met

    def _run(self) -> None:
        number = 0
        while not self._stop.is_set():
            caller = self._callers[number % len(self._callers)]
            self.placed.append(caller.place(self._clock()))
            self._news.set()
            number += 1
            self._stop.wait(self._every)
