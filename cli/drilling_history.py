"""Drills of before, and when the next one is due."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import typer

from cli.options import TargetName
from spec.home import civicline_home


def history(program: Path | None, center: str | None, stack: str | None, target: TargetName, *, as_json: bool) -> None:
    """From the log of both regions and the evidence on this machine. Raises UsageError where nothing is deployed."""
    from cli.failing_over import opened
    from cli.render import drills as render
    from cli.terminal import columns
    from operate.drills.evidence import kept
    from operate.drills.log import practices

    found = opened(program, stack, target, center)
    deployed = found.place.deployed
    held = kept(civicline_home(os.environ), target.value, deployed.program, deployed.stack)
    known = practices(found.place.aws, deployed, [one.center for one in found.controls])
    now = dt.datetime.now(dt.UTC)
    if as_json:
        typer.echo(render.history_json(held, known, now))
    else:
        typer.echo(render.history_text(held, known, now, found.zone, columns(sys.stdout)))
