"""`civicline test`: every scenario of a program, on its flows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.options import JsonFlag, ProgramFile, StackOption, TargetName, TargetOption
from spec.errors import CheckFailedError, UsageError


def run_scenarios(
    program: ProgramFile,
    *,
    center: Annotated[str | None, typer.Option("--center", help="Only this center; all by default.")] = None,
    select: Annotated[
        str | None, typer.Option("--select", help="Only scenarios whose id matches, such as 'main/*/key-4/*'.")
    ] = None,
    deployed: Annotated[
        bool, typer.Option("--deployed", help="On the flows read back from what is deployed, not on compiled ones.")
    ] = False,
    junit: Annotated[Path | None, typer.Option("--junit", help="Also write the results here, as JUnit XML.")] = None,
    native: Annotated[
        Path | None, typer.Option("--native", help="Also write Amazon Connect test cases into this folder.")
    ] = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes; as many as help.")] = None,
    every: Annotated[
        bool, typer.Option("--all", help="A row for each scenario of a file and each flow of the sweep, too.")
    ] = False,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    as_json: JsonFlag = False,
) -> None:
    """Run the scenarios of a program: those in its files, and the mandatory ones that follow from the spec.

    With --deployed every contact must also fare as on the flows that `up` would deploy: an edit by hand shows.

    Exit code 0 when all pass, 1 when one fails, 2 for a faulty scenario file.
    """
    from cli.render import scenarios as render
    from cli.terminal import columns
    from cli.testing import Wanted, run_tests

    _require_places(junit, native)
    found = run_tests(program, Wanted(center, select, deployed, stack, target, workers))
    if junit is not None:
        junit.write_text(found.junit(), encoding="utf-8")
    left_out = found.write_native(native) if native is not None else ()
    report = render.Report(
        found.results, found.coverage, found.reach, found.places, left_out, found.strays if deployed else None
    )
    typer.echo(render.as_json(report) if as_json else render.as_text(report, columns(sys.stdout), every=every))
    raise typer.Exit(0 if found.passed else CheckFailedError.exit_code)


def _require_places(junit: Path | None, native: Path | None) -> None:
    """Said before a minute of scenarios, not after it. Raises UsageError."""
    if junit is not None and (junit.is_dir() or not junit.parent.is_dir()):
        raise UsageError(f"--junit {junit}", "no file can be written there", "name a file in a folder that exists")
    if native is not None and native.exists() and not native.is_dir():
        raise UsageError(f"--native {native}", "this is a file", "name a folder; it is made where it is missing")
