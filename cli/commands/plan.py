"""`civicline plan`: what an `up` would do, in plain words."""

from __future__ import annotations

import sys

import typer

from cli.options import JsonFlag, ProgramFile, RefreshFlag, StackOption, TargetName, TargetOption


def plan(
    program: ProgramFile,
    *,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    refresh: RefreshFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Say what would change: for callers, for AWS, in API calls, in time, against quotas."""
    from cli.deployment import open_engine
    from cli.freezing import tell_of_freeze
    from cli.planning.plan import make_plan
    from cli.planning.regions import tell_in_place
    from cli.render import plan as render
    from cli.session import open_session
    from cli.terminal import columns

    session = open_session(program, stack, target)
    tell_of_freeze(session)
    engine = open_engine(session)
    tell_in_place(session, engine.outputs())
    found = make_plan(session.program, session.env, engine.preview(refresh=refresh))
    typer.echo(render.as_json(found) if as_json else render.as_text(found, columns(sys.stdout)))
