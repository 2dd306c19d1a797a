"""A second `up` when nothing has changed."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Figure, Result, timed
from bench.place import OREGON, Place
from sandbox.server import client

RUNS = 3
SHARE = 0.25
DEPLOY = "bench.deploy"
HOW = (
    "The deployment is the engine's `up`. The whole command also starts Python, makes the plan (which runs the program "
    "once more) and reads every resource back through the AWS API; these parts take the same time whether something "
    "changed or not."
)
WHY = (
    "What is left of the second deployment is the program: a profile gave nine tenths of its processor time to running "
    "it through the Pulumi SDK (importing provider classes, serializing arguments, copying all outstanding tasks after "
    "each wait) and one tenth to the engine. Collecting garbage seldom (`infra/collecting.py`), listening to each task "
    "once (`sandbox/engine/protocol/sdkfast.py`) and not checking unchanged inputs again took it from 45 % to this."
)


def measure() -> Result:
    rounds = [(_round(engine=True), _round(engine=False)) for _ in range(RUNS)]
    changes = sum(one.changes for pair in rounds for one in pair)
    figures = (
        Figure("first deployment", "s", tuple(engine.first for engine, _ in rounds)),
        Figure("second deployment", "s", tuple(engine.second for engine, _ in rounds)),
        Figure("first `civicline up` with plan and reading back", "s", tuple(command.first for _, command in rounds)),
        Figure("second `civicline up` with plan and reading back", "s", tuple(command.second for _, command in rounds)),
    )
    share, whole = figures[1].median / figures[0].median, figures[3].median / figures[2].median
    return Result(
        row="second-up",
        what="second `up` of set-up C, nothing changed",
        bar=f"0 changing calls; <= {SHARE:.0%} of the first",
        measured=f"{changes} changing calls; {share:.0%} (whole command {whole:.0%})",
        met=changes == 0 and share <= SHARE,
        figures=figures,
        remarks=(HOW, WHY),
    )


@dataclass(frozen=True)
class _Round:
    """Seconds of the first and the second, and the second's changing calls."""

    first: float
    second: float
    changes: int


def _round(*, engine: bool) -> _Round:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder) / "home")
        try:
            place.sandbox()
            first = _up(place, engine=engine)
            client.mark_counters(place.folder)
            return _Round(first, _up(place, engine=engine), place.changes())
        finally:
            place.forget()


def _up(place: Place, *, engine: bool) -> float:
    if engine:
        return float(json.loads(place.run(DEPLOY, OREGON))["seconds"])
    return timed(lambda: place.run("cli.main", "up", OREGON, "--yes"))
