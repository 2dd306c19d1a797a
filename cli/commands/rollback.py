"""`civicline rollback`: callers reach an earlier version of a flow, in one step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.options import JsonFlag, StackOption, TargetName, TargetOption, YesFlag
from spec.errors import UsageError

STAYS = (
    "the next `civicline up` leaves it there, and says so, until the spec changes this flow; "
    "`civicline up PROGRAM --refresh` publishes the newest version again"
)


def rollback(
    words: Annotated[
        list[str],
        typer.Argument(metavar="[PROGRAM] FLOW", help="Flow by its id, such as line-main; a program before it."),
    ],
    *,
    program: Annotated[
        Path | None,
        typer.Option(
            "--program", help="Program spec, or its id; not needed where this machine knows one deployment only."
        ),
    ] = None,
    center: Annotated[str | None, typer.Option("--center", help="Center, where several have such a flow.")] = None,
    to: Annotated[
        int | None, typer.Option("--to", metavar="VERSION", help="This version; by default the one before the newest.")
    ] = None,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Move the alias that numbers start back to an earlier version of a flow; no version is ever deleted."""
    from cli.confirm import confirm, require_answer
    from cli.recorded.deployments import center_with
    from cli.recorded.standing import standing
    from cli.render import rollback as render
    from operate.flows.reading import ALIAS
    from operate.flows.rollback import plan_rollback, roll_back

    require_answer(yes=yes)
    file, flow = _named(words, program)
    place = standing(file, stack, target)
    where = center_with(place.deployed, ALIAS, flow, center)
    plan = plan_rollback(place.aws, where, flow, to)
    if not plan.done:
        typer.echo(render.as_question(plan), err=True)
        confirm(f"Let callers of {plan.name} reach version {plan.then.number}?", yes=yes)
        roll_back(place.aws, where, plan)
        if plan.back:
            typer.echo(STAYS, err=True)
    if as_json:
        typer.echo(json.dumps(render.as_json(plan, changed=not plan.done), indent=2, ensure_ascii=False))
    else:
        typer.echo(render.as_done(plan))


def _named(words: list[str], program: Path | None) -> tuple[Path | None, str]:
    """(program, flow) of `FLOW --program PROGRAM` and of `PROGRAM FLOW`. Raises UsageError."""
    if len(words) == 1:
        return program, words[0]
    if len(words) == 2 and program is None:  # noqa: PLR2004 - a program and a flow
        return Path(words[0]), words[1]
    raise UsageError("rollback", "one flow at a time", "civicline rollback PROGRAM FLOW")
