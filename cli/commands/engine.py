"""`civicline engine`: which deployment engines are on this machine."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import JsonFlag, ProgramFile, StackOption
from spec.home import civicline_home

if TYPE_CHECKING:
    from spec.models import ProgramSpec
    from spec.models.centers import Environment

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


@app.command("policy")
def policy(
    program: ProgramFile,
    *,
    stack: StackOption = None,
    out: Annotated[Path | None, typer.Option(help="Write one file for each policy into this folder.")] = None,
) -> None:
    """Print the least-privilege policies of whoever deploys an environment to AWS, and of who operates it."""
    from cli.programs import load
    from spec.select import environment

    spec = load(program)
    found = _policies(spec, environment(spec, stack))
    if out is None:
        typer.echo(json.dumps(found, indent=2))
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, document in found.items():
        (out / f"{name}.json").write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
        typer.echo(str(out / f"{name}.json"))


def _policies(spec: ProgramSpec, env: Environment) -> dict[str, Any]:
    """Name -> document; those of the deployer by region."""
    from infra.rights.deploying import deployment_policies, replica_policies, second_region_policy
    from infra.rights.doors import door_policy
    from infra.rights.failover import failover_policy
    from infra.rights.operating import operating_policy
    from spec.models.resilience import Tier
    from spec.select import centers_of, is_resilient, resilience_of, second_region, source_region

    centers = centers_of(spec, env)
    own = dict.fromkeys(source_region(spec, env, center) for center in centers)
    cold = dict.fromkeys(
        region
        for center in centers
        if resilience_of(spec, center).tier is Tier.COLD_STANDBY and (region := second_region(spec, env, center))
    )
    own |= cold  # a cold standby is deployed like the center itself
    second = dict.fromkeys(region for center in centers if (region := second_region(spec, env, center)))
    found = {f"{p.name}-{region}": p.document for region in own for p in deployment_policies(env.account, region)}
    twice = (center for center in centers if is_resilient(spec, center))
    mirrored = dict.fromkeys(region for center in twice if (region := second_region(spec, env, center)))
    for region in second:
        one = () if region in cold else (second_region_policy(env.account, region),)
        policies = replica_policies(env.account, region) if region in mirrored else one
        found |= {f"{policy.name}-{region}": policy.document for policy in policies}
    if not spec.infrastructure.security.govcloud:
        doors = door_policy(env.account, (*own, *mirrored), (env.dns_zone,) if env.dns_zone else ())
        found[doors.name] = doors.document
    operate = [operating_policy(env.account, (*own, *second))]
    if mirrored or cold:
        operate.append(failover_policy(env.account, (*own, *second)))
    return {**found, **{policy.name: policy.document for policy in operate}}


def _found() -> dict[str, Any]:
    from infra.pulumi_cli import find
    from sandbox.engine.executable import executable

    command = find(civicline_home(os.environ), executable())
    pulumi = {"executable": command.command, "version": str(command.version)} if command else None
    return {"embedded": {"executable": str(executable())}, "pulumi": pulumi}
