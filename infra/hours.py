"""Hours of operation with dated overrides, exactly as `calendars` computes them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from calendars.overrides import ServiceOpening, ServiceOverride, horizon, service_overrides, service_week
from infra.scope import Scope
from spec.errors import SpecError
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.hours import Hours
from spec.select import belongs_to

MAX_OVERRIDES = 50
"""Fixed limit of the service for one hours of operation."""
_DAYS = {
    "mon": "MONDAY",
    "tue": "TUESDAY",
    "wed": "WEDNESDAY",
    "thu": "THURSDAY",
    "fri": "FRIDAY",
    "sat": "SATURDAY",
    "sun": "SUNDAY",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursArgs:
    id: str
    name: str
    time_zone: str
    week: tuple[ServiceOpening, ...]
    overrides: tuple[ServiceOverride, ...]
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursSetArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    hours: tuple[HoursArgs, ...]


def hours_args(program: ProgramSpec, center: Center, today: dt.date) -> tuple[HoursArgs, ...]:
    """Hours of one center, with the overrides of this year and the next."""
    first, last = horizon(today)
    return tuple(
        _one(program, hours, first, last) for hours in belongs_to(program, center, program.infrastructure.hours)
    )


def _one(program: ProgramSpec, hours: Hours, first: dt.date, last: dt.date) -> HoursArgs:
    """Raises SpecError when two years need more overrides than the service takes: none is left out in silence."""
    overrides = service_overrides(program, hours, first, last)
    if len(overrides) > MAX_OVERRIDES:
        raise SpecError(
            f"infrastructure.hours[{hours.id}]",
            f"needs {len(overrides)} dated overrides from {first} to {last}; Amazon Connect takes {MAX_OVERRIDES}",
            "join dated hours that follow each other, or give some of them hours of operation of their own",
        )
    return HoursArgs(
        id=hours.id,
        name=hours.name or hours.id,
        time_zone=hours.time_zone or program.program.time_zone,
        week=service_week(hours),
        overrides=overrides,
        spec_path=f"infrastructure.hours[{hours.id}]",
    )


class HoursSet(pulumi.ComponentResource):
    def __init__(self, name: str, args: HoursSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:HoursSet", name, None, opts)
        self.arns: dict[str, pulumi.Output[str]] = {
            hours.id: connect.HoursOfOperation(
                f"{name}-{hours.id}",
                instance_arn=args.instance_arn,
                name=hours.name,
                time_zone=hours.time_zone,
                config=[_slot(opening) for opening in hours.week],
                hours_of_operation_overrides=[_override(override) for override in hours.overrides],
                tags=args.scope.native_tags(hours.spec_path),
                opts=pulumi.ResourceOptions(parent=self),
            ).hours_of_operation_arn
            for hours in args.hours
        }
        self.register_outputs({"arns": self.arns})


def _slot(opening: ServiceOpening) -> dict[str, object]:
    return {"day": _DAYS[opening.day], "start_time": _time(opening.start), "end_time": _time(opening.end)}


def _time(minutes: int) -> dict[str, int]:
    """The end of a day is 00:00 for the service."""
    return {"hours": minutes // 60 % 24, "minutes": minutes % 60}


def _override(override: ServiceOverride) -> dict[str, object]:
    return {
        "override_name": override.name,
        "override_type": override.type,
        "effective_from": override.from_.isoformat(),
        "effective_till": override.till.isoformat(),
        "override_config": [_slot(opening) for opening in override.openings],
    }
