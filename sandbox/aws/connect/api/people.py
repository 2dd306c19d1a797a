"""Hierarchy, proficiencies, permissions, predefined attributes."""

from __future__ import annotations

from typing import Any

from sandbox.aws.connect.desk import Desk, missing
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.errors import invalid
from sandbox.aws.place import last_part
from sandbox.aws.rules.people import ATTRIBUTE, LEVELS, STRUCTURE
from sandbox.aws.store import Resource
from sandbox.aws.wire import page


def _changes(desk: Desk, found: Resource) -> dict[str, Any]:
    return {"LastModifiedTime": found.modified, "LastModifiedRegion": desk.resources.place.region}


def _line(desk: Desk, group: Resource) -> list[Resource]:
    """The group and those above it, from the top."""
    line = [group]
    while parent := line[0].model.get("ParentGroupArn"):
        line.insert(0, desk.find("UserHierarchyGroup", parent))
    return line


def _summary(desk: Desk, group: Resource) -> dict[str, Any]:
    row = {"Id": last_part(group.identifier), "Arn": group.identifier, "Name": group.model["Name"]}
    return {**row, **_changes(desk, group)}


def told_group(desk: Desk, group: Resource) -> dict[str, Any]:
    line = _line(desk, group)
    path = {LEVELS[depth]: _summary(desk, one) for depth, one in enumerate(line)}
    structure = desk.resources.store.get(STRUCTURE, f"{desk.instance().identifier}/user-hierarchy-structure")
    levels = structure.model.get("UserHierarchyStructure", {}) if structure else {}
    level = levels.get(LEVELS[len(line) - 1], {})
    return {**desk.told(group), "HierarchyPath": path, "LevelId": _level_id(level, len(line))}


def _level_id(level: dict[str, Any], depth: int) -> str:
    return str(level.get("HierarchyLevelId") or depth)


@operation("DescribeUserHierarchyGroup")
def group(desk: Desk) -> Answer:
    found = desk.find("UserHierarchyGroup", str(desk.params["HierarchyGroupId"]))
    return {"HierarchyGroup": tell("DescribeUserHierarchyGroup", "HierarchyGroup", told_group(desk, found))}


@operation("DescribeUserHierarchyStructure")
def structure(desk: Desk) -> Answer:
    arn = f"{desk.instance().identifier}/user-hierarchy-structure"
    found = desk.resources.store.get(STRUCTURE, arn)
    levels = found.model.get("UserHierarchyStructure", {}) if found else {}
    told = {
        name: {
            "Id": _level_id(level, LEVELS.index(name) + 1),
            "Arn": f"{desk.instance().identifier}/agent-group-level/{_level_id(level, LEVELS.index(name) + 1)}",
            "Name": level["Name"],
        }
        for name, level in levels.items()
    }
    return {"HierarchyStructure": told}


@operation("UpdateUserHierarchyStructure")
def update_structure(desk: Desk) -> Answer:
    arn = f"{desk.instance().identifier}/user-hierarchy-structure"
    levels = {name: {"Name": level["Name"]} for name, level in desk.params["HierarchyStructure"].items() if level}
    found = desk.resources.store.get(STRUCTURE, arn)
    if found is None:
        desk.create("UserHierarchyStructure", {"UserHierarchyStructure": levels})
    else:
        desk.change(found, {"UserHierarchyStructure": levels})
    return {}


@operation("UpdateUserHierarchy")
def update_hierarchy(desk: Desk) -> Answer:
    user = desk.find("User", str(desk.params["UserId"]))
    wanted = desk.params.get("HierarchyGroupId")
    desk.change(user, {"HierarchyGroupArn": desk.arn("UserHierarchyGroup", wanted) if wanted else None})
    return {}


@operation("ListUserProficiencies")
def proficiencies(desk: Desk) -> Answer:
    user = desk.find("User", str(desk.params["UserId"]))
    rows, following = page(user.model.get("UserProficiencies", []), desk.params)
    return {"UserProficiencyList": rows, **_changes(desk, user), **following}


def _pair(row: dict[str, Any]) -> tuple[str, str]:
    return row["AttributeName"], row["AttributeValue"]


@operation("AssociateUserProficiencies", "UpdateUserProficiencies")
def set_proficiencies(desk: Desk) -> Answer:
    user = desk.find("User", str(desk.params["UserId"]))
    held = {_pair(row): row for row in user.model.get("UserProficiencies", [])}
    held |= {_pair(row): row for row in desk.params["UserProficiencies"]}
    desk.change(user, {"UserProficiencies": list(held.values())})
    return {}


@operation("DisassociateUserProficiencies")
def remove_proficiencies(desk: Desk) -> Answer:
    user = desk.find("User", str(desk.params["UserId"]))
    gone = {_pair(row) for row in desk.params["UserProficiencies"]}
    kept = [row for row in user.model.get("UserProficiencies", []) if _pair(row) not in gone]
    desk.change(user, {"UserProficiencies": kept or None})
    return {}


def _part(desk: Desk, name: str) -> tuple[Resource, list[Any], dict[str, str]]:
    profile = desk.find("SecurityProfile", str(desk.params["SecurityProfileId"]))
    rows, following = page(profile.model.get(name, []), desk.params)
    return profile, rows, following


@operation("ListSecurityProfilePermissions")
def permissions(desk: Desk) -> Answer:
    profile, rows, following = _part(desk, "Permissions")
    return {"Permissions": rows, **_changes(desk, profile), **following}


@operation("ListSecurityProfileApplications")
def applications(desk: Desk) -> Answer:
    profile, rows, following = _part(desk, "Applications")
    return {"Applications": rows, **_changes(desk, profile), **following}


@operation("ListSecurityProfileFlowModules")
def flow_modules(desk: Desk) -> Answer:
    profile, rows, following = _part(desk, "AllowedFlowModules")
    return {"AllowedFlowModules": rows, **_changes(desk, profile), **following}


def _attribute(desk: Desk) -> Resource:
    name = str(desk.params["Name"])
    found = desk.resources.store.get(ATTRIBUTE, f"{desk.instance().identifier}|{name}")
    if found is None:
        raise missing(f"Predefined attribute not found: {name}")
    return found


@operation("DescribePredefinedAttribute")
def attribute(desk: Desk) -> Answer:
    told = desk.told(_attribute(desk))
    return {"PredefinedAttribute": tell("DescribePredefinedAttribute", "PredefinedAttribute", told)}


@operation("ListPredefinedAttributes")
def attributes(desk: Desk) -> Answer:
    rows, following = page([desk.told(one) for one in desk.inside("PredefinedAttribute")], desk.params)
    member = "PredefinedAttributeSummaryList"
    return {member: tell("ListPredefinedAttributes", member, rows), **following}


@operation("CreatePredefinedAttribute")
def create_attribute(desk: Desk) -> Answer:
    desk.create("PredefinedAttribute", desk.properties({}))
    return {}


@operation("UpdatePredefinedAttribute")
def update_attribute(desk: Desk) -> Answer:
    desk.change(_attribute(desk), desk.properties({}, without=("Name",)))
    return {}


@operation("DeletePredefinedAttribute")
def delete_attribute(desk: Desk) -> Answer:
    found = _attribute(desk)
    for user in desk.inside("User"):
        if any(row["AttributeName"] == found.model["Name"] for row in user.model.get("UserProficiencies", [])):
            raise invalid(f"The predefined attribute {found.model['Name']} is in use by {user.model['Username']}.")
    desk.resources.delete(found)
    return {}
