"""Hours of operation: time zones, intervals, overrides, parents.

Administrator Guide: hours-of-operation-overrides; the 50 overrides and 3 parents are fixed.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.aws import minting, settings
from sandbox.aws.errors import already_exists, invalid, not_found, over_limit
from sandbox.aws.hooks import Change, on
from sandbox.aws.place import last_part
from sandbox.aws.store import Resource

HOURS = "AWS::Connect::HoursOfOperation"
_PARENTS_MAX = 3


@on("check", "Connect::HoursOfOperation")
def zone_is_known(change: Change) -> None:
    zone = change.model["TimeZone"]
    if zone not in zoneinfo.available_timezones():
        raise invalid(f"Invalid time zone: {zone}")


@on("check", "Connect::HoursOfOperation")
def intervals_do_not_wrap(change: Change) -> None:
    check_intervals(change.model["Config"])
    for override in change.model.get("HoursOfOperationOverrides", ()):
        check_intervals(override["OverrideConfig"])


def check_intervals(config: Iterable[Mapping[str, Any]]) -> None:
    """An interval ends after it starts; an end at 0:00 is midnight at the end of the day."""
    for row in config:
        start, end = row.get("StartTime"), row.get("EndTime")
        if not start or not end or end == {"Hours": 0, "Minutes": 0}:
            continue
        if (start["Hours"], start["Minutes"]) >= (end["Hours"], end["Minutes"]):
            said = [f"{moment['Hours']}:{moment['Minutes']}" for moment in (start, end)]
            raise invalid(f"Start time: {said[0]} cannot be greater than end time: {said[1]}")


@on("check", "Connect::HoursOfOperation")
def overrides_are_sound(change: Change) -> None:
    overrides = change.model.get("HoursOfOperationOverrides", ())
    limit = settings.current().overrides_max
    if len(overrides) > limit:
        raise over_limit(HOURS, f"An hours of operation can have at most {limit} overrides.")
    seen: set[str] = set()
    for override in overrides:
        name = override["OverrideName"]
        if name in seen:
            raise already_exists(HOURS, name, name)
        seen.add(name)
        _check_override(override)


def _check_override(override: Mapping[str, Any]) -> None:
    name, first, last = override["OverrideName"], override["EffectiveFrom"], override["EffectiveTill"]
    if first > last:
        raise invalid(f"EffectiveFrom {first} is after EffectiveTill {last} in the override {name}")
    pattern = override.get("RecurrenceConfig", {}).get("RecurrencePattern", {})
    if pattern.get("ByMonthDay") and pattern.get("ByWeekdayOccurrence"):
        raise invalid(f"ByMonthDay and ByWeekdayOccurrence exclude each other in the override {name}")
    if pattern.get("Frequency") == "WEEKLY" and any(pattern.get(key) for key in ("ByMonth", "ByMonthDay")):
        raise invalid(f"A weekly recurrence takes neither ByMonth nor ByMonthDay in the override {name}")


@on("check", "Connect::HoursOfOperation")
def parents_are_one_level(change: Change) -> None:
    parents = change.model.get("ParentHoursOfOperations", ())
    if len(parents) > _PARENTS_MAX:
        raise over_limit(HOURS, f"An hours of operation can have at most {_PARENTS_MAX} parents.")
    for parent in parents:
        arn = arn_of(change.model["InstanceArn"], parent["Id"])
        found = change.resources.store.owner(arn)
        if found is None:
            raise not_found(HOURS, arn)
        if found.model.get("ParentHoursOfOperations"):
            raise invalid(f"{found.model['Name']} has parents itself and cannot be a parent")
    if parents and change.old and children_of(change.old, change.resources.store.of_type(HOURS)):
        raise invalid(f"{change.model['Name']} is a parent of other hours and cannot have parents")


@on("guard", "Connect::HoursOfOperation")
def no_children_left(change: Change) -> None:
    assert change.stored
    children = children_of(change.stored, change.resources.store.of_type(HOURS))
    if children:
        raise invalid(f"{change.model['Name']} is a parent of {children[0].model['Name']}")


@on("shown", "Connect::HoursOfOperation")
def children_are_shown(change: Change) -> None:
    """The read handler lists them: it needs the permission connect:ListChildHoursOfOperations."""
    assert change.stored
    children = children_of(change.stored, change.resources.store.of_type(HOURS))
    if children:
        change.model["ChildHoursOfOperations"] = [
            {"Id": last_part(child.identifier), "Name": child.model["Name"]} for child in children
        ]


@on("made", "Connect::HoursOfOperation")
def overrides_have_ids(change: Change) -> None:
    """Ids stay across updates for as long as the override keeps its name."""
    assert change.stored
    known = change.stored.facts.get("override_ids", {})
    names = [override["OverrideName"] for override in change.model.get("HoursOfOperationOverrides", ())]
    change.stored.facts["override_ids"] = {name: known.get(name) or minting.new_id() for name in names}


def arn_of(instance: str, identifier: str) -> str:
    return identifier if identifier.startswith("arn:") else f"{instance}/operating-hours/{identifier}"


def children_of(parent: Resource, everyone: Iterable[Resource]) -> list[Resource]:
    """Hours that name this one as a parent."""
    own = {parent.identifier, last_part(parent.identifier)}
    return [hours for hours in everyone if own & {p["Id"] for p in hours.model.get("ParentHoursOfOperations", ())}]
