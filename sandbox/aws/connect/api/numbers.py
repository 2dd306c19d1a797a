"""Phone numbers: search, claim, move, release, and the flow that a number starts."""

from __future__ import annotations

from itertools import islice
from typing import Any

from sandbox.aws.connect import qualifiers
from sandbox.aws.connect.desk import Desk, missing
from sandbox.aws.connect.operations import Answer, operation
from sandbox.aws.errors import invalid
from sandbox.aws.place import last_part
from sandbox.aws.projection import as_map, as_tags
from sandbox.aws.replication import noting, shared
from sandbox.aws.rules import numbers
from sandbox.aws.store import Resource
from sandbox.aws.wire import page

NUMBER = numbers.NUMBER


def _target(desk: Desk) -> str:
    given = desk.params.get("TargetArn")
    return str(given) if given else desk.instance().identifier


def _known(desk: Desk) -> Resource:
    """The number of the call, in its own region or, by its full ARN, in the other region of its group."""
    number = desk.find("PhoneNumber", str(desk.params["PhoneNumberId"]))
    if number not in shared.numbers(desk.resources):
        raise missing(f"PhoneNumber not found: {number.identifier}")
    return number


def _own(desk: Desk) -> Resource:
    """The number of the call, which only the region where it was claimed can change."""
    number = desk.find("PhoneNumber", str(desk.params["PhoneNumberId"]))
    if desk.resources.store.get(*number.key) is not number:
        raise invalid(f"The phone number {number.identifier} can be changed only where it was claimed.")
    return number


def told(number: Resource) -> dict[str, Any]:
    model = number.model
    row = {
        "PhoneNumberId": last_part(number.identifier),
        "PhoneNumberArn": number.identifier,
        "PhoneNumber": model["Address"],
        "PhoneNumberCountryCode": model.get("CountryCode", "US"),
        "PhoneNumberType": model.get("Type", "DID"),
        "TargetArn": model["TargetArn"],
    }
    if ":instance/" in model["TargetArn"]:
        row["InstanceId"] = last_part(model["TargetArn"])
    if model.get("Description"):
        row["PhoneNumberDescription"] = model["Description"]
    if model.get("SourcePhoneNumberArn"):
        row["SourcePhoneNumberArn"] = model["SourcePhoneNumberArn"]
    return row


def _wanted(desk: Desk, row: dict[str, Any], target: str | None) -> bool:
    countries, kinds = desk.params.get("PhoneNumberCountryCodes"), desk.params.get("PhoneNumberTypes")
    return (
        (target is None or row["TargetArn"] == target)
        and (not countries or row["PhoneNumberCountryCode"] in countries)
        and (not kinds or row["PhoneNumberType"] in kinds)
        and row["PhoneNumber"].startswith(desk.params.get("PhoneNumberPrefix") or "")
    )


def _rows(desk: Desk) -> list[dict[str, Any]]:
    target = desk.instance().identifier if desk.params.get("InstanceId") else desk.params.get("TargetArn")
    return [row for one in shared.numbers(desk.resources) if _wanted(desk, row := told(one), target)]


@operation("ListPhoneNumbersV2")
def listed(desk: Desk) -> Answer:
    rows, following = page(_rows(desk), desk.params)
    return {"ListPhoneNumbersSummaryList": rows, **following}


@operation("ListPhoneNumbers")
def listed_of_instance(desk: Desk) -> Answer:
    rows, following = page(_rows(desk), desk.params)
    summaries = [
        {"Id": row["PhoneNumberId"], "Arn": row["PhoneNumberArn"]}
        | {name: row[name] for name in ("PhoneNumber", "PhoneNumberType", "PhoneNumberCountryCode")}
        for row in rows
    ]
    return {"PhoneNumberSummaryList": summaries, **following}


@operation("DescribePhoneNumber")
def describe(desk: Desk) -> Answer:
    number = desk.find("PhoneNumber", str(desk.params["PhoneNumberId"]))
    row = {**told(number), "Tags": as_map(number.model.get("Tags")), "PhoneNumberStatus": {"Status": "CLAIMED"}}
    return {"ClaimedPhoneNumberSummary": row}


@operation("SearchAvailablePhoneNumbers")
def available(desk: Desk) -> Answer:
    country, kind = desk.params["PhoneNumberCountryCode"], desk.params["PhoneNumberType"]
    wanted = {"CountryCode": country, "Type": kind, "Prefix": desk.params.get("PhoneNumberPrefix")}
    size = int(desk.params.get("MaxResults") or 10)
    found = islice(numbers.available(desk.resources, wanted), size)
    rows = [{"PhoneNumber": one, "PhoneNumberCountryCode": country, "PhoneNumberType": kind} for one in found]
    return {"AvailableNumbersList": rows}


@operation("ClaimPhoneNumber")
def claim(desk: Desk) -> Answer:
    number = str(desk.params["PhoneNumber"])
    if not numbers.is_free(desk.resources, number):
        raise invalid(f"The phone number {number} is not available.")
    token = desk.params.get("ClientToken")
    model: dict[str, Any] = {"TargetArn": _target(desk), **numbers.kind_of(number)}
    if desk.params.get("PhoneNumberDescription"):
        model["Description"] = desk.params["PhoneNumberDescription"]
    if desk.params.get("Tags"):
        model["Tags"] = as_tags(desk.params["Tags"])
    desk.resources.wanted_numbers.append(number)
    try:
        made = desk.resources.create(NUMBER, model, {"ClientToken": token})
    finally:
        desk.resources.wanted_numbers.clear()
    return {"PhoneNumberId": last_part(made.identifier), "PhoneNumberArn": made.identifier}


@operation("UpdatePhoneNumber")
def move(desk: Desk) -> Answer:
    number = _own(desk)
    desk.change(number, {"TargetArn": _target(desk)})
    return {"PhoneNumberId": last_part(number.identifier), "PhoneNumberArn": number.identifier}


@operation("UpdatePhoneNumberMetadata")
def update_metadata(desk: Desk) -> Answer:
    number = _own(desk)
    desk.change(number, {"Description": desk.params.get("PhoneNumberDescription")})
    return {}


@operation("ReleasePhoneNumber")
def release(desk: Desk) -> Answer:
    desk.resources.delete(_own(desk))
    return {}


@operation("AssociatePhoneNumberContactFlow")
def associate(desk: Desk) -> Answer:
    """The service has no operation to read this back; ListFlowAssociations shows it under VOICE_PHONE_NUMBER."""
    number = _known(desk)
    _start(desk, number, qualifiers.qualified(desk, str(desk.params["ContactFlowId"])))
    return {}


@operation("DisassociatePhoneNumberContactFlow")
def disassociate(desk: Desk) -> Answer:
    number = _known(desk)
    if shared.flow_of(number, desk.resources.place.region) is None:
        raise missing(f"No flow is associated with the phone number {last_part(number.identifier)}")
    _start(desk, number, None)
    return {}


def _start(desk: Desk, number: Resource, flow: str | None) -> None:
    shared.set_flow(number, desk.resources.place.region, flow)
    noting.number_changed(desk.resources, number)
