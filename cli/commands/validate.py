"""`civicline validate`: every fault of a spec at once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cli.options import ProgramFile
from spec.errors import CheckFailedError, SpecError, UsageError
from spec.faults import counted


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


class StageName(StrEnum):
    REQUIREMENTS = "requirements"
    SETUP = "setup"
    E2E = "e2e"
    TRIAL = "trial"
    LIVE = "live"


def validate(
    program: ProgramFile,
    *,
    stage: Annotated[
        StageName | None, typer.Option("--stage", help="Judge it as of this stage; the spec's own by default.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print the faults.")] = Format.TEXT,
    defaults: Annotated[
        bool, typer.Option("--defaults", help="Also list what the spec leaves to defaults, and why they are so.")
    ] = False,
) -> None:
    """Check a program spec and list every fault with its place."""
    from cli.programs import check
    from cli.render.faults import as_json, as_sarif, as_text
    from spec.models.dates import Stage

    if defaults and output is not Format.TEXT:
        raise UsageError("--defaults", f"has no {output.value} form", "leave --format out")
    checked = check(program, Stage(stage.value) if stage else None)
    renderer = {Format.TEXT: as_text, Format.JSON: as_json, Format.SARIF: as_sarif}[output]
    typer.echo(renderer(checked.faults), nl=bool(checked.faults) or output is not Format.TEXT)
    if defaults and checked.program is not None:
        from cli.render import provenance as render
        from spec.provenance import provenance

        typer.echo(render.as_text(provenance(checked.program)))
    errors, warnings = len(checked.errors), len(checked.warnings)
    typer.echo(f"{program}: {counted(errors, 'error')}, {counted(warnings, 'warning')}", err=True)
    unreadable = checked.source is None and all(fault.line is None for fault in checked.errors)
    answer_no = SpecError.exit_code if unreadable else CheckFailedError.exit_code
    raise typer.Exit(answer_no if errors else 0)
