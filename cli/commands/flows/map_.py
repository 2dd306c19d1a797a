"""`civicline flows map`: what callers meet, as a page that a manager can read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.options import ProgramFile, StackOption, TargetName, TargetOption


def map_(
    program: ProgramFile,
    flow: Annotated[list[str] | None, typer.Argument(help="Flows to draw; all of the center without.")] = None,
    *,
    center: Annotated[
        str | None, typer.Option(help="Center whose flows; the one that has the flow, or the first.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Page to write.")] = Path("journey.html"),
    svg: Annotated[Path | None, typer.Option(help="Folder for the pictures alone, one file for each flow.")] = None,
    deployed: Annotated[bool, typer.Option("--deployed", help="The flows as they are deployed.")] = False,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
) -> None:
    """Draw the flows of a center: each as a picture, and as the same steps in words for whoever cannot see it."""
    from cli.flow_sources import compiled_center, deployed_center
    from cli.mapping import draw

    first = flow[0] if flow else None
    chosen = (
        deployed_center(program, center, first, stack, target) if deployed else compiled_center(program, center, first)
    )
    written = draw(chosen, tuple(flow or ()), out, svg)
    typer.echo("\n".join(str(path) for path in written))
