"""`civicline flows show`: the flows of a program, as they are compiled or deployed."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from cli.options import JsonFlag, ProgramFile, StackOption, TargetName, TargetOption


def show(
    program: ProgramFile,
    flow: Annotated[
        str | None, typer.Argument(help="Flow to print, such as line-main; all are listed without.")
    ] = None,
    *,
    center: Annotated[
        str | None, typer.Option(help="Center whose flows; the one that has the flow, or the first.")
    ] = None,
    deployed: Annotated[bool, typer.Option("--deployed", help="The flows as they are deployed.")] = False,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    as_json: JsonFlag = False,
) -> None:
    """List the flows of a center; or print one block by block, or as the JSON that Amazon Connect takes (--json)."""
    from cli.flow_sources import compiled_center, deployed_center, flow_named
    from cli.render import flows as render
    from contact_flows.language.text import body

    chosen = (
        deployed_center(program, center, flow, stack, target) if deployed else compiled_center(program, center, flow)
    )
    if flow is None:
        typer.echo(json.dumps(render.list_json(chosen), indent=2) if as_json else render.list_text(chosen))
        return
    found = flow_named(chosen, flow)
    typer.echo(json.dumps(body(found), indent=2, ensure_ascii=False) if as_json else render.flow_text(found))
