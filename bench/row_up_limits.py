"""`up` under AWS's own request limits, against the least time that they allow."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from bench.calls import least_seconds
from bench.measure import Figure, Result
from bench.place import Place
from bench.synthetic import with_agents
from sandbox.server import client

AGENTS = 300
RUNS = 2
FACTOR = 1.10
DEPLOY = "bench.deploy"
HOW = (
    "The least time is that of the operation that takes longest: its calls less the burst, by the rate. What comes on "
    "top ({extra:.1f} s) is what has to exist before the first of these calls and what can only follow the last, at "
    "the pace of a machine that does all the rest as well: engine, Pulumi SDK and emulated AWS."
)


def measure() -> Result:
    limited: list[float] = []
    free: list[float] = []
    least, slowest = 0.0, ""
    with tempfile.TemporaryDirectory() as folder:
        program = with_agents(Path(folder) / "stack", AGENTS)
        for number in range(RUNS):
            seconds, least, slowest = _up(Path(folder) / f"limited{number}", program, real_limits=True)
            limited.append(seconds)
            free.append(_up(Path(folder) / f"free{number}", program, real_limits=False)[0])
    up, without = Figure("`up` with the limits", "s", tuple(limited)), Figure("the same without", "s", tuple(free))
    ratio = up.median / least
    return Result(
        row="up-limits",
        what=f"`up` with AWS's request limits switched on, set-up A with {AGENTS} people",
        bar=f"<= {FACTOR} x the least time the limits allow",
        measured=f"{ratio:.2f} x",
        met=ratio <= FACTOR,
        figures=(up, Figure(f"least time ({slowest})", "s", (least,)), without),
        remarks=(HOW.format(extra=up.median - least),),
    )


def _up(home: Path, program: Path, *, real_limits: bool) -> tuple[float, float, str]:
    """Seconds of the deployment; the least time and why."""
    place = Place(home)
    try:
        place.sandbox({"real_limits": real_limits})
        client.mark_counters(home)
        seconds = json.loads(place.run(DEPLOY, program))["seconds"]
        return (seconds, *least_seconds(home))
    finally:
        place.forget()
