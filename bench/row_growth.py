"""Time and memory of `up` as the number of queues doubles."""

from __future__ import annotations

import json
import statistics
import tempfile
from functools import partial
from itertools import pairwise
from pathlib import Path

from bench.measure import Figure, Result, alternating
from bench.place import Place

SIZES = (125, 250, 500, 1000)
RUNS = 3
FACTOR = 1.2
MEGABYTE = 1e6
HOW = (
    "An inline program of instance, hours and queues (`bench/queues.py`), because a whole program with so many queues "
    "meets other limits first: a routing profile and a queue's quick connects hold 50 each."
)


def measure() -> Result:
    seconds: dict[int, list[float]] = {size: [] for size in SIZES}
    memory: dict[int, list[float]] = {size: [] for size in SIZES}

    def run(size: int) -> float:
        told = _put_up(size)
        seconds[size].append(told["seconds"])
        memory[size].append(told["bytes"] / MEGABYTE)
        return told["seconds"]

    alternating([partial(run, size) for size in SIZES], RUNS)
    slower, larger = _worst(seconds), _worst(memory)
    times = tuple(Figure(f"time with {size} queues", "s", tuple(seconds[size])) for size in SIZES)
    sizes = tuple(Figure(f"memory with {size} queues, above the start", "MB", tuple(memory[size])) for size in SIZES)
    return Result(
        row="growth",
        what=f"`up` of one instance with {', '.join(map(str, SIZES))} queues",
        bar=f"each doubling <= {FACTOR} x twice the time and memory",
        measured=f"at worst {slower:.2f} x (time), {larger:.2f} x (memory)",
        met=max(slower, larger) <= FACTOR,
        figures=times + sizes,
        remarks=(HOW,),
    )


def _worst(found: dict[int, list[float]]) -> float:
    """The largest ratio of one size to twice the one before."""
    medians = [statistics.median(found[size]) for size in SIZES]
    return max(after / (2 * before) for before, after in pairwise(medians))


def _put_up(size: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder) / "home")
        try:
            place.sandbox()
            told: dict[str, float] = json.loads(place.run("bench.queues", str(size)))
            return told
        finally:
            place.forget()
