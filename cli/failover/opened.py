"""What commands about two regions have in common: their options, and the centers that can move."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import TargetName

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from cli.recorded.deployments import Deployment
    from operate.failover.one_region import Alone
    from operate.failover.ports import Controls
    from operate.failover.reading import Seen

ProgramArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="[PROGRAM]", help="Its spec, or its id; not needed where this machine knows one deployment only."
    ),
]
CentersOption = Annotated[
    list[str] | None,
    typer.Option("--center", metavar="ID", help="This center only, of several; may be given more than once."),
]
NowFlag = Annotated[bool, typer.Option("--now", help="All at once.")]
StepsOption = Annotated[
    str | None, typer.Option("--steps", metavar="10,50,100", help="Percent that shall be there after each step.")
]
HoldOption = Annotated[
    int | None,
    typer.Option(
        "--hold",
        min=0,
        max=3600,
        help="Seconds to wait after each step, before the region is checked; 60, and none in the sandbox.",
    ),
]
BecauseOption = Annotated[
    str, typer.Option("--not-ready-because", metavar="WHY", help="Move though the check says no; kept in the log.")
]
BeyondOption = Annotated[
    str,
    typer.Option(
        "--beyond-limits-because", metavar="WHY", help="Move more than resilience.limits allow; kept in the log."
    ),
]
NativeFlag = Annotated[
    bool,
    typer.Option("--native", help="Then run the test cases that Amazon Connect has of the flows there; minutes each."),
]
HOLD_SECONDS = 60
"""Long enough for the first calls of a step to be answered, or not."""
ReasonOption = Annotated[str, typer.Option("--reason", help="Why; kept in the log.")]


@dataclass(frozen=True, slots=True)
class Opened:
    """Centers that can move, of a deployment that stands."""

    place: Deployment
    controls: tuple[Controls, ...]

    @property
    def zone(self) -> ZoneInfo:
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.place.deployed.time_zone)


def opened_at(place: Deployment, centers: Collection[str]) -> Opened:
    """Raises UsageError where nothing is deployed in two regions."""
    from operate.failover.deployment import controls_of, redundant

    return Opened(place, controls_of(place.aws, place.deployed, redundant(place.deployed, centers)))


def looked(
    program: Path | None, stack: str | None, target: TargetName, centers: Collection[str]
) -> tuple[Opened, tuple[Seen, ...]]:
    """By the newest record that there is, with what both regions say now. Raises as `opened_at` does."""
    from cli.recorded.newest import with_newest
    from cli.recorded.standing import standing
    from operate.failover.clock import SystemPace
    from operate.failover.reading import look

    def looked_at(place: Deployment) -> tuple[Opened, tuple[Seen, ...]]:
        found = opened_at(place, centers)
        return found, look(found.controls, SystemPace())

    return with_newest(standing(program, stack, target), looked_at)[1]


@dataclass(frozen=True, slots=True)
class Stands:
    """A deployment as it stands now, of all the centers that were meant.

    opened, seen   the centers that can move
    alone          those in one region; cold standbys are asked nothing
    """

    opened: Opened
    seen: tuple[Seen, ...]
    alone: tuple[Alone, ...]
    centers: tuple[str, ...]


def stands(program: Path | None, stack: str | None, target: TargetName, centers: Collection[str]) -> Stands:
    """By the newest record that there is. Raises UsageError for a center that is not deployed."""
    from cli.recorded.newest import with_newest
    from cli.recorded.standing import standing

    place = standing(program, stack, target)
    return with_newest(place, lambda place: _stands(place, centers))[1]


def _stands(place: Deployment, centers: Collection[str]) -> Stands:
    from operate.failover.clock import SystemPace
    from operate.failover.deployment import controls_of, movable, require_deployed
    from operate.failover.one_region import in_one_region, look_alone
    from operate.failover.reading import look
    from operate.switches.state import begun

    deployed = place.deployed
    require_deployed(deployed, centers)
    meant = tuple(id_ for id_ in deployed.centers if not centers or id_ in centers)
    able = [id_ for id_ in movable(deployed) if id_ in meant]
    alone = begun(lambda ids: look_alone(place.aws, deployed, ids), in_one_region(deployed, meant))
    opened = Opened(place, controls_of(place.aws, deployed, able) if able else ())
    return Stands(opened, look(opened.controls, SystemPace()), alone.result(), meant)
