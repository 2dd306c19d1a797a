"""Drills of before, and when the next one is due."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cli.options import TargetName
from spec.home import civicline_home

if TYPE_CHECKING:
    from cli.failover.opened import Opened
    from operate.drills.age import Practice
    from operate.failover.reading import Seen
    from spec.errors import CloudError


def history(
    program: Path | None, centers: Collection[str], stack: str | None, target: TargetName, *, as_json: bool
) -> None:
    """From the log of both regions and the evidence on this machine. Raises UsageError where nothing is deployed."""
    from cli.failover.opened import looked
    from cli.render.failover import drills as render
    from cli.terminal import columns
    from operate.drills.evidence import kept

    found, seen = looked(program, stack, target, centers)
    deployed = found.place.deployed
    held = kept(civicline_home(os.environ), target.value, deployed.program, deployed.stack)
    known = practiced(found, seen)
    now = dt.datetime.now(dt.UTC)
    if as_json:
        typer.echo(render.history_json(held, known, now))
    else:
        typer.echo(render.history_text(held, known, now, found.zone, columns(sys.stdout)))


def practiced(found: Opened, seen: Sequence[Seen]) -> dict[str, Practice | CloudError]:
    """By center; regions that were just seen not to answer are not asked again."""
    from operate.drills.log import practices

    silent = {region for one in seen for region in (*one.dark, *one.unread_rows)}
    return practices(found.place.aws, found.place.deployed, [one.center for one in found.controls], silent)
