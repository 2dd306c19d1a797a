"""Fields and case rules by the batch, and the options of single-select fields (which have no registry type)."""

from __future__ import annotations

from typing import Any

from moto.core.utils import get_service_model

from sandbox.aws.errors import Refusal
from sandbox.aws.place import last_part
from sandbox.aws.projection import project
from sandbox.aws.readers import Row, told
from sandbox.aws.resources import Resources
from sandbox.aws.store import Resource
from sandbox.aws.wire import Params, page


def _one(resources: Resources, type_name: str, name: str, params: Params, identifier: str) -> Resource | None:
    for found in resources.store.of_type(type_name):
        if found.model[name] == last_part(identifier) and found.model.get("DomainId") == params["domainId"]:
            return found
    return None


def _batch(operation: str, member: str, type_name: str, name: str, resources: Resources, params: Params) -> Row:
    shape = get_service_model("connectcases").operation_model(operation).output_shape.members[member]
    rows: list[Any] = []
    errors: list[Any] = []
    for asked in params[member]:
        found = _one(resources, type_name, name, params, asked["id"])
        if found is None:
            errors.append({"id": asked["id"], "errorCode": "ResourceNotFoundException"})
        else:
            rows.append(project(shape.member, told(found)))
    return {member: rows, "errors": errors}


def fields(resources: Resources, params: Params) -> Row:
    return _batch("BatchGetField", "fields", "AWS::Cases::Field", "FieldId", resources, params)


def case_rules(resources: Resources, params: Params) -> Row:
    return _batch("BatchGetCaseRule", "caseRules", "AWS::Cases::CaseRule", "CaseRuleId", resources, params)


def _field(resources: Resources, params: Params) -> Resource:
    found = _one(resources, "AWS::Cases::Field", "FieldId", params, str(params["fieldId"]))
    if found is None:
        raise Refusal("NotFound", "ResourceNotFoundException", f"The field was not found: {params['fieldId']}")
    return found


def put_options(resources: Resources, params: Params) -> Row:
    field = _field(resources, params)
    if field.model["Type"] != "SingleSelect":
        raise Refusal("InvalidRequest", "ValidationException", "Only fields of type SingleSelect have options.")
    held: dict[str, Any] = field.facts.setdefault("options", {})
    for option in params["options"]:
        held[option["value"]] = {name: option[name] for name in ("name", "value", "active")}
    return {"errors": []}


def options(resources: Resources, params: Params) -> Row:
    wanted = params.get("values")
    held = _field(resources, params).facts.get("options", {}).values()
    found = [option for option in held if not wanted or option["value"] in wanted]
    rows, following = page(found, params, token="nextToken")  # noqa: S106 - the name of a member
    return {"options": rows, **following}


OPERATIONS = {
    "BatchGetField": fields,
    "BatchGetCaseRule": case_rules,
    "BatchPutFieldOptions": put_options,
    "ListFieldOptions": options,
}
