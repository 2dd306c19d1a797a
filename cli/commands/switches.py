"""`civicline switches`: what operators switched, in every region, and who did what when."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import JsonFlag, StackOption, TargetName, TargetOption

if TYPE_CHECKING:
    from cli.recorded.deployments import Deployment
    from operate.switches.ports import Board, Place, Seen
    from spec.errors import CloudError
    from spec.switches import LogEntry


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
    from cli.recorded.newest import with_newest
    from cli.recorded.standing import standing
    from cli.render import switch_log
    from cli.render import switches as render
    from cli.terminal import columns
    from operate.switches.state import require_all

    known, width = standing(program, stack, target), columns(sys.stdout)
    if log:
        place, told = with_newest(known, _logs)
        typer.echo(switch_log.as_json(told) if as_json else switch_log.as_text(told, place.deployed, width))
        require_all(told)
        return
    place, seen = with_newest(known, _seen)
    now = dt.datetime.now(dt.UTC)
    typer.echo(render.as_json(seen, now) if as_json else render.as_text(seen, place.deployed, now, width))
    require_all(seen)


def _boards(place: Deployment) -> Sequence[Board]:
    from operate.switches.dynamo import boards_of

    return boards_of(place.aws, place.deployed, place.deployed.centers)


def _logs(place: Deployment) -> Mapping[Place, tuple[LogEntry, ...] | CloudError]:
    from cli.waiting import say_late
    from operate.switches.state import logs

    return logs(_boards(place), say_late)


def _seen(place: Deployment) -> Seen:
    from cli.waiting import say_late
    from operate.switches.named import ALL, named
    from operate.switches.state import look

    return look(_boards(place), {one.center: one.scopes for one in named(place.deployed, ALL)}, say_late)
