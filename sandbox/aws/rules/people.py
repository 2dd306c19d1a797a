"""Users, hierarchy, agent statuses, predefined attributes (the skills that users have)."""

from __future__ import annotations

import re

from sandbox.aws.errors import invalid, not_found, over_limit
from sandbox.aws.hooks import Change, on
from sandbox.aws.store import Resource

USER = "AWS::Connect::User"
STATUS = "AWS::Connect::AgentStatus"
GROUP = "AWS::Connect::UserHierarchyGroup"
STRUCTURE = "AWS::Connect::UserHierarchyStructure"
ATTRIBUTE = "AWS::Connect::PredefinedAttribute"
_USER_NAME = re.compile(r"[\w.@-]+", re.ASCII)  # API reference, CreateUser, Username
LEVELS = ("LevelOne", "LevelTwo", "LevelThree", "LevelFour", "LevelFive")
_STATUSES_MAX = 50  # Administrator Guide, amazon-connect-service-limits; not adjustable


@on("check", "Connect::User")
def sign_in_fits_the_instance(change: Change) -> None:
    instance = change.resources.owner(change.model["InstanceArn"])
    management = instance.model["IdentityManagementType"] if instance else ""
    identity = change.model.get("IdentityInfo", {})
    if management == "CONNECT_MANAGED" and change.creating and "Password" not in change.model:
        raise invalid("A password is required when Amazon Connect manages the identities.")
    if management != "CONNECT_MANAGED" and "Password" in change.model:
        raise invalid(f"A password is not allowed when the identity management type is {management}.")
    if management == "SAML" and "Email" in identity:
        raise invalid("Email is not allowed when the identity management type is SAML: the user name is the address.")
    if management == "EXISTING_DIRECTORY" and change.creating and "DirectoryUserId" not in change.model:
        raise invalid("DirectoryUserId is required for an instance with an existing directory.")
    if management == "CONNECT_MANAGED" and not {"FirstName", "LastName"} <= identity.keys():
        raise invalid("FirstName and LastName are required.")


@on("check", "Connect::User")
def user_name_is_plain(change: Change) -> None:
    """The registry's pattern does not say where it starts and ends."""
    if not _USER_NAME.fullmatch(change.model["Username"]):
        raise invalid(f"The user name {change.model['Username']} may have letters, digits and _-.@ only.")


@on("check", "Connect::User")
def desk_phone_has_a_number(change: Change) -> None:
    phone = change.model.get("PhoneConfig", {})
    if phone.get("PhoneType") == "DESK_PHONE" and not phone.get("DeskPhoneNumber"):
        raise invalid("DeskPhoneNumber is required for the phone type DESK_PHONE.")
    channels = [row["Channel"] for row in change.model.get("AutoAcceptConfigs", ())]
    if len(set(channels)) != len(channels):
        raise invalid("AutoAcceptConfigs names a channel more than once.")


@on("check", "Connect::User")
def proficiencies_are_defined(change: Change) -> None:
    instance = change.model["InstanceArn"]
    for row in change.model.get("UserProficiencies", ()):
        name, value = row["AttributeName"], row["AttributeValue"]
        attribute = change.resources.store.get(ATTRIBUTE, f"{instance}|{name}")
        if attribute is None and not name.startswith("connect:"):
            raise not_found(ATTRIBUTE, f"{instance}|{name}")
        known = attribute.model.get("Values", {}).get("StringList", ()) if attribute else ()
        if known and value not in known:
            raise invalid(f"{value} is not a value of the predefined attribute {name}.")


@on("check", "Connect::AgentStatus")
def statuses_are_few(change: Change) -> None:
    instance = change.model["InstanceArn"]
    held = [one for one in change.resources.store.of_type(STATUS) if one.model["InstanceArn"] == instance]
    if change.creating and len(held) >= _STATUSES_MAX:
        raise over_limit(STATUS, f"An instance can have at most {_STATUSES_MAX} agent statuses.")


@on("fill", "Connect::AgentStatus")
def status_is_custom(change: Change) -> None:
    change.model.setdefault("Type", "CUSTOM")


@on("check", "Connect::UserHierarchyStructure")
def levels_are_contiguous(change: Change) -> None:
    structure = change.model.get("UserHierarchyStructure", {})
    given = [level in structure for level in LEVELS]
    if given != sorted(given, reverse=True):
        raise invalid("A hierarchy level needs the level above it.")
    deepest = sum(given)
    for group in change.resources.store.of_type(GROUP):
        if group.model["InstanceArn"] == change.model["InstanceArn"] and depth(change, group) > deepest:
            raise invalid(f"The hierarchy level of the group {group.model['Name']} cannot be removed.")


@on("check", "Connect::UserHierarchyGroup")
def level_exists(change: Change) -> None:
    parent = change.model.get("ParentGroupArn")
    level = 1
    if parent:
        above = change.resources.owner(parent)
        level = 1 + (depth(change, above) if above else 0)
    structure = change.resources.store.get(STRUCTURE, f"{change.model['InstanceArn']}/user-hierarchy-structure")
    levels = structure.model.get("UserHierarchyStructure", {}) if structure else {}
    if level > len(LEVELS) or LEVELS[level - 1] not in levels:
        raise invalid(f"The hierarchy has no level {level} for the group {change.model['Name']}.")


def depth(change: Change, group: Resource) -> int:
    """1 for a group at the top."""
    levels = 1
    parent = group.model.get("ParentGroupArn")
    while parent and levels <= len(LEVELS):
        above = change.resources.owner(parent)
        parent = above.model.get("ParentGroupArn") if above else None
        levels += 1
    return levels
