"""`civicline failover check`: can this region answer every line and channel now?"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cli.failover.opened import CentersOption, ProgramArgument
from cli.options import JsonFlag, StackOption, TargetName, TargetOption
from spec.errors import CheckFailedError

if TYPE_CHECKING:
    from cli.recorded.deployments import Deployment
    from operate.readiness.verdict import Readiness


def check(
    program: ProgramArgument = None,
    *,
    region: Annotated[str, typer.Option("--in", metavar="REGION", help="The region that shall be able to answer.")],
    center: CentersOption = None,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    as_json: JsonFlag = False,
) -> None:
    """Read what the region has, place simulated contacts in it with the other one dark, and judge. Changes nothing.

    Each line and channel is ready, degraded (what is lost) or not ready (why, and what to do). What could not be read
    is never a pass. Exit codes: 0 all is ready, 1 something is degraded or not ready; a shift is refused only by what
    is not ready.
    """
    import datetime as dt

    from cli.recorded.newest import with_newest
    from cli.recorded.standing import standing
    from cli.render.failover import readiness as render
    from cli.terminal import columns
    from operate.failover.deployment import readable
    from operate.readiness.check import check as check_readiness

    place = standing(program, stack, target)
    now = dt.datetime.now(dt.UTC)

    def checked(by: Deployment) -> Readiness:
        centers = readable(by.deployed, tuple(center or ()))
        return check_readiness(by.aws, by.deployed, region, now=now, centers=centers)

    _, readiness = with_newest(place, checked)
    if as_json:
        typer.echo(json.dumps(render.as_json(readiness, now), indent=2, ensure_ascii=False))
    else:
        typer.echo(render.as_text(readiness, columns(sys.stdout)))
    raise typer.Exit(0 if readiness.ready else CheckFailedError.exit_code)
