"""A model against its schema, in the words of the service."""

from typing import Any

import pytest

from sandbox.registry import validation
from sandbox.registry.schema import TypeSchema, get_type

ARN = "arn:aws:connect:us-east-1:123456789012:instance/11111111-2222-3333-4444-555555555555"
MONDAY = {"Day": "MONDAY", "StartTime": {"Hours": 8, "Minutes": 0}, "EndTime": {"Hours": 17, "Minutes": 0}}
HOURS: dict[str, Any] = {
    "InstanceArn": ARN,
    "Name": "Office hours",
    "TimeZone": "Pacific/Honolulu",
    "Config": [MONDAY],
}


@pytest.fixture
def hours() -> TypeSchema:
    found = get_type("AWS::Connect::HoursOfOperation")
    assert found is not None
    return found


def texts(hours: TypeSchema, **changes: Any) -> list[str]:
    return [str(problem) for problem in validation.problems(hours, {**HOURS, **changes})]


def test_a_right_model_has_no_problems(hours: TypeSchema) -> None:
    assert texts(hours) == []


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"Name": "x" * 200}, "#/Name: expected maxLength: 127, actual: 200"),
        ({"Config": {}}, "#/Config: expected type: JSONArray, found: JSONObject"),
        ({"Nonsense": 1}, "#: extraneous key [Nonsense] is not permitted"),
        ({"InstanceArn": "x"}, "#/InstanceArn: string [x] does not match pattern ^arn:aws"),
        ({"Config": [{**MONDAY, "Day": "FUNDAY"}]}, "#/Config/0/Day: FUNDAY is not a valid enum value"),
        ({"Config": [{"Day": "MONDAY"}]}, "#/Config/0: required key [EndTime] not found"),
    ],
)
def test_a_fault_is_worded_as_the_service_words_it(hours: TypeSchema, changes: dict[str, Any], text: str) -> None:
    assert any(found.startswith(text) for found in texts(hours, **changes))


def test_several_faults_are_counted_and_listed(hours: TypeSchema) -> None:
    found = validation.problems(hours, {"Name": "x", "TimeZone": "UTC"})
    assert validation.summary(found).splitlines() == [
        "Model validation failed (#: 2 schema violations found)",
        "#: required key [Config] not found",
        "#: required key [InstanceArn] not found",
    ]


def test_unknown_values_satisfy_everything_and_known_ones_are_still_checked(hours: TypeSchema) -> None:
    model = {"InstanceArn": "?", "Name": "", "TimeZone": "?", "Config": "?"}
    found = validation.problems(hours, model, lambda value: bool(value == "?"))
    assert {problem.path for problem in found} == {("Name",)}


def test_an_unknown_value_inside_one_of_several_forms_is_not_held_against_the_model() -> None:
    layout = get_type("AWS::Cases::Layout")
    assert layout is not None
    section = {"FieldGroup": {"Fields": [{"Id": "?"}]}}
    model = {"Name": "x", "Content": {"Basic": {"TopPanel": {"Sections": "?"}, "MoreInfo": {"Sections": [section]}}}}
    found = validation.problems(layout, model, lambda value: bool(value == "?"))
    assert found == []


def test_patterns_that_the_standard_library_rejects_are_enforced(hours: TypeSchema) -> None:
    assert texts(hours, Name="Ho\x00urs")
    assert texts(hours, Name="Servicio en español") == []
