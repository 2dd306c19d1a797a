"""`civicline flows native`: the service's own tests of the deployed flows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.options import JsonFlag, StackOption, TargetName, TargetOption
from spec.errors import CheckFailedError, UsageError


def native(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Test cases, as `civicline test --native DIR` writes them.")
    ],
    *,
    program: Annotated[
        Path | None,
        typer.Option(
            "--program", help="Program spec, or its id; not needed where this machine knows one deployment only."
        ),
    ] = None,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    as_json: JsonFlag = False,
) -> None:
    """Put test cases into the deployed center and run them there, five at a time. The sandbox keeps but runs none."""
    from cli.recorded.standing import standing
    from operate.flows.native_files import case_files, cases_of
    from operate.flows.native_tests import put_tests, run_tests

    cases = case_files(folder)
    place = standing(program, stack, target, lambda words: typer.echo(words, err=True))
    results: list[dict[str, Any]] = []
    for name, center in place.deployed.centers.items():
        tests = cases_of(cases, center)
        connect = place.aws.client("connect", center.region)
        ids = put_tests(connect, center.instance.id, tests)
        typer.echo(f"{name}: {len(ids)} test cases are in place", err=True)
        for result in run_tests(connect, center.instance.id, ids):
            results.append({"center": name, "test": result.name, "status": result.status, "failures": result.failures})
            if not as_json:
                typer.echo("\n  ".join((f"{result.status:<9} {result.name}", *result.failures)))
    if not results:
        raise UsageError(str(folder), "no test case fits what is deployed", "civicline test PROGRAM --native DIR")
    if as_json:
        typer.echo(json.dumps({"tests": results}, indent=2, ensure_ascii=False))
    good = all(result["status"] == "PASSED" for result in results)
    raise typer.Exit(0 if good else CheckFailedError.exit_code)
