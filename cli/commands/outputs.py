"""`civicline outputs`: what is deployed, by spec id."""

from __future__ import annotations

import typer

from cli.options import JsonFlag, ProgramFile, StackOption, TargetName, TargetOption


def outputs(
    program: ProgramFile,
    *,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    as_json: JsonFlag = False,
) -> None:
    """Print ids and ARNs of what the last `up` deployed."""
    from cli.readback import recorded
    from cli.render.outputs import as_text
    from cli.session import open_session

    deployed = recorded(open_session(program, stack, target, start_sandbox=False))
    typer.echo(deployed.model_dump_json(indent=2) if as_json else as_text(deployed))
