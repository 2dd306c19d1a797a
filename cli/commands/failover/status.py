"""`civicline failover status`: per channel and region, where contacts and agents are, and since when."""

from __future__ import annotations

import json
import sys

import typer

from cli.failing_over import CenterOption, ProgramArgument
from cli.options import JsonFlag, StackOption, TargetName, TargetOption


def status(
    program: ProgramArgument = None,
    *,
    center: CenterOption = None,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    as_json: JsonFlag = False,
) -> None:
    """Ask both regions where contacts go. One that answers is enough; exit code 4 where none does."""
    from cli.failing_over import opened
    from cli.render import failover_status as render
    from cli.terminal import columns
    from operate.failover.clock import SystemPace
    from operate.failover.ending import require_told
    from operate.failover.reading import look

    found = opened(program, stack, target, center)
    seen = look(found.controls, SystemPace())
    if as_json:
        typer.echo(json.dumps(render.status_json(seen), indent=2, ensure_ascii=False))
    else:
        typer.echo(render.status_text(seen, found.zone, columns(sys.stdout)))
    require_told(seen)
