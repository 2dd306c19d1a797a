"""`civicline --help` against a Python that does nothing."""

from __future__ import annotations

import subprocess
import sys

from bench.measure import Figure, Result, alternating, timed
from bench.place import ROOT

RUNS = 15
FACTOR = 2.5
EXTRA_SECONDS = 0.150


def measure() -> Result:
    nothing, helped = alternating(
        [
            lambda: _run("pass"),
            lambda: _run("import sys; sys.argv = ['civicline', '--help']; import cli.main as m; m.run()"),
        ],
        RUNS,
    )
    bare, help_ = Figure("`python -c pass`", "s", nothing), Figure("`civicline --help`", "s", helped)
    limit = FACTOR * bare.median + EXTRA_SECONDS
    share = help_.median / limit
    return Result(
        row="help",
        what="`civicline --help`",
        bar=f"<= {FACTOR} x `python -c pass` + {EXTRA_SECONDS * 1000:.0f} ms",
        measured=f"{help_.median * 1000:.0f} ms of {limit * 1000:.0f} ms allowed ({share:.2f} x)",
        met=share <= 1,
        figures=(bare, help_),
    )


def _run(code: str) -> float:
    command = [sys.executable, "-c", code]
    return timed(lambda: subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL))
