"""Hours of operation and their overrides."""

from __future__ import annotations

from typing import Any

from sandbox.aws import settings
from sandbox.aws.connect.desk import Desk, missing
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.errors import already_exists
from sandbox.aws.place import last_part
from sandbox.aws.rules.hours import HOURS, arn_of, check_intervals, children_of
from sandbox.aws.store import Resource
from sandbox.aws.wire import page

# Member of the API -> property of an override in the registry; the others have one name.
_NAMES = {"Name": "OverrideName", "Description": "OverrideDescription", "Config": "OverrideConfig"}
_GIVEN = "overrides_given_by_api"
_OVERRIDE = (*_NAMES, "EffectiveFrom", "EffectiveTill", "RecurrenceConfig", "OverrideType")


def find(desk: Desk) -> Resource:
    return desk.find("HoursOfOperation", str(desk.params["HoursOfOperationId"]))


@operation("DescribeHoursOfOperation")
def describe(desk: Desk) -> Answer:
    hours = find(desk)
    parents = [_parent(desk, hours, row["Id"]) for row in hours.model.get("ParentHoursOfOperations", [])]
    told = desk.told(hours)
    if parents:
        told["ParentHoursOfOperations"] = parents
    return {"HoursOfOperation": tell("DescribeHoursOfOperation", "HoursOfOperation", told)}


def _parent(desk: Desk, hours: Resource, identifier: str) -> dict[str, str]:
    parent = desk.find("HoursOfOperation", arn_of(hours.model["InstanceArn"], identifier))
    return {"Id": last_part(parent.identifier), "Name": parent.model["Name"], "Arn": parent.identifier}


@operation("CreateHoursOfOperation")
def create(desk: Desk) -> Answer:
    model = desk.properties({}, without=("ParentHoursOfOperationConfigs",))
    parents = desk.params.get("ParentHoursOfOperationConfigs")
    if parents:
        model["ParentHoursOfOperations"] = [
            {"Id": desk.arn("HoursOfOperation", row["HoursOfOperationId"])} for row in parents
        ]
    made = desk.create("HoursOfOperation", model)
    return {"HoursOfOperationId": last_part(made.identifier), "HoursOfOperationArn": made.identifier}


@operation("AssociateHoursOfOperations")
def add_parents(desk: Desk) -> Answer:
    hours = find(desk)
    held = list(hours.model.get("ParentHoursOfOperations", []))
    known = {arn_of(hours.model["InstanceArn"], row["Id"]) for row in held}
    for row in desk.params["ParentHoursOfOperationConfigs"]:
        arn = desk.arn("HoursOfOperation", row["HoursOfOperationId"])
        if arn not in known:
            held.append({"Id": arn})
    desk.change(hours, {"ParentHoursOfOperations": held})
    return {}


@operation("DisassociateHoursOfOperations")
def remove_parents(desk: Desk) -> Answer:
    hours = find(desk)
    gone = {last_part(one) for one in desk.params["ParentHoursOfOperationIds"]}
    kept = [row for row in hours.model.get("ParentHoursOfOperations", []) if last_part(row["Id"]) not in gone]
    desk.change(hours, {"ParentHoursOfOperations": kept or None})
    return {}


@operation("ListChildHoursOfOperations")
def children(desk: Desk) -> Answer:
    parent = find(desk)
    rows, following = page(children_of(parent, desk.inside("HoursOfOperation")), desk.params)
    told = [{"Id": last_part(one.identifier), "Name": one.model["Name"], "Arn": one.identifier} for one in rows]
    return {
        "ChildHoursOfOperationsSummaryList": told,
        "LastModifiedTime": parent.modified,
        "LastModifiedRegion": desk.resources.place.region,
        **following,
    }


def told_override(hours: Resource, override: dict[str, Any]) -> dict[str, Any]:
    """An override as the API has it; its operation type is STANDARD unless it says otherwise."""
    told = {
        member: override[_NAMES.get(member, member)] for member in _OVERRIDE if _NAMES.get(member, member) in override
    }
    return {
        **told,
        "OverrideType": override.get("OverrideType", "STANDARD"),
        "HoursOfOperationOverrideId": hours.facts["override_ids"][override["OverrideName"]],
        "HoursOfOperationId": last_part(hours.identifier),
        "HoursOfOperationArn": hours.identifier,
    }


def all_overrides(hours: Resource) -> list[dict[str, Any]]:
    return [told_override(hours, override) for override in hours.model.get("HoursOfOperationOverrides", [])]


@operation("ListHoursOfOperationOverrides")
def overrides(desk: Desk) -> Answer:
    hours = find(desk)
    rows, following = page(all_overrides(hours), desk.params)
    member = "HoursOfOperationOverrideList"
    told = tell("ListHoursOfOperationOverrides", member, rows)
    changes = {"LastModifiedTime": hours.modified, "LastModifiedRegion": desk.resources.place.region}
    return {member: told, **changes, **following}


@operation("DescribeHoursOfOperationOverride")
def override(desk: Desk) -> Answer:
    hours = find(desk)
    index = _index(desk, hours)
    found = told_override(hours, hours.model["HoursOfOperationOverrides"][index])
    member = "HoursOfOperationOverride"
    return {member: tell("DescribeHoursOfOperationOverride", member, found)}


@operation("CreateHoursOfOperationOverride")
def create_override(desk: Desk) -> Answer:
    hours = find(desk)
    name = desk.params["Name"]
    if name in hours.facts["override_ids"]:
        raise already_exists(HOURS, name, name)
    held = hours.model.get("HoursOfOperationOverrides", [])
    fresh = _given(desk)
    _store(desk, hours, [*held, fresh])
    _given_here(desk, hours, fresh)
    return {"HoursOfOperationOverrideId": hours.facts["override_ids"][name]}


@operation("UpdateHoursOfOperationOverride")
def update_override(desk: Desk) -> Answer:
    hours = find(desk)
    index = _index(desk, hours)
    held = list(hours.model["HoursOfOperationOverrides"])
    fresh = {**held[index], **_given(desk)}
    ids = hours.facts["override_ids"]
    ids[fresh["OverrideName"]] = ids.pop(held[index]["OverrideName"])
    _store(desk, hours, [*held[:index], fresh, *held[index + 1 :]])
    _given_here(desk, hours, fresh)
    return {}


@operation("DeleteHoursOfOperationOverride")
def delete_override(desk: Desk) -> Answer:
    hours = find(desk)
    index = _index(desk, hours)
    held = hours.model["HoursOfOperationOverrides"]
    _store(desk, hours, [*held[:index], *held[index + 1 :]])
    return {}


def _index(desk: Desk, hours: Resource) -> int:
    wanted = desk.params["HoursOfOperationOverrideId"]
    for index, override in enumerate(hours.model.get("HoursOfOperationOverrides", [])):
        if hours.facts["override_ids"][override["OverrideName"]] == wanted:
            return index
    raise missing(f"Override not found: {wanted}")


def _given(desk: Desk) -> dict[str, Any]:
    given = {_NAMES.get(name, name): desk.params[name] for name in _OVERRIDE if desk.params.get(name) is not None}
    check_intervals(given.get("OverrideConfig", ()))
    return given


def _store(desk: Desk, hours: Resource, held: list[dict[str, Any]]) -> None:
    """Past the registry's schema: the API lets an override leave out days and times, which the schema requires."""
    model = {**hours.model, "HoursOfOperationOverrides": held}
    if not held:
        del model["HoursOfOperationOverrides"]
    desk.resources.update(hours, model)


def _given_here(desk: Desk, hours: Resource, override: dict[str, Any]) -> None:
    """What comes through the API itself takes effect in any case, until Cloud Control writes over it."""
    hours.facts.setdefault(_GIVEN, {})[override["OverrideName"]] = override
    desk.resources.noted(hours)


def in_effect(hours: Resource) -> list[dict[str, Any]]:
    """Its own overrides, without those that this AWS stores and ignores."""
    held: list[dict[str, Any]] = hours.model.get("HoursOfOperationOverrides", [])
    if not settings.current().overrides_ignored:
        return held
    given = hours.facts.get(_GIVEN, {})
    return [override for override in held if given.get(override["OverrideName"]) == override]
