"""`civicline failover status`: per channel and region, where contacts and agents are, and since when."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.failover.opened import CentersOption, ProgramArgument
from cli.options import JsonFlag, StackOption, TargetName, TargetOption
from spec.errors import UsageError

if TYPE_CHECKING:
    from cli.failover.opened import Opened
    from cli.failover.status_file import StatusFile

EVERY_SECONDS = 5


def status(
    program: ProgramArgument = None,
    *,
    center: CentersOption = None,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    watch: Annotated[bool, typer.Option("--watch", help="Look again and again, until Ctrl-C.")] = False,
    every: Annotated[
        int | None,
        typer.Option("--every", metavar="SECONDS", min=1, max=3600, help="Between two looks of --watch; 5."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write it as a page too; with --watch at each look.")
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="The page is for callers: lines, nothing else.")] = False,
    title: Annotated[str, typer.Option("--title", help="Heading of the page.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Ask both regions where contacts go. One that answers is enough; exit code 4 where none does.

    A center in one region is asked whether it answers; a cold standby is told of.

    With --watch: a page that fits the terminal, with ages, what changed, and what a check says that runs every five
    minutes beside it; into a pipe a block for each look, or with --json a line. Ctrl-C ends it, with exit code 0.
    """
    from cli.failover.opened import stands
    from cli.failover.status_file import page_file
    from cli.failover.telling import tell
    from operate.failover.ending import require_told

    _require_use(
        every=every is None or watch, public=html is not None or not public, title=html is not None or not title
    )
    centers = tuple(center or ())
    standing = stands(program, stack, target, centers)
    if watch:
        pace = EVERY_SECONDS if every is None else every
        page = None if html is None else page_file(standing.opened, html, title, public=public, refresh=pace)
        words = _typed(program, [*(("--center", id_) for id_ in centers), ("--stack", stack), ("--target", target)])
        _watch(standing.opened, words, pace, page, as_json=as_json)
        return
    tell(standing, as_json=as_json)
    if html is not None:  # last: a page that cannot be written keeps nobody from knowing
        page_file(standing.opened, html, title, public=public).write_once(standing.seen)
    require_told(standing.seen, standing.alone)


def _require_use(*, every: bool, public: bool, title: bool) -> None:
    """Raises UsageError for an option that has no effect; each is whether it has one, or was not given."""
    if not every:
        raise UsageError("--every", "one look needs no pace", "add --watch, or leave --every out")
    if not (public and title):
        raise UsageError("--title" if public else "--public", "this is about a page", "add --html FILE")


def _typed(program: Path | None, options: Sequence[tuple[str, str | None]]) -> list[str]:
    """Words of a command line that finds the same centers."""
    given = [word for name, value in options if value for word in (name, value)]
    return [*([] if program is None else [str(program)]), *given]


def _watch(found: Opened, words: list[str], every: int, page: StatusFile | None, *, as_json: bool) -> None:
    """words: of the command line, by which another command finds the same centers. Raises UsageError."""
    import threading
    from functools import partial

    from cli.failover.checking_apart import CheckApart
    from cli.failover.watching import Watcher, show
    from cli.render.failover.watch import About
    from operate.failover.aside import aside
    from operate.failover.clock import SystemPace
    from operate.failover.reading import look

    if not found.controls:
        raise UsageError("--watch", "no center here can move to another region", "leave --watch out")
    pace, stopping = SystemPace(), threading.Event()
    deployed = found.place.deployed
    looks = partial(look, found.controls, pace)
    watcher = Watcher(
        looks=page.looking(looks) if page else looks,
        checks=CheckApart(words, pace, stopping),
        regions=tuple(dict.fromkeys(region for one in found.controls for region in one.regions)),
        pace=pace,
        hears=lambda seen: aside(found.place.aws, deployed, seen, pace.now()),
        every=every,
        stopping=stopping,
    )
    if page is not None:
        watcher.each = page.each_of(watcher)
    about = About(title=f"{deployed.program} {deployed.stack}, {deployed.target}", zone=found.zone, every=every)
    show(watcher, about, sys.stdout, as_json=as_json)
