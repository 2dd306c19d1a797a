"""Cases themselves: opened with their fields, numbered by the service, read, changed and searched."""

from __future__ import annotations

from typing import Any

from sandbox.aws.connectcases import matching
from sandbox.aws.errors import Refusal
from sandbox.aws.place import last_part
from sandbox.aws.readers import Row
from sandbox.aws.resources import Resources
from sandbox.aws.rules.cases import CASE, FIELD, now
from sandbox.aws.store import Resource
from sandbox.aws.wire import Params, page

TEMPLATE = "AWS::Cases::Template"
_REQUIRED = ("title", "customer_id")
_BY_SERVICE = frozenset(
    {"case_id", "reference_number", "created_datetime", "last_updated_datetime", "last_closed_datetime"}
)
_TOKEN = "nextToken"  # noqa: S105 - the name of a member


def create(resources: Resources, params: Params) -> Row:
    domain = str(params["domainId"])
    tokens: dict[str, str] = _domain(resources, domain).facts.setdefault("case_tokens", {})
    token = str(params.get("clientToken") or "")
    if token in tokens:
        return _named(_case(resources, domain, tokens[token]))
    given = _checked(resources, domain, params["fields"])
    for name in _REQUIRED:
        if name not in given:
            raise _invalid(f"The field {name} is required.")
    model = {
        "DomainId": domain,
        "TemplateId": _template(resources, domain, str(params["templateId"])),
        "Title": given["title"].get("stringValue", ""),
        "CustomerId": given["customer_id"].get("stringValue", ""),
    }
    made = resources.create(CASE, model)
    _fields(made).update(given)
    if token:
        tokens[token] = made.model["CaseId"]
    return _named(made)


def get(resources: Resources, params: Params) -> Row:
    case = _case(resources, str(params["domainId"]), str(params["caseId"]))
    asked = [row["id"] for row in params["fields"]]
    return {"templateId": case.model["TemplateId"], "fields": _told(case, asked), "tags": {}}


def update(resources: Resources, params: Params) -> Row:
    case = _case(resources, str(params["domainId"]), str(params["caseId"]))
    given = _checked(resources, str(params["domainId"]), params["fields"])
    fields = _fields(case)
    if given.get("status", {}).get("stringValue") == "closed":
        fields["last_closed_datetime"] = now()
    fields.update({**given, "last_updated_datetime": now()})
    return {}


def search(resources: Resources, params: Params) -> Row:
    domain, asked = (
        _domain(resources, str(params["domainId"])).model["DomainId"],
        [row["id"] for row in params.get("fields") or ()],
    )
    found = [case for case in resources.store.of_type(CASE) if case.model["DomainId"] == domain]
    found = [case for case in found if matching.matches(_fields(case), params)]
    for sort in reversed(params.get("sorts") or ()):
        found.sort(
            key=lambda case: matching.plain(_fields(case).get(sort["fieldId"])), reverse=sort["sortOrder"] == "Desc"
        )
    rows, following = page(found, params, usual=25, token=_TOKEN)
    told = [
        {"caseId": one.model["CaseId"], "templateId": one.model["TemplateId"], "fields": _told(one, asked), "tags": {}}
        for one in rows
    ]
    return {"cases": told, "totalCount": len(found), **following}


def _domain(resources: Resources, domain: str) -> Resource:
    for found in resources.store.of_type("AWS::Cases::Domain"):
        if found.model["DomainId"] == domain:
            return found
    raise _missing(f"The domain was not found: {domain}")


def _case(resources: Resources, domain: str, identifier: str) -> Resource:
    for found in resources.store.of_type(CASE):
        if found.model["DomainId"] == domain and found.model["CaseId"] == last_part(identifier):
            return found
    raise _missing(f"The case was not found: {identifier}")


def _template(resources: Resources, domain: str, identifier: str) -> str:
    for found in resources.store.of_type(TEMPLATE):
        if found.model["DomainId"] == domain and found.model["TemplateId"] == last_part(identifier):
            return str(found.model["TemplateId"])
    raise _missing(f"The template was not found: {identifier}")


def _checked(resources: Resources, domain: str, rows: list[Row]) -> dict[str, Any]:
    """Field -> value. Refuses fields that the domain does not have, and those that only the service sets."""
    known = {f.model["FieldId"] for f in resources.store.of_type(FIELD) if f.model.get("DomainId") == domain}
    given = {last_part(row["id"]): row["value"] for row in rows}
    for name in given:
        if name not in known:
            raise _missing(f"The field was not found: {name}")
        if name in _BY_SERVICE:
            raise _invalid(f"The field {name} cannot be set.")
    return given


def _fields(case: Resource) -> dict[str, Any]:
    fields: dict[str, Any] = case.facts["fields"]
    return fields


def _told(case: Resource, asked: list[str]) -> list[Row]:
    fields = _fields(case)
    return [{"id": name, "value": fields[name]} for name in dict.fromkeys(asked) if name in fields]


def _named(case: Resource) -> Row:
    return {"caseId": case.model["CaseId"], "caseArn": case.identifier}


def _missing(message: str) -> Refusal:
    return Refusal("NotFound", "ResourceNotFoundException", message)


def _invalid(message: str) -> Refusal:
    return Refusal("InvalidRequest", "ValidationException", message)


OPERATIONS = {"CreateCase": create, "GetCase": get, "UpdateCase": update, "SearchCases": search}
