"""`civicline switches`: what operators switched, in every region, and who did what when."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.options import JsonFlag, StackOption, TargetName, TargetOption


def switches(
    program: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PROGRAM]", help="Its spec, or its id; not needed where this machine knows one deployment only."
        ),
    ] = None,
    *,
    log: Annotated[bool, typer.Option("--log", help="Show who switched what and when, newest first.")] = False,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    as_json: JsonFlag = False,
) -> None:
    """Show closures and announcements in force, region by region, and where regions disagree.

    Exit code 4 where a region does not answer: what the others say is shown all the same.
    """
    from cli.recorded.standing import standing
    from cli.render import switch_log
    from cli.render import switches as render
    from cli.terminal import columns
    from cli.waiting import say_late
    from operate.switches.dynamo import boards_of
    from operate.switches.named import ALL, named
    from operate.switches.state import logs, look, require_all

    place = standing(program, stack, target, lambda words: typer.echo(words, err=True))
    whole, width = named(place.deployed, ALL), columns(sys.stdout)
    boards = boards_of(place.aws, place.deployed, place.deployed.centers)
    if log:
        told = logs(boards, say_late)
        shown = switch_log.as_json(told) if as_json else switch_log.as_text(told, place.deployed, width)
        typer.echo(shown)
        require_all(told)
        return
    seen = look(boards, {one.center: one.scopes for one in whole}, say_late)
    now = dt.datetime.now(dt.UTC)
    typer.echo(render.as_json(seen, now) if as_json else render.as_text(seen, place.deployed, now, width))
    require_all(seen)
