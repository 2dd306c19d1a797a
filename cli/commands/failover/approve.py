"""`civicline failover approve`: the second key of automatic failover, turned by a person."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from cli.failover.opened import CentersOption, ProgramArgument
from cli.options import JsonFlag, StackOption, TargetName, TargetOption, YesFlag


def approve(
    program: ProgramArgument = None,
    *,
    refuse: Annotated[bool, typer.Option("--no", help="Say no: everything stays where it is.")] = False,
    to: Annotated[
        str | None, typer.Option("--to", metavar="REGION", help="The region that asks, where both of them do.")
    ] = None,
    center: CentersOption = None,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Answer a region that asks whether to take the traffic, because it sees that the other one is dark.

    It looks once more before it moves, and tells all who get alarms how it went. Exit code 3 where nothing asks.
    """
    import datetime as dt

    from cli.confirm import confirm, require_answer
    from cli.failover.approving import asked_of
    from cli.render.failover import automatic as render
    from cli.terminal import columns
    from operate.failover.automatic import answer

    require_answer(yes=yes)
    found, approval, by = asked_of(program, stack, target, tuple(center or ()), to, dt.datetime.now(dt.UTC))
    question = render.as_question(approval, approved=not refuse, by=by, zone=found.zone, width=columns(sys.stderr))
    typer.echo(question, err=True)
    confirm("Say no?" if refuse else f"Let {approval.region} take the traffic of {approval.center}?", yes=yes)
    answer(found.place.aws, approval, approved=not refuse, by=by)
    if as_json:
        body = {**render.approval_json(approval), "approved": not refuse, "by": by}
        typer.echo(json.dumps(body, indent=2, ensure_ascii=False))
    else:
        done = "it stays where it is" if refuse else f"{approval.region} looks once more, then moves it"
        typer.echo(f"told: center {approval.center}, {done}; civicline failover status shows it")
