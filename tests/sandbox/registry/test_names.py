"""Names of aws-native against the installed SDK's own source, which is parsed and not imported."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.registry import names
from sandbox.registry.schema import TypeSchema, get_type

SERVICES = ("connect", "cases", "wisdom", "customerprofiles", "lex", "ses")


def sdk_folder(service: str) -> Path:
    found = importlib.util.find_spec("pulumi_aws_native")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / service


def getters(node: ast.ClassDef) -> Iterator[str]:
    for function in (item for item in node.body if isinstance(item, ast.FunctionDef)):
        for decorator in function.decorator_list:
            text = ast.unparse(decorator)
            if text == "pulumi.getter":
                yield function.name
            elif named := re.match(r"pulumi\.getter\(name='(\w+)'\)", text):
                yield named[1]


def resource_classes(service: str) -> Iterator[tuple[str, set[str]]]:
    for path in sorted(sdk_folder(service).glob("[a-z]*.py")):
        if path.name.startswith("get_"):
            continue
        source = path.read_text(encoding="utf-8")
        token = re.search(r"'(aws-native:\w+:\w+)'", source)
        for node in ast.parse(source).body:
            if token and isinstance(node, ast.ClassDef) and "CustomResource" in "".join(map(ast.unparse, node.bases)):
                yield token[1], set(getters(node))


def schema(name: str) -> TypeSchema:
    found = get_type(name)
    assert found is not None
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_every_sdk_class_has_its_type_and_every_property_its_name(service: str) -> None:
    classes = list(resource_classes(service))
    assert classes
    for token, properties in classes:
        type_name = names.cfn_type(token)
        assert type_name, token
        assert names.token(type_name) == token
        assert properties <= set(names.top_level(schema(type_name))), token


@pytest.mark.parametrize(
    ("cfn", "sdk"),
    [
        ("AttributeARN", "attributeArn"),
        ("ConsoleURLs", "consoleUrls"),
        ("zh_TW", "zhTw"),
        ("ETag", "eTag"),
        ("OAuthSettings", "oAuthSettings"),
        ("ARecord", "aRecord"),
        ("IdleSessionTTLInSeconds", "idleSessionTtlInSeconds"),
    ],
)
def test_a_name_follows_the_rule_or_a_listed_exception(cfn: str, sdk: str) -> None:
    assert names.sdk_name(cfn) == sdk


def test_a_model_goes_there_and_back_with_the_keys_of_maps_left_alone() -> None:
    hours = schema("AWS::Connect::HoursOfOperation")
    inputs = {
        "name": "Basic",
        "config": [{"day": "MONDAY", "startTime": {"hours": 8, "minutes": 0}}],
        "hoursOfOperationOverrides": [{"recurrenceConfig": {"recurrencePattern": {"byMonth": [12]}}}],
        "description": None,
    }
    model = names.to_cfn(hours, inputs)
    assert model["HoursOfOperationOverrides"][0]["RecurrenceConfig"]["RecurrencePattern"] == {"ByMonth": [12]}
    assert "Description" not in model
    assert names.to_sdk(hours, model) == {k: v for k, v in inputs.items() if v is not None}
    assistant = schema("AWS::Wisdom::KnowledgeBase")
    assert names.to_cfn(assistant, {"name": "a", "tags": [{"key": "SpecPath", "value": "x"}]})["Tags"] == [
        {"Key": "SpecPath", "Value": "x"}
    ]


def test_an_unknown_token_has_no_type() -> None:
    assert names.cfn_type("aws-native:connect:Nonsense") is None


def test_a_path_into_a_model_is_told_in_the_names_of_the_program() -> None:
    hours = schema("AWS::Connect::HoursOfOperation")
    assert names.sdk_path(hours, ("Config", 0, "StartTime", "Hours")) == "config[0].startTime.hours"
