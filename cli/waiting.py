"""What is said while a region keeps everybody waiting."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from cli.render.wrap import wrapped
from cli.terminal import columns
from operate.aws import URGENT
from operate.switches.ports import Place
from spec.faults import listed


def say_late(places: Sequence[Place]) -> None:
    """On stderr: nobody should wonder at three in the morning whether a command hangs."""
    regions = listed(dict.fromkeys(place.region for place in places), "and")
    seconds = round(URGENT.read * URGENT.tries)
    words = f"waiting for {regions}; a region that stays silent is given up after about {seconds} seconds"
    typer.echo("\n".join(wrapped(words, columns(sys.stderr), 2)), err=True)
