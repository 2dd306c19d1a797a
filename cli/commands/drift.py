"""`civicline drift`: what was changed by hand since the last `up`."""

from __future__ import annotations

import json
import sys

import typer

from cli.options import JsonFlag, ProgramFile, StackOption, TargetName, TargetOption
from spec.errors import CheckFailedError

AS_THE_SPEC_SAYS = "to make it what the spec says: civicline up PROGRAM --refresh"


def drift(
    program: ProgramFile,
    *,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    as_json: JsonFlag = False,
) -> None:
    """Read the deployed center and say where it differs from the spec, by spec line."""
    from cli.readback import recorded, verify
    from cli.render import conformity as render
    from cli.session import open_session
    from cli.terminal import columns

    session = open_session(program, stack, target)
    table = verify(session, recorded(session))
    if as_json:
        rows = [row for row in render.rows_json(table, session.place) if row["state"] != "verified"]
        typer.echo(json.dumps({**render.counts(table), "rows": rows}, indent=2, ensure_ascii=False))
    else:
        typer.echo(render.as_problems(table, session.place, columns(sys.stdout)))
    if not table.holds:
        typer.echo(AS_THE_SPEC_SAYS, err=True)
    raise typer.Exit(0 if table.holds else CheckFailedError.exit_code)
