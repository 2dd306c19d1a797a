"""A drill on paper: look, check, and talk each decision through. It changes nothing."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import typer

from cli.confirm import agreed
from cli.drilling.held import DrillRequest, Sitting, close, me_in, regions_of, require_passed, say
from spec.errors import PlanRefusedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from operate.drills.tabletop import Point


def tabletop(request: DrillRequest, *, yes: bool, as_json: bool) -> None:
    """Raises CheckFailedError where the region is not ready, or a decision has nobody who takes it."""
    import datetime as dt

    from cli.failover.opened import looked
    from operate.drills.journey import require_region
    from operate.drills.model import Result, Scorecard
    from operate.drills.tabletop import points
    from operate.failover.plan import NOW, plan_shift
    from operate.readiness.check import check

    if not yes and not sys.stdin.isatty():
        raise UsageError("", "a drill on paper asks what people would do, and there is no one here", "add --yes")
    found, seen = looked(request.program, request.stack, request.target, request.centers)
    centers = tuple(one.center for one in found.controls)
    deployed = found.place.deployed
    wish, me = request.wish(NOW), me_in(found.place, regions_of(found))
    sitting = Sitting(request, centers, deployed.program, deployed.stack, me, wish.why)
    require_region(seen, request.to)
    say(f"checking whether {request.to} can answer ...")
    now = dt.datetime.now(dt.UTC)
    readiness = check(found.place.aws, deployed, request.to, now=now, centers=centers)
    plan = plan_shift(wish, seen, now)
    asked = time.monotonic()
    open_points = _talked_through(points(deployed, plan, seen, readiness, request.flags), yes=yes)
    decision = None if yes else round(time.monotonic() - asked, 3)
    notes = [f"not answered with yes: {point.title}" for point in open_points]
    notes += [] if readiness.holds else [f"{request.to} is not ready: civicline failover check --in {request.to}"]
    result = Result.FAILED if notes else Result.PASSED
    notes += ["nobody was asked: --yes said yes to every question"] if yes else []
    drill = sitting.drill(result, Scorecard(decision=decision), notes)
    close(drill, found.place, as_json=as_json)
    require_passed(drill, None)


def _talked_through(points: Sequence[Point], *, yes: bool) -> tuple[Point, ...]:
    """Points that nobody said yes to. One no does not end it: the rest is talked through as well.

    raises   PlanRefusedError where people leave
    """
    from cli.render.failover import drills as render
    from cli.terminal import columns

    no = []
    for number, point in enumerate(points, start=1):
        typer.echo(render.point(number, len(points), point, columns(sys.stderr)), err=True)
        said = True if yes else agreed(point.question)
        if said is None:
            raise PlanRefusedError(
                "tabletop drill", "left before its end; nothing was changed, and nothing is kept of it"
            )
        if not said:
            no.append(point)
    return tuple(no)
