"""Data tables and their records, views, traffic distribution groups, predefined attributes."""

from __future__ import annotations

import zoneinfo

from sandbox.aws.errors import already_exists, invalid, not_found
from sandbox.aws.hooks import Change, on

TABLE_ATTRIBUTE = "AWS::Connect::DataTableAttribute"
RECORD = "AWS::Connect::DataTableRecord"


@on("check", "Connect::DataTable")
def zone_is_known(change: Change) -> None:
    if change.model["TimeZone"] not in zoneinfo.available_timezones():
        raise invalid(f"Invalid time zone: {change.model['TimeZone']}")


@on("check", "Connect::DataTableRecord")
def values_belong_to_attributes(change: Change) -> None:
    table = change.model["DataTableArn"]
    attributes = {
        one.model["AttributeId"]: one.model
        for one in change.resources.store.of_type(TABLE_ATTRIBUTE)
        if one.model["DataTableArn"] == table
    }
    record = change.model["DataTableRecord"]
    for row in (*record.get("PrimaryValues", ()), *record["Values"]):
        if row.get("AttributeId") not in attributes:
            raise not_found(TABLE_ATTRIBUTE, str(row.get("AttributeId")))
    primary = {identifier for identifier, model in attributes.items() if model.get("Primary")}
    if {row["AttributeId"] for row in record.get("PrimaryValues", ())} != primary:
        raise invalid("A record needs a value for each primary attribute of its table, and no others.")


@on("check", "Connect::DataTableRecord")
def primary_values_are_unique(change: Change) -> None:
    mine = change.model["DataTableRecord"].get("PrimaryValues", [])
    for other in change.resources.store.of_type(RECORD):
        same_table = other.model["DataTableArn"] == change.model["DataTableArn"]
        if other is not change.old and same_table and other.model["DataTableRecord"].get("PrimaryValues", []) == mine:
            raise already_exists(RECORD, other.identifier, str([row["AttributeValue"] for row in mine]))


@on("check", "Connect::TrafficDistributionGroup")
def instance_signs_in_by_saml(change: Change) -> None:
    instance = change.resources.owner(change.model["InstanceArn"])
    if instance and instance.model["IdentityManagementType"] != "SAML":
        message = "A traffic distribution group needs an instance with SAML identity management."
        raise invalid(message, error="InvalidRequestException")


@on("guard", "Connect::TrafficDistributionGroup")
def default_group_stays(change: Change) -> None:
    if change.model.get("IsDefault"):
        raise invalid("The default traffic distribution group cannot be deleted.", error="InvalidRequestException")


@on("check", "Connect::PredefinedAttribute")
def values_are_distinct(change: Change) -> None:
    values = change.model.get("Values", {}).get("StringList", [])
    if len(set(values)) != len(values):
        raise invalid(f"The values of the predefined attribute {change.model['Name']} must be distinct.")
