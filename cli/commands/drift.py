"""`civicline drift`: what was changed by hand since the last `up`."""

from __future__ import annotations

import json

import typer

from cli.options import JsonFlag, ProgramFile, StackOption, TargetName, TargetOption
from spec.errors import CheckFailedError


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

    session = open_session(program, stack, target)
    table = verify(session, recorded(session))
    if as_json:
        rows = [row for row in render.rows_json(table, session.place) if row["state"] != "verified"]
        typer.echo(json.dumps({**render.counts(table), "rows": rows}, indent=2, ensure_ascii=False))
    else:
        typer.echo(render.as_text(table, session.place))
    raise typer.Exit(0 if table.holds else CheckFailedError.exit_code)
