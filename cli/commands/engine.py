"""`civicline engine`: which deployment engines are on this machine."""

from __future__ import annotations

import json
import os
from typing import Any

import typer

from cli.options import JsonFlag
from spec.home import civicline_home

app = typer.Typer(
    help="Deployment engines: the embedded one, and Pulumi for AWS.", no_args_is_help=True, rich_markup_mode=None
)


@app.command("status")
def status(*, as_json: JsonFlag = False) -> None:
    """Say which engines are here, and what is still missing for AWS."""
    from cli.readiness import aws_readiness

    found = _found()
    checks = aws_readiness(os.environ)
    if as_json:
        rows = [{"check": check.name, "ready": check.ready, "detail": check.detail} for check in checks]
        typer.echo(json.dumps({**found, "aws": rows}, indent=2))
        return
    pulumi = found["pulumi"]
    typer.echo(f"embedded  {found['embedded']['executable']}")
    typer.echo(
        f"pulumi    {pulumi['executable']} {pulumi['version']}"
        if pulumi
        else "pulumi    not here; civicline engine install"
    )
    for check in checks:
        typer.echo(f"aws       {'ok     ' if check.ready else 'missing'} {check.name}: {check.detail}")


@app.command("install")
def install() -> None:
    """Download the Pulumi CLI into Civicline's folder. Only `--target aws` needs it."""
    from infra.pulumi_cli import install as download

    command = download(civicline_home(os.environ))
    typer.echo(f"installed {command.command} {command.version}")


def _found() -> dict[str, Any]:
    from sandbox.engine.executable import executable

    from infra.pulumi_cli import find

    command = find(civicline_home(os.environ))
    pulumi = {"executable": command.command, "version": str(command.version)} if command else None
    return {"embedded": {"executable": str(executable())}, "pulumi": pulumi}
