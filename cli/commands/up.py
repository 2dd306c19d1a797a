"""`civicline up`: make the contact center what the spec says, then read it back."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from cli.options import JsonFlag, ProgramFile, StackOption, TargetName, TargetOption, YesFlag
from spec.errors import CheckFailedError


def up(
    program: ProgramFile,
    *,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    delete_protected: Annotated[
        list[str] | None,
        typer.Option(
            "--delete-protected",
            metavar="NAME",
            help="Let go of this protected resource, which the spec no longer has; once for each.",
        ),
    ] = None,
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Deploy the program, then prove through the AWS API that it is what the spec says."""
    from cli.commands.destroy import named
    from cli.confirm import confirm, require_answer
    from cli.deployment import open_engine
    from cli.planning.changes import changes, counts
    from cli.planning.plan import make_plan
    from cli.progress import show
    from cli.readback import record, verify
    from cli.render import conformity as render
    from cli.render import plan as render_plan
    from cli.session import open_session

    require_answer(yes=yes)
    session = open_session(program, stack, target)
    typer.echo(f"planning {session.stack} on {target.value}; nothing is changed yet", err=True)
    engine = open_engine(session)
    doomed = named(engine.protected(), delete_protected or [])
    with engine.released(frozenset(item.urn for item in doomed)):
        planned = make_plan(session.program, session.env, engine.preview())
        if planned.changes:
            typer.echo(render_plan.as_text(planned), err=True)
            confirm(f"Deploy {session.program.program.id} {session.env.name} to {session.target.value}?", yes=yes)
    with show(len(planned.changes)) as feed:
        done = counts(changes(engine.up(feed)))
    typer.echo("reading everything back through the AWS API", err=True)
    table = verify(session, record(session, engine.outputs()))
    if as_json:
        body = {"changes": done, **render.counts(table), "rows": render.rows_json(table, session.place)}
        typer.echo(json.dumps(body, indent=2, ensure_ascii=False))
    else:
        typer.echo(render.as_text(table, session.place, all_rows=True))
    typer.echo(f"{session.deployed_file}: what is deployed, for other commands", err=True)
    raise typer.Exit(0 if table.holds else CheckFailedError.exit_code)
