"""Finding a deployment without its spec: what `up` recorded on this machine is enough to act on it."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from calendars.declared.horizon import horizon
from cli.options import TargetName
from spec.deployed import Deployed, DeployedCenter, read
from spec.errors import UsageError
from spec.faults import listed
from spec.home import civicline_home

if TYPE_CHECKING:
    from operate.aws import Target


@dataclass(frozen=True, slots=True)
class Deployment:
    """What was recorded, and where its AWS is."""

    deployed: Deployed
    aws: Target


def open_deployment(program: Path | None, stack: str | None, target: TargetName) -> Deployment:
    """The deployment of a program; without one, the only deployment of the target that this machine knows.

    raises   UsageError (none, several, damaged), SpecFaultsError (of the program), CloudError (dead sandbox)
    """
    from cli.session import open_session, sandbox_endpoint
    from operate.aws import Target

    if program is not None:
        session = open_session(program, stack, target)
        return Deployment(read(session.deployed_file), session.aws)
    home = civicline_home(os.environ)
    deployed = _only(sorted((home / "deployed" / target.value).glob("*.json")), stack, target)
    endpoint = sandbox_endpoint(home) if target is TargetName.SANDBOX else None
    return Deployment(deployed, Target(endpoint))


def center_with(deployed: Deployed, kind: str, id_: str, center: str | None) -> DeployedCenter:
    """The center that has a resource; of one center whether it has it or not. Raises UsageError."""
    if center is not None:
        if center not in deployed.centers:
            raise UsageError(
                f"--center {center}", "no such center is deployed", f"one of {', '.join(deployed.centers)}"
            )
        return deployed.centers[center]
    having = [
        name
        for name, found in deployed.centers.items()
        if any(row.kind == kind and row.id == id_ for row in found.resources)
    ]
    if len(having) > 1:
        raise UsageError(id_, f"{listed(having, 'and')} have it", f"say which: --center {having[0]}")
    return deployed.centers[having[0] if having else next(iter(deployed.centers))]


def declared_days(deployed: Deployed) -> tuple[dt.date, dt.date]:
    """First and last day for which holidays and dated hours are deployed."""
    first, last = horizon(dt.datetime.fromisoformat(deployed.deployed_at).date())
    return first, dt.date.fromisoformat(deployed.hours_till) if deployed.hours_till else last


def _only(files: list[Path], stack: str | None, target: TargetName) -> Deployed:
    found = [deployed for deployed in map(read, files) if stack in (None, deployed.stack)]
    if len(found) == 1:
        return found[0]
    where = f"--target {target.value}"
    if not found:
        raise UsageError(where, "nothing is deployed here", "civicline up PROGRAM, or --stack NAME of what is")
    names = listed([f"{deployed.program} {deployed.stack}" for deployed in found], "and")
    raise UsageError(where, f"{names} are deployed", "say which: --program PROGRAM, and --stack where it has several")
