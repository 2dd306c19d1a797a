"""`civicline failover status`: per channel and region, where contacts and agents are, and since when."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.failover.opened import CenterOption, ProgramArgument
from cli.options import JsonFlag, StackOption, TargetName, TargetOption
from spec.errors import UsageError

if TYPE_CHECKING:
    from cli.failover.opened import Opened
    from cli.failover.status_file import StatusFile
    from operate.failover.reading import Seen
    from spec.deployed import Deployed

EVERY_SECONDS = 5


def status(
    program: ProgramArgument = None,
    *,
    center: CenterOption = None,
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

    With --watch: a page that fits the terminal, with ages, what changed, and what a check says that runs every five
    minutes beside it; into a pipe a block for each look, or with --json a line. Ctrl-C ends it, with exit code 0.
    """
    from cli.failover.opened import looked
    from cli.failover.status_file import page_file
    from operate.failover.ending import require_told
    from operate.failover.standby import OnlyStandbyError

    _require_use(
        every=every is None or watch, public=html is not None or not public, title=html is not None or not title
    )
    if html is not None and not watch and _alone(program, stack, target, html, title, public=public):
        return
    try:
        found, seen = looked(program, stack, target, center)
    except OnlyStandbyError as error:
        _tell_standbys(error.deployed, center, as_json=as_json)
        return
    if watch:
        words = _typed(program, {"--center": center, "--stack": stack, "--target": target.value})
        pace = EVERY_SECONDS if every is None else every
        page = None if html is None else page_file(found, html, title, public=public, refresh=pace)
        _watch(found, words, pace, page, as_json=as_json)
        return
    if html is not None:
        page_file(found, html, title, public=public).write_once(seen)
    _tell(found, seen, as_json=as_json)
    if not as_json:
        _tell_standbys(found.place.deployed, center, as_json=False)
    require_told(seen)


def _require_use(*, every: bool, public: bool, title: bool) -> None:
    """Raises UsageError for an option that has no effect; each is whether it has one, or was not given."""
    if not every:
        raise UsageError("--every", "one look needs no pace", "add --watch, or leave --every out")
    if not (public and title):
        raise UsageError("--title" if public else "--public", "this is about a page", "add --html FILE")


def _alone(
    program: Path | None, stack: str | None, target: TargetName, html: Path, title: str, *, public: bool
) -> bool:
    """Whether a page of lines is all that there is to write, since no center can move; then it is written."""
    from cli.failover.status_file import written_alone
    from cli.recorded.standing import standing

    place = standing(program, stack, target, lambda words: typer.echo(words, err=True))
    written = written_alone(place, html, title, public=public)
    if written:
        typer.echo(str(html))
    return written


def _typed(program: Path | None, options: Mapping[str, str | None]) -> list[str]:
    """Words of a command line that finds the same centers."""
    given = [word for name, value in options.items() if value for word in (name, value)]
    return [*([] if program is None else [str(program)]), *given]


def _tell(found: Opened, seen: Sequence[Seen], *, as_json: bool) -> None:
    import datetime as dt

    from cli.drilling.history import practiced
    from cli.failover.approving import watched
    from cli.render.failover import automatic as render_automatic
    from cli.render.failover import doors as render_doors
    from cli.render.failover import status as render
    from cli.render.failover.drills import practices_json, practices_text
    from cli.render.failover.observed import observed_json, observed_text
    from cli.render.failover.standbys import standbys_json
    from cli.terminal import columns
    from operate.observing.look import observe
    from operate.serving.doors import hear

    lit = {one.center: [region for region in one.regions if region not in one.dark] for one in seen}
    doors = hear(found.place.deployed, lit, found.place.aws.page)
    practices, now = practiced(found, seen), dt.datetime.now(dt.UTC)
    moving = watched(found, seen, now)
    silent = {region for one in seen for region in (*one.dark, *one.unread_rows)}
    observed = observe(found.place.aws, found.place.deployed, [one.center for one in seen], silent)
    if as_json:
        told = {**render.status_json(seen), "doors": render_doors.as_json(doors)}
        told |= {"practice": practices_json(practices, now), "automatic": render_automatic.as_json(moving)}
        told |= {"observed": observed_json(observed), "standbys": standbys_json(found.place.deployed, None)}
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        typer.echo(render.status_text(seen, found.zone, columns(sys.stdout)))
        if doors:
            typer.echo(render_doors.as_text(doors, columns(sys.stdout)))
        if moving:
            typer.echo(render_automatic.as_text(moving, found.zone, columns(sys.stdout)))
        if words := observed_text(observed, now, found.zone, columns(sys.stdout)):
            typer.echo(words)
        typer.echo(practices_text(practices, now, columns(sys.stdout)))


def _tell_standbys(deployed: Deployed, center: str | None, *, as_json: bool) -> None:
    """What no region needs to be asked for. Nothing where there is none."""
    from cli.render.failover.standbys import standbys_json, standbys_text
    from cli.terminal import columns

    if as_json:
        typer.echo(json.dumps({"standbys": standbys_json(deployed, center)}, indent=2, ensure_ascii=False))
    elif told := standbys_text(deployed, center, columns(sys.stdout)):
        typer.echo(told)


def _watch(found: Opened, words: list[str], every: int, page: StatusFile | None, *, as_json: bool) -> None:
    """words: of the command line, by which another command finds the same centers."""
    import threading
    from functools import partial

    from cli.failover.checking_apart import CheckApart
    from cli.failover.watching import Watcher, show
    from cli.render.failover.watch import About
    from operate.failover.clock import SystemPace
    from operate.failover.reading import look
    from operate.observing.look import observe

    pace, stopping = SystemPace(), threading.Event()
    deployed = found.place.deployed
    looks = partial(look, found.controls, pace)
    watcher = Watcher(
        looks=page.looking(looks) if page else looks,
        checks=CheckApart(words, pace, stopping),
        regions=tuple(dict.fromkeys(region for one in found.controls for region in one.regions)),
        pace=pace,
        hears=partial(observe, found.place.aws, deployed, [one.center for one in found.controls]),
        every=every,
        stopping=stopping,
    )
    if page is not None:
        watcher.each = page.each_of(watcher)
    about = About(title=f"{deployed.program} {deployed.stack}, {deployed.target}", zone=found.zone, every=every)
    show(watcher, about, sys.stdout, as_json=as_json)
