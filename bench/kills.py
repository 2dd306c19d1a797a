"""kill -9 at a random moment of `up`, then `up` again: same resources as without the kill, none twice, none lost.

The moment is drawn over the changing calls that an undisturbed run makes, with a jitter of a few milliseconds, so that
it lies before, in or after any step, on a fast machine as on a slow one.
"""

from __future__ import annotations

import random
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.picture import Picture, differences
from bench.place import Place

POLL_SECONDS = 0.005
JITTER_SECONDS = 0.03
DEPLOY = "bench.deploy"


@dataclass(frozen=True)
class Undisturbed:
    """What an `up` that nobody kills makes, and how many changing calls it takes."""

    picture: Picture
    calls: int


@dataclass(frozen=True)
class Kill:
    """after        changing calls that were made when the signal was sent
    wrong           differences to the undisturbed run after the second `up`; empty when all is well
    seconds         of the second `up`
    """

    after: int
    wrong: tuple[str, ...]
    seconds: float


def undisturbed(program: Path) -> Undisturbed:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder) / "home")
        try:
            place.sandbox()
            place.run(DEPLOY, program)
            return Undisturbed(place.picture(), place.changes())
        finally:
            place.forget()


def kill_once(program: Path, normal: Undisturbed, draw: random.Random) -> Kill:
    """One deployment from nothing that is killed, and the one that finishes it."""
    moment, jitter = draw.randrange(normal.calls), draw.random() * JITTER_SECONDS
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder) / "home")
        try:
            place.sandbox()
            process = place.python(DEPLOY, program)
            _wait_for(place, moment, process)
            time.sleep(jitter)
            process.kill()  # SIGKILL on POSIX, TerminateProcess on Windows: nothing of it runs any more
            process.communicate()
            after = place.changes()
            started = time.perf_counter()
            wrong = _finish(place, program, normal)
            return Kill(after, wrong, time.perf_counter() - started)
        finally:
            place.forget()


def _finish(place: Place, program: Path, normal: Undisturbed) -> tuple[str, ...]:
    try:
        place.run(DEPLOY, program)
    except AssertionError as failure:
        return (f"the second `up` failed: {failure}",)
    return tuple(differences(normal.picture, place.picture()))


def _wait_for(place: Place, calls: int, process: subprocess.Popen[str]) -> None:
    while process.poll() is None and place.changes() < calls:
        time.sleep(POLL_SECONDS)
