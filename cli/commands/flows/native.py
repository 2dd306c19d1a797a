"""`civicline flows native`: the service's own tests of the deployed flows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import JsonFlag, StackOption, TargetName, TargetOption
from spec.errors import CheckFailedError, UsageError
from spec.faults import counted

if TYPE_CHECKING:
    from cli.recorded.deployments import Deployment
    from operate.flows.native_files import CaseFile


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
    put: Annotated[
        bool, typer.Option("--put", help="Put them there and run none; `failover shift --native` runs what is there.")
    ] = False,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    as_json: JsonFlag = False,
) -> None:
    """Put test cases into the deployed center and run them there, five at a time. The sandbox keeps but runs none.

    They go into the center's own region; Amazon Connect mirrors them to the other one.
    """
    from cli.recorded.standing import standing
    from operate.flows.native_files import case_files

    cases = case_files(folder)
    place = standing(program, stack, target)
    known = _placed(place, cases)
    if not any(known.values()):
        raise UsageError(str(folder), "no test case fits what is deployed", "civicline test PROGRAM --native DIR")
    results = [] if put else _run(place, known, as_json=as_json)
    if as_json:
        named = [{"center": center, "test": test} for center, tests in known.items() for test in tests]
        typer.echo(json.dumps({"placed": named, "tests": results}, indent=2, ensure_ascii=False))
    good = all(result["status"] == "PASSED" for result in results)
    raise typer.Exit(0 if good else CheckFailedError.exit_code)


def _placed(place: Deployment, cases: tuple[CaseFile, ...]) -> dict[str, dict[str, str]]:
    """By center: name and id of each test that is there now."""
    from operate.flows.native_files import cases_of
    from operate.flows.native_tests import put_tests

    found: dict[str, dict[str, str]] = {}
    for name, center in place.deployed.centers.items():
        connect = place.aws.client("connect", center.region)
        found[name] = put_tests(connect, center.instance.id, cases_of(cases, center))
        typer.echo(f"{name}: {counted(len(found[name]), 'test case')} in place", err=True)
    return found


def _run(place: Deployment, known: dict[str, dict[str, str]], *, as_json: bool) -> list[dict[str, Any]]:
    from operate.flows.native_tests import run_tests

    results: list[dict[str, Any]] = []
    for name, tests in known.items():
        center = place.deployed.centers[name]
        for result in run_tests(place.aws.client("connect", center.region), center.instance.id, tests):
            results.append({"center": name, "test": result.name, "status": result.status, "failures": result.failures})
            if not as_json:
                typer.echo("\n  ".join((f"{result.status:<9} {result.name}", *result.failures)))
    return results
