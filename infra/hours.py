"""Hours of operation with dated overrides, exactly as `calendars` computes them: holidays first, then those that have
them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect

from calendars.declared.horizon import horizon
from calendars.declared.overrides import MAX_OVERRIDES, service_overrides, service_week
from calendars.declared.parents import MAX_PARENTS, HolidayHours, holiday_hours
from calendars.service.hours import Override, ServiceOpening
from infra.numbers import last_part
from infra.scope import Scope
from spec.errors import SpecError
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.hours import Hours
from spec.select import belongs_to

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
    """parents: the holidays that close it, shared with other hours of the center."""

    id: str
    name: str
    time_zone: str
    week: tuple[ServiceOpening, ...]
    overrides: tuple[Override, ...]
    parents: tuple[HolidayHours, ...]
    spec_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursSetArgs:
    scope: Scope
    instance_arn: pulumi.Input[str]
    hours: tuple[HoursArgs, ...]


def hours_args(program: ProgramSpec, center: Center, today: dt.date) -> tuple[HoursArgs, ...]:
    """Hours of one center, with the overrides of this year and the next two.

    Raises SpecError where they need more than the service takes: nothing is left out in silence.
    """
    first, last = horizon(today)
    found = tuple(
        _one(program, hours, first, last) for hours in belongs_to(program, center, program.infrastructure.hours)
    )
    _check_names(found)
    return found


def _one(program: ProgramSpec, hours: Hours, first: dt.date, last: dt.date) -> HoursArgs:
    args = HoursArgs(
        id=hours.id,
        name=hours.name or hours.id,
        time_zone=hours.time_zone or program.program.time_zone,
        week=service_week(hours),
        overrides=service_overrides(program, hours, first, last),
        parents=holiday_hours(program, hours, first, last),
        spec_path=f"infrastructure.hours[{hours.id}]",
    )
    if len(args.overrides) > MAX_OVERRIDES:
        raise SpecError(
            args.spec_path,
            f"needs {len(args.overrides)} dated overrides from {first} to {last}; Amazon Connect takes {MAX_OVERRIDES}",
            "join dated hours that follow each other, or give some of them hours of operation of their own",
        )
    if len(args.parents) > MAX_PARENTS:
        raise SpecError(
            f"infrastructure.holidays[{hours.holidays}]",
            f"closes {sum(len(parent.overrides) for parent in args.parents)} times from {first} to {last}; "
            f"Amazon Connect takes {MAX_PARENTS * MAX_OVERRIDES}",
            "close whole weeks by an override of the hours, not day by day",
        )
    return args


def _check_names(found: tuple[HoursArgs, ...]) -> None:
    """Raises SpecError for hours that are called as a calendar's hours of operation are."""
    for by in ("id", "name"):
        taken = {getattr(parent, by).casefold() for parent in parents_of(found)}
        for hours in found:
            word = getattr(hours, by)
            if word.casefold() in taken:
                what = f"the {by} '{word}' is that of the hours of operation for a holiday calendar"
                raise SpecError(hours.spec_path, what, f"choose another {by}")


def parents_of(hours: Iterable[HoursArgs]) -> tuple[HolidayHours, ...]:
    """Each once, in the order of the hours that inherit from them."""
    return tuple({parent.id: parent for one in hours for parent in one.parents}.values())


class HoursSet(pulumi.ComponentResource):
    """arns: of the hours that flows and queues use; holiday_arns: of their parents."""

    def __init__(self, name: str, args: HoursSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:connect:HoursSet", name, None, opts)
        self._name, self._args = name, args
        self.holiday_arns = {parent.id: self._parent(parent) for parent in parents_of(args.hours)}
        self.arns: dict[str, pulumi.Output[str]] = {hours.id: self._hours(hours) for hours in args.hours}
        self.register_outputs({"arns": self.arns, "holiday_arns": self.holiday_arns})

    def _parent(self, parent: HolidayHours) -> pulumi.Output[str]:
        """Who its children are is theirs to say: the service shows them here, too, and they are no change."""
        arn: pulumi.Output[str] = connect.HoursOfOperation(
            f"{self._name}-{parent.id}",
            instance_arn=self._args.instance_arn,
            name=parent.name,
            time_zone=parent.time_zone,
            config=[],
            hours_of_operation_overrides=[_override(override) for override in parent.overrides],
            tags=self._args.scope.native_tags(f"infrastructure.holidays[{parent.calendar}]"),
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["childHoursOfOperations"]),
        ).hours_of_operation_arn
        return arn

    def _hours(self, hours: HoursArgs) -> pulumi.Output[str]:
        arn: pulumi.Output[str] = connect.HoursOfOperation(
            f"{self._name}-{hours.id}",
            instance_arn=self._args.instance_arn,
            name=hours.name,
            time_zone=hours.time_zone,
            config=[_slot(opening) for opening in hours.week],
            hours_of_operation_overrides=[_override(override) for override in hours.overrides],
            parent_hours_of_operations=[
                {"id": self.holiday_arns[parent.id].apply(last_part)} for parent in hours.parents
            ],
            tags=self._args.scope.native_tags(hours.spec_path),
            opts=pulumi.ResourceOptions(parent=self),
        ).hours_of_operation_arn
        return arn


def _slot(opening: ServiceOpening) -> dict[str, object]:
    return {"day": _DAYS[opening.day], "start_time": _time(opening.start), "end_time": _time(opening.end)}


def _time(minutes: int) -> dict[str, int]:
    """The end of a day is 00:00 for the service."""
    return {"hours": minutes // 60 % 24, "minutes": minutes % 60}


def _override(override: Override) -> dict[str, object]:
    return {
        "override_name": override.name,
        "override_type": override.type,
        "effective_from": override.from_.isoformat(),
        "effective_till": override.till.isoformat(),
        "override_config": [_slot(opening) for opening in override.openings],
    }
