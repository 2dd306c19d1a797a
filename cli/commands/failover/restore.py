"""`civicline failover restore`: contacts and agents come home."""

from __future__ import annotations

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


def restore(
    program: ProgramArgument = None,
    *,
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
    """Bring every center back to its own region: 10, 50 and 100 %, with a check between, unless --steps says otherwise.

    At the end agents may sign in to both regions again, and chat, e-mail and web are served at home.
    """
    request = MoveRequest(
        action=Action.RESTORE,
        program=program,
        to=None,
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
