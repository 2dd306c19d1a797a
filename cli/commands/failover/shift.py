"""`civicline failover shift`: contacts and agents go to the region that is named."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.failover.moving import MoveRequest, move
from cli.failover.opened import (
    BecauseOption,
    BeyondOption,
    CentersOption,
    HoldOption,
    NativeFlag,
    NowFlag,
    ProgramArgument,
    ReasonOption,
    StepsOption,
)
from cli.options import JsonFlag, StackOption, TargetName, TargetOption, YesFlag
from spec.switches import Action


def shift(
    program: ProgramArgument = None,
    *,
    to: Annotated[str, typer.Option("--to", metavar="REGION", help="The region that shall receive.")],
    now: NowFlag = False,
    steps: StepsOption = None,
    hold: HoldOption = None,
    not_ready_because: BecauseOption = "",
    beyond_limits_because: BeyondOption = "",
    reason: ReasonOption = "",
    native: NativeFlag = False,
    center: CentersOption = None,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Move calls, agents and sign-in in one call to the receiving region; then chat, e-mail and web.

    At once, unless --steps says otherwise. The region that is left is not needed: it may be dark. `up` does not bring
    anything back; `failover restore` does. The same command again does what is missing.

    Exit codes: 0 all is there; 3 not ready, more than the limits allow, held, or somebody else
    moves it; 4 not all is there: what is where is said.
    """
    request = MoveRequest(
        action=Action.SHIFT,
        program=program,
        to=to,
        now=now,
        steps=steps,
        hold=hold,
        because=not_ready_because,
        beyond=beyond_limits_because,
        reason=reason,
        native=native,
        centers=tuple(center or ()),
        stack=stack,
        target=target,
    )
    move(request, yes=yes, as_json=as_json)
