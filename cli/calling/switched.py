"""What the operator switched where the program is deployed: a call hears it, as a caller would."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cli.calling.request import CallRequest
from cli.options import TargetName
from cli.programs import deployed_file
from spec.deployed import Deployed, DeployedCenter
from spec.errors import CloudError, PlanRefusedError, UsageError
from spec.faults import listed
from spec.home import civicline_home
from spec.models import ProgramSpec
from spec.select import environment
from spec.switches import SwitchRow

if TYPE_CHECKING:
    from operate.aws import Target

UNHEARD = "what operators switched is not heard in this call"


def switched(
    program: ProgramSpec,
    center: str,
    request: CallRequest,
    stack: str | None,
    target: TargetName,
    remark: Callable[[str], None],
) -> Mapping[str, SwitchRow] | None:
    """Rows of the switchboard of the center; None where nothing is deployed, or where options say what is switched.

    remark   is told where they are there and cannot be read: the call goes on without them
    raises   UsageError for a --region that has no switchboard
    """
    from operate.copies.trust import opened as trusted

    if request.closed is not None or request.announce is not None:
        return None
    file = _file(program, environment(program, stack).name, target)
    if not file.exists():
        others = [one.name for one in program.infrastructure.environments if _file(program, one.name, target).exists()]
        if others and stack is None:
            what = f"what is deployed of this program is {listed(others, 'and')}"
            remark(f"{UNHEARD}: {what}; --stack {others[0]} hears it")
        if request.region is not None:
            raise UsageError(f"--region {request.region}", "nothing is deployed there", "civicline up PROGRAM")
        return None
    try:
        deployed = trusted(file)[0].deployed
    except (UsageError, PlanRefusedError) as error:  # damaged, or changed by hand
        remark(f"{UNHEARD}: {error}")
        return None
    found = deployed.centers.get(center)
    if found is None:
        return None
    region = _region(found, request)
    try:
        return _read(deployed, center, region, target)
    except (CloudError, UsageError) as error:  # no answer; or recorded before there were switches in every region
        remark(f"{UNHEARD}: {error}")
        return None


def _file(program: ProgramSpec, environment: str, target: TargetName) -> Path:
    return deployed_file(civicline_home(os.environ), program, environment, target)


def _region(center: DeployedCenter, request: CallRequest) -> str:
    """The center's own; the other one while it is dark, where calls go then."""
    regions = center.switch_regions or (center.region,)
    if request.region is None:
        return regions[-1] if request.region_down else regions[0]
    if request.region not in regions:
        hint = f"one of {', '.join(regions)}"
        raise UsageError(f"--region {request.region}", "the center has no switchboard there", hint)
    return request.region


def _read(deployed: Deployed, center: str, region: str, target: TargetName) -> Mapping[str, SwitchRow]:
    from cli.waiting import say_late
    from operate.switches.dynamo import boards_of
    from operate.switches.named import ALL, named
    from operate.switches.state import look

    (whole,) = named(deployed, ALL, center)
    boards = [board for board in boards_of(_aws(target), deployed, [center]) if board.place.region == region]
    (found,) = look(boards, {center: whole.scopes}, say_late).values()
    if isinstance(found, CloudError):
        raise found
    return found


def _aws(target: TargetName) -> Target:
    from cli.session import sandbox_endpoint
    from operate.aws import Target

    return Target(sandbox_endpoint(civicline_home(os.environ)) if target is TargetName.SANDBOX else None)
