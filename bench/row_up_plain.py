"""`up` of set-up C without limits, against a plain thread pool that makes the same calls."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from bench.calls import total
from bench.measure import Figure, Result, alternating
from bench.picture import differences
from bench.place import OREGON, Place
from sandbox.server import client

RUNS = 3
FACTOR = 1.5
HOW = (
    "The loop (`bench/plain_loop.py`) makes the resources of the exported state in the order of their dependencies, 16 "
    "at a time, by the sandbox's provider calls over boto3: no engine, no SDK, no state, no journal. Both run in "
    "processes of their own against a fresh sandbox; the time of starting Python and of importing is not counted. The "
    "deployments were compared name by name and are the same."
)
WHY = (
    "What `up` does beyond the loop is the Pulumi SDK in the same process: each resource is serialized, registered "
    "over gRPC and deserialized again, and one interpreter does not use a second core. The emulated AWS has the same "
    "work in both. Against AWS itself neither counts: there the limits decide (row up-limits)."
)


def measure() -> Result:
    with tempfile.TemporaryDirectory() as folder:
        bench = _Bench(Path(folder))
        bench.engine()  # writes the state that the loop repeats
        first = bench.place.picture()
        bench.loop()
        assert differences(first, bench.place.picture()) == []
        engine, loop = alternating([bench.engine, bench.loop], RUNS)
        bench.place.forget()
    up, plain = Figure("`up`, the engine's work", "s", engine), Figure("plain loop", "s", loop)
    ratio = up.median / plain.median
    processor = (
        Figure("processor time of `up` in its process", "s", tuple(bench.processor[0])),
        Figure("processor time of the loop in its process", "s", tuple(bench.processor[1])),
    )
    calls = Figure("requests of `up` and of the loop", "requests", tuple(map(float, bench.calls)))
    return Result(
        row="up-plain",
        what="`up` of set-up C without limits",
        bar=f"<= {FACTOR} x a plain concurrent loop making the same calls",
        measured=f"{ratio:.2f} x",
        met=ratio <= FACTOR,
        figures=(up, plain, *processor, calls),
        remarks=(HOW, WHY),
    )


class _Bench:
    """A place that is emptied before every run."""

    def __init__(self, folder: Path) -> None:
        self.export = folder / "state.json"
        self.place = Place(folder / "home")
        self.calls: tuple[int, int] = (0, 0)
        self.processor: tuple[list[float], list[float]] = ([], [])

    def engine(self) -> float:
        self._fresh()
        told = json.loads(self.place.run("bench.deploy", OREGON, self.export))
        self.calls = (total(self.place.folder), self.calls[1])
        self.processor[0].append(told["processor"])
        return float(told["seconds"])

    def loop(self) -> float:
        endpoint = self._fresh()
        told = json.loads(self.place.run("bench.plain_loop", self.export, endpoint))
        self.calls = (self.calls[0], total(self.place.folder))
        self.processor[1].append(told["processor"])
        return float(told["seconds"])

    def _fresh(self) -> str:
        self.place.forget()
        endpoint = self.place.sandbox()
        client.mark_counters(self.place.folder)
        return endpoint
