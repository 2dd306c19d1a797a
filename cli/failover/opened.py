"""What commands about two regions have in common: their options, and the centers that can move."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import TargetName

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from cli.recorded.deployments import Deployment
    from operate.failover.ports import Controls
    from operate.failover.reading import Seen

ProgramArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="[PROGRAM]", help="Its spec, or its id; not needed where this machine knows one deployment only."
    ),
]
CenterOption = Annotated[str | None, typer.Option("--center", help="This center only, where several have two regions.")]
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


def opened(program: Path | None, stack: str | None, target: TargetName, center: str | None) -> Opened:
    """Raises UsageError where nothing is deployed in two regions."""
    from cli.recorded.standing import standing

    return opened_at(standing(program, stack, target, lambda words: typer.echo(words, err=True)), center)


def opened_at(place: Deployment, center: str | None) -> Opened:
    """Of a deployment that was found. Raises UsageError as `opened` does."""
    from operate.failover.deployment import controls_of, redundant

    return Opened(place, controls_of(place.aws, place.deployed, redundant(place.deployed, center)))


def looked(
    program: Path | None, stack: str | None, target: TargetName, center: str | None
) -> tuple[Opened, tuple[Seen, ...]]:
    """As `opened`, by the newest record that there is, with what both regions say now."""
    from cli.recorded.newest import with_newest
    from cli.recorded.standing import standing
    from operate.failover.clock import SystemPace
    from operate.failover.reading import look

    def looked_at(place: Deployment) -> tuple[Opened, tuple[Seen, ...]]:
        found = opened_at(place, center)
        return found, look(found.controls, SystemPace())

    return with_newest(standing(program, stack, target, lambda words: typer.echo(words, err=True)), looked_at)[1]
