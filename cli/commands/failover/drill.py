"""`civicline failover drill`: practice the move to the other region, and keep what was measured."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.failover.opened import (
    BecauseOption,
    BeyondOption,
    CentersOption,
    HoldOption,
    ProgramArgument,
    ReasonOption,
    StepsOption,
)
from cli.freezing import BreakFreezeOption
from cli.options import JsonFlag, StackOption, TargetName, TargetOption, YesFlag
from spec.errors import UsageError

if TYPE_CHECKING:
    from cli.drilling.held import DrillRequest


class DrillKind(StrEnum):
    TABLETOP = "tabletop"
    SIMULATED = "simulated"
    REAL = "real"


KindOption = Annotated[DrillKind | None, typer.Option("--kind", help="On paper, in a sandbox, or with real traffic.")]


def drill(
    program: ProgramArgument = None,
    *,
    kind: KindOption = None,
    to: Annotated[str | None, typer.Option("--to", metavar="REGION", help="The region that shall receive.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="Show past drills, and when the next one is due.")] = False,
    steps: StepsOption = None,
    hold: HoldOption = None,
    not_ready_because: BecauseOption = "",
    beyond_limits_because: BeyondOption = "",
    reason: ReasonOption = "",
    break_freeze: BreakFreezeOption = None,
    center: CentersOption = None,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Practice the move to the other region; what was measured is kept on this machine and in the log of both regions.

    tabletop: every decision with what is known now, who takes it and the command; changes nothing. simulated: the
    program in a sandbox of its own, which loses its home region; needs the spec, and touches no deployment. real: the
    real traffic goes there in steps and comes home again, with a check at each.

    Exit codes: 0 passed; 1 it went to its end and showed something wrong; 3 refused; 4 not all is where it shall be.
    """
    from cli.drilling.held import DrillRequest
    from cli.drilling.history import history
    from operate.drills.model import Kind

    if list_:
        history(program, tuple(center or ()), stack, target, as_json=as_json)
        return
    if kind is None or to is None:
        raise _unsaid(kind, to)
    request = DrillRequest(
        kind=Kind(kind.value),
        program=program,
        to=to,
        steps=steps,
        hold=hold,
        because=not_ready_because,
        beyond=beyond_limits_because,
        reason=reason,
        break_freeze=break_freeze,
        centers=tuple(center or ()),
        stack=stack,
        target=target,
    )
    _hold(request, yes=yes, as_json=as_json)


def _unsaid(kind: DrillKind | None, to: str | None) -> UsageError:
    missing = " and ".join(name for name, found in (("--kind", kind), ("--to", to)) if found is None)
    hint = "civicline failover drill --kind tabletop --to REGION; --list shows past drills"
    return UsageError(missing, "a drill is of one kind, and goes to one region", hint)


def _hold(request: DrillRequest, *, yes: bool, as_json: bool) -> None:
    from operate.drills.model import Kind

    if request.kind is Kind.TABLETOP:
        from cli.drilling.tabletop import tabletop

        tabletop(request, yes=yes, as_json=as_json)
    elif request.kind is Kind.REAL:
        from cli.drilling.real import real

        real(request, yes=yes, as_json=as_json)
    else:
        from cli.drilling.simulated import simulated

        simulated(request, yes=yes, as_json=as_json)
