"""`civicline flows diff`: what changed, in blocks, and for callers."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from cli.options import JsonFlag, ProgramFile, StackOption, TargetName, TargetOption
from spec.errors import UsageError


def diff(
    program: ProgramFile,
    *,
    before: Annotated[
        str | None, typer.Option("--from", metavar="COMMIT", help="Commit before; what is deployed when left out.")
    ] = None,
    after: Annotated[
        str | None, typer.Option("--to", metavar="COMMIT", help="Commit after; the file as it stands when left out.")
    ] = None,
    center: Annotated[str | None, typer.Option(help="Center to compare; all without.")] = None,
    blocks: Annotated[bool, typer.Option("--blocks", help="Show what differs in each block.")] = False,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    as_json: JsonFlag = False,
) -> None:
    """Compare the flows of a spec with those deployed, or those of two commits; nothing is changed.

    The same contacts are placed on both sides, at the same moments: what they meet now instead of before comes first.
    """
    from cli.comparing import compared
    from cli.render import comparison as render

    if after is not None and before is None:
        raise UsageError("--to", "says what comes after, and nothing says what was before", "add --from COMMIT")
    found = compared(program, before, after, center, stack, target)
    if as_json:
        typer.echo(json.dumps(render.as_json(found), indent=2, ensure_ascii=False))
    else:
        typer.echo(render.as_text(found, blocks=blocks))
