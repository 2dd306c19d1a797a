"""`civicline failover runbook`: what to do when lines are down, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.failover.opened import ProgramArgument
from cli.options import StackOption, TargetName, TargetOption
from publish.runbook.document import Form


def runbook(
    program: ProgramArgument = None,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write; runbook.html or runbook.md without.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="A page that prints, or Markdown for a wiki.")] = Form.HTML,
    check: Annotated[bool, typer.Option("--check", help="Ask the second region now, and print what it says.")] = False,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
) -> None:
    """Write one page for the night the laptop is dead too, with the exact commands of this deployment.

    Who decides what; how to move, close and go home; what to say to the carrier; the same by AWS CLI from any browser.
    Print it after each `up`.
    """
    import datetime as dt

    from cli.failover import runbook as make
    from cli.recorded.standing import standing
    from cli.saving import save

    place = standing(program, stack, target)
    text = make.runbook(place, dt.datetime.now(dt.UTC), form, check=check)
    file = out or Path(f"runbook.{form}")
    save(file, text)
    typer.echo(str(file))
