"""The generated references say what the code does, and the committed ones are current."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from calendars.rules import ALL_RULES
from spec.codes import FAMILIES, sentences
from spec.compose import compose
from spec.fields import every_field
from spec.nodes import to_data
from spec.reference import references
from spec.rows import BY_DESIGN, BY_SHAPE, ENFORCED, rules_by_row
from spec.wording import PATTERNS, choices

ROOT = Path(__file__).parents[2]
GOOD = sorted((ROOT / "tests" / "cases" / "good").glob("*/program.yaml"))


@pytest.mark.parametrize("name", references(ALL_RULES))
def test_the_committed_reference_is_current(name: str) -> None:
    committed = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert committed == references(ALL_RULES)[name], "run `make generate`"


def test_the_same_code_generates_the_same_references() -> None:
    assert references(ALL_RULES) == references(ALL_RULES)


def test_every_row_that_asks_for_a_check_is_held_by_a_rule_the_shape_or_the_design() -> None:
    assert set(ENFORCED) <= {*rules_by_row(ALL_RULES), *BY_SHAPE, *BY_DESIGN}


def test_the_rules_page_has_every_code_once() -> None:
    page = references(ALL_RULES)["rules.md"]
    for code in sentences(ALL_RULES):
        assert page.count(f"\n| {code} |") == 1


def test_every_code_belongs_to_a_family() -> None:
    assert {code[0] for code in sentences(ALL_RULES)} == set(FAMILIES)
    assert {code[0] for code in ALL_RULES} == set(FAMILIES) - {"S"}


def test_every_pattern_has_words() -> None:
    metadata = [constraint for field in every_field() for constraint in field.info.metadata]
    patterns = {str(constraint.pattern) for constraint in metadata if getattr(constraint, "pattern", None)}
    assert patterns
    assert all(choices(pattern) or pattern in PATTERNS for pattern in patterns)


def test_every_default_says_why() -> None:
    for field in every_field():
        extra = field.info.json_schema_extra
        value = field.info.get_default(call_default_factory=True, validated_data={})
        decided = field.info.is_required() or value in (None, (), {})
        assert decided or (isinstance(extra, dict) and extra.get("why")), field.path


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.parent.name)
def test_the_schema_accepts_a_good_spec(path: Path) -> None:
    validator = Draft202012Validator(json.loads(references(ALL_RULES)["program.schema.json"]))
    root = compose(path.read_text(encoding="utf-8"), str(path)).root
    assert root is not None
    assert [error.message for error in validator.iter_errors(to_data(root))] == []


def test_the_schema_refuses_an_unknown_key() -> None:
    validator = Draft202012Validator(json.loads(references(ALL_RULES)["program.schema.json"]))
    root = compose(GOOD[0].read_text(encoding="utf-8"), "program.yaml").root
    assert root is not None
    assert len(list(validator.iter_errors(to_data(root) | {"queus": []}))) == 1
