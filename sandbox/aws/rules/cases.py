"""Cases: the domain's own fields, the numbers of cases, and that layouts, templates and rules name what exists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.moto_api._internal import mock_random

from sandbox.aws import clock
from sandbox.aws.errors import not_found
from sandbox.aws.hooks import Change, on
from sandbox.aws.place import last_part

FIELD = "AWS::Cases::Field"
LAYOUT = "AWS::Cases::Layout"
RULE = "AWS::Cases::CaseRule"
CASE = "AWS::Cases::Case"
REFERENCE_DIGITS = 8
"""Administrator Guide, case-fields: a friendly number, which is not guaranteed to be unique."""

# Administrator Guide, case-fields: the fields that every domain has.
SYSTEM_FIELDS = {
    "case_id": ("Case Id", "Text"),
    "title": ("Title", "Text"),
    "status": ("Status", "SingleSelect"),
    "summary": ("Summary", "Text"),
    "case_reason": ("Case Reason", "SingleSelect"),
    "created_datetime": ("Date/Time Opened", "DateTime"),
    "last_closed_datetime": ("Date/Time Closed", "DateTime"),
    "last_reopened_datetime": ("Date/Time Reopened", "DateTime"),
    "last_updated_datetime": ("Date/Time Updated", "DateTime"),
    "last_updated_user": ("Last Updated User", "User"),
    "assigned_queue": ("Assigned Queue", "Text"),
    "assigned_user": ("Assigned User", "User"),
    "customer_id": ("Customer Id", "Text"),
    "reference_number": ("Reference Number", "Text"),
}


@on("made", "Cases::Domain")
def system_fields(change: Change) -> None:
    if not change.creating:
        return
    domain = change.model["DomainId"]
    for identifier, (name, kind) in SYSTEM_FIELDS.items():
        arn = change.resources.place.arn("cases", f"domain/{domain}/field/{identifier}")
        model = {"DomainId": domain, "Name": name, "Type": kind, "Namespace": "System"}
        model |= {"FieldId": identifier, "FieldArn": arn}
        change.resources.create(FIELD, model, by_service=True)


@on("made", "Cases::Case")
def case_is_numbered(change: Change) -> None:
    assert change.stored
    digits = "".join(mock_random.choice("0123456789") for _ in range(REFERENCE_DIGITS))
    fresh = {
        "case_id": {"stringValue": change.model["CaseId"]},
        "reference_number": {"stringValue": digits},
        "status": {"stringValue": "open"},
        "created_datetime": now(),
    }
    said = {"title": change.model["Title"], "customer_id": change.model["CustomerId"]}
    kept = change.stored.facts.get("fields", fresh)
    told = {name: {"stringValue": value} for name, value in said.items()}
    change.stored.facts["fields"] = {**kept, **told, "last_updated_datetime": now()}


def now() -> dict[str, str]:
    """The value of a field that says this moment."""
    return {"stringValue": clock.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")}


@on("check", "Cases::Layout")
def fields_exist(change: Change) -> None:
    for identifier in _field_ids(change.model["Content"]):
        _expect(change, FIELD, "FieldId", identifier)


@on("check", "Cases::Template")
def parts_exist(change: Change) -> None:
    layout = change.model.get("LayoutConfiguration", {}).get("DefaultLayout")
    if layout:
        _expect(change, LAYOUT, "LayoutId", layout)
    for row in (*change.model.get("RequiredFields", ()), *change.model.get("Rules", ())):
        if "FieldId" in row:
            _expect(change, FIELD, "FieldId", row["FieldId"])
        if "CaseRuleId" in row:
            _expect(change, RULE, "CaseRuleId", row["CaseRuleId"])


@on("fill", "Cases::Template")
def template_is_active(change: Change) -> None:
    change.model.setdefault("Status", "Active")


@on("check", "Cases::CaseRule")
def operands_exist(change: Change) -> None:
    for identifier in _field_ids(change.model["Rule"]):
        _expect(change, FIELD, "FieldId", identifier)


def _field_ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, entry in value.items():
            if name == "Fields":
                yield from (field["Id"] for field in entry)
            elif name == "FieldId" and isinstance(entry, str):
                yield entry
            else:
                yield from _field_ids(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _field_ids(entry)


def _expect(change: Change, type_name: str, property_name: str, identifier: str) -> None:
    bare = last_part(identifier)
    domain = change.model.get("DomainId")
    for found in change.resources.store.of_type(type_name):
        if found.model[property_name] == bare and found.model.get("DomainId") == domain:
            return
    raise not_found(type_name, identifier)
