"""`civicline deployments fetch`: a machine that has never seen a deployment can act on it a moment later."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from cli.options import JsonFlag, TargetName, TargetOption
from spec.errors import UsageError


def fetch(
    bucket: Annotated[
        str | None,
        typer.Argument(metavar="s3://BUCKET", help="As `up`, `deployments` and the runbook name it."),
    ] = None,
    *,
    region: Annotated[str | None, typer.Option("--region", metavar="REGION", help="Where the bucket is.")] = None,
    key: Annotated[
        str | None,
        typer.Option("--key", metavar="SHA256:...", help="Fingerprint of the key that seals; trusted from now on."),
    ] = None,
    program: Annotated[str | None, typer.Option("--program", help="Without a bucket: this program only.")] = None,
    stack: Annotated[str | None, typer.Option("--stack", help="Without a bucket: this environment only.")] = None,
    target: TargetOption = TargetName.SANDBOX,
    as_json: JsonFlag = False,
) -> None:
    """Get what is deployed from the copy in a region: no spec, no Pulumi, no machine that ever deployed it.

    With a bucket, its region and the key's fingerprint: a deployment that this machine does not know yet. Without: the
    newest copy of each that it knows, also where its own record was changed. What the key did not seal is refused.
    """
    from cli.recorded.fetching import fetch_from, fetch_known

    if bucket is None:
        for name, value in (("--region", region), ("--key", key)):
            if value is not None:
                raise UsageError(name, "it belongs to a bucket", "civicline deployments fetch s3://BUCKET --region R")
        taken = fetch_known(target, program, stack)
    else:
        if program is not None or stack is not None:
            raise UsageError("--program", "the bucket says of which program it is", "leave --program and --stack out")
        taken = [fetch_from(bucket, region, key, target)]
    if as_json:
        typer.echo(json.dumps([one.as_json() for one in taken], indent=2))
        return
    for one in taken:
        typer.echo(one.words)
