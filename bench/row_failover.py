"""A shift of everything to the other region, with the region that is left dark."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from bench.measure import Figure, Result, timed
from bench.place import ROOT, Place
from sandbox.server import client

WASHINGTON = ROOT / "stacks" / "washington-outsourced" / "program.yaml"
HOME, AWAY = "us-west-2", "us-east-1"
RUNS = 5
BAR = 2.0
HOW = (
    "Set-up B, deployed in two regions of the sandbox, with its home region refusing every connection. From the "
    "operator's yes to the last answer: the claim on the row, one call that moves telephony, agents and sign-in, what "
    "it shows when read back, the row that chat, e-mail and web follow, with its log entry. Judged is what is left "
    "beyond the seconds in which a call was under way: that is our own; a service that is slower than the sandbox "
    "adds its own latency, and a region that swallows connections instead of refusing them adds time-outs, which count "
    "as calls under way: neither is measured here."
)
WHOLE = (
    "The whole command also starts Python, reads the record, asks both regions, checks that the other region can "
    "answer every line before it asks, and places simulated contacts after the move."
)


def measure() -> Result:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder) / "home")
        try:
            place.sandbox()
            place.run("cli.main", "up", WASHINGTON, "--yes")
            moves = [_move(place) for _ in range(RUNS)]
            whole = [_command(place) for _ in range(RUNS)]
        finally:
            place.forget()
    beyond = tuple(move["seconds"] - move["calls"] for move in moves)
    figures = (
        Figure("decision to done", "s", tuple(move["seconds"] for move in moves)),
        Figure("of it with a call under way", "s", tuple(move["calls"] for move in moves)),
        Figure("beyond the API's latency", "s", beyond),
        Figure("the whole command `failover shift --now --yes`", "s", tuple(whole)),
    )
    return Result(
        row="failover",
        what="`failover shift --now` of set-up B, primary dark",
        bar=f"<= {BAR:.0f} s beyond the API's latency",
        measured=f"{max(beyond):.3f} s at most",
        met=max(beyond) <= BAR,
        figures=figures,
        remarks=(HOW, WHOLE),
    )


def _move(place: Place) -> dict[str, float]:
    client.set_fault(place.folder, "dark", region=HOME)
    moved: dict[str, float] = json.loads(place.run("bench.shifting", AWAY))
    _home(place)
    return moved


def _command(place: Place) -> float:
    client.set_fault(place.folder, "dark", region=HOME)
    seconds = timed(lambda: place.run("cli.main", "failover", "shift", "--to", AWAY, "--now", "--yes"))
    _home(place)
    return seconds


def _home(place: Place) -> None:
    client.clear_faults(place.folder)
    place.run("cli.main", "failover", "restore", "--now", "--yes")
