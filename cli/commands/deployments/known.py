"""`civicline deployments`, and nothing more: every record of this machine."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cli.options import TargetName
from spec.errors import CheckFailedError, CiviclineError, CloudError

if TYPE_CHECKING:
    from cli.render.deployments import Known

FETCH = "civicline deployments fetch s3://BUCKET --region REGION --key SHA256:..."


def known(*, as_json: bool) -> None:
    """Exit code 1 where a record is not to be used."""
    from cli.recorded.deployments import folder_of
    from cli.render import deployments as render
    from cli.terminal import columns
    from operate.switches.state import at_once

    files = [(target, file) for target in TargetName for file in sorted(folder_of(target).glob("*.json"))]
    found = at_once(lambda one: _looked_at(*one), files)
    if as_json:
        typer.echo(json.dumps(render.as_json(found), indent=2, ensure_ascii=False))
    elif found:
        typer.echo(render.as_text(found, columns(sys.stdout)))
    else:
        typer.echo(f"this machine knows no deployment; civicline up PROGRAM makes one, or: {FETCH}")
    raise typer.Exit(CheckFailedError.exit_code if any(one.refused for one in found) else 0)


def _looked_at(target: TargetName, file: Path) -> Known:
    from cli.recorded.deployments import aws_of
    from cli.render.deployments import Known
    from operate.copies.fetch import fetch, stores_of
    from operate.copies.newest import newest
    from operate.copies.trust import opened, pinned

    try:
        written, sealed = opened(file)
    except CiviclineError as error:
        return Known(file, target.value, refused=error)
    deployed = written.deployed
    told = Known(file, target.value, written, sealed, copies=deployed.copies)
    if not deployed.copies:
        return told
    try:
        copies = fetch(stores_of(aws_of(target), deployed))
    except CloudError as error:  # no sandbox, and so no answer of any region
        copies = dict.fromkeys(deployed.copies, error)
    except ModuleNotFoundError:  # the operator's Civicline, which has none
        copies = dict.fromkeys(deployed.copies, CloudError("sandbox", "this installation has no sandbox"))
    found = newest(deployed, pinned(file), copies)
    return Known(file, target.value, written, sealed, found=found, copies=deployed.copies)
