"""Repeating, medians, and what a row of the benchmark found."""

from __future__ import annotations

import datetime as dt
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Figure:
    """Measurements of one thing."""

    what: str
    unit: str
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def __str__(self) -> str:
        if len(self.values) == 1:
            return f"{_short(self.values[0])} {self.unit}"
        low, high = _short(min(self.values)), _short(max(self.values))
        return f"{_short(self.median)} {self.unit} ({low} to {high}, {len(self.values)} runs)"


def machine() -> str:
    """In general words: nothing that names it."""
    cores = os.cpu_count() or 1
    busy = f", load {os.getloadavg()[0]:.1f} in the minute before" if hasattr(os, "getloadavg") else ""
    return f"{cores} cores, {platform.system()}, Python {platform.python_version()}{busy}"


@dataclass(frozen=True)
class Result:
    """One row of the page.

    bar      in words
    measured the ratio that is compared, in words
    met      whether it is within the bar
    remarks  by how much and why not, what was left out, how the figures came about
    """

    row: str
    what: str
    bar: str
    measured: str
    met: bool
    figures: tuple[Figure, ...]
    remarks: tuple[str, ...] = ()
    rerun: str = ""
    date: str = field(default_factory=lambda: dt.datetime.now(dt.UTC).date().isoformat())
    machine: str = field(default_factory=machine)


def timed(work: Callable[[], Any]) -> float:
    """Seconds of wall time."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def alternating(works: Sequence[Callable[[], float]], runs: int) -> list[tuple[float, ...]]:
    """What each returns, run in turn, so that a busy minute of the machine meets all of them."""
    rounds = [[work() for work in works] for _ in range(runs)]
    return [tuple(values) for values in zip(*rounds, strict=True)]


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
