"""The generated references: codes, fields, and the JSON Schema for editors. Pure: nothing is read or written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import EnumType
from typing import Any, Literal, get_args, get_origin

from pydantic_core import PydanticUndefined

from spec.codes import FAMILIES, READING
from spec.fields import Described, bare, every_field, item_of, model_of
from spec.models.base import Model
from spec.models.program import ProgramSpec
from spec.rows import BY_DESIGN, BY_SHAPE, rules_by_row
from spec.rules.rule import Rule
from spec.wording import choices, pattern_words

SOURCES = (
    "S29, S30, S31, N41, N48 and N53 are building blocks of the guide to road usage charging in NCHRP Web Resource 2",
    "(29 customer service requirements, 30 procedures and FAQs, 31 setup, 41 testing, 48 live service, 53 monitoring);",
    "BP is Best Practices in Public Agency Customer Service, XC the cross-channel contact center, P a fact about AWS.",
)
GENERATED = "<!-- Generated from the code by `make generate`; do not edit. -->"


def references(rules: Mapping[str, Rule[Any]]) -> dict[str, str]:
    """File name in docs/reference to its text. `rules` are all that `validate` judges by, of whatever room."""
    return {"rules.md": rules_page(rules), "spec.md": fields_page(), "program.schema.json": schema()}


def rules_page(rules: Mapping[str, Rule[Any]]) -> str:
    """Every code, by family, and the rows of the catalog that each serves."""
    return "\n".join(_rules(rules)) + "\n"


def _rules(rules: Mapping[str, Rule[Any]]) -> Iterator[str]:
    yield from (GENERATED, "", "# Codes of faults", "")
    yield "Each fault has a code and a place. A code is never reused. The sentence says what must hold."
    yield "Stage is the first one at which a rule counts; `civicline validate --stage` judges a spec as of another."
    for letter, title in FAMILIES.items():
        yield from ("", f"## {letter}: {title}", "")
        if letter == "S":
            yield from ("| Code | What must hold |", "|---|---|")
            yield from (f"| {code} | {sentence} |" for code, sentence in READING.items())
            continue
        yield from ("| Code | What must hold | Severity | Stage | Rows |", "|---|---|---|---|---|")
        for rule in rules.values():
            if rule.code.startswith(letter):
                rows = ", ".join(rule.rows)
                yield f"| {rule.code} | {rule.sentence} | {rule.severity} | {rule.since} | {rows} |"
    yield from ("", "## What asks for it", "", *SOURCES, "", "| Row | Held by |", "|---|---|")
    yield from (f"| {row} | {held} |" for row, held in _rows(rules))


def _rows(rules: Mapping[str, Rule[Any]]) -> Iterator[tuple[str, str]]:
    by_rule = rules_by_row(rules)
    for row in sorted({*by_rule, *BY_SHAPE, *BY_DESIGN}, key=_catalog_order):
        ways = [", ".join(by_rule[row])] if row in by_rule else []
        ways += [text for text in (BY_SHAPE.get(row), BY_DESIGN.get(row)) if text]
        yield row, "; ".join(ways)


def _catalog_order(row: str) -> tuple[str, int]:
    document, _, number = row.partition("-")
    return document, int(number)


def fields_page() -> str:
    """Every key of the format."""
    return "\n".join(_fields()) + "\n"


def _fields() -> Iterator[str]:
    yield from (GENERATED, "", "# Keys of a program spec", "")
    yield "`[]` stands for each item of a list, `.*` for each key of your own. A key without default is required,"
    yield "unless it says optional. Why tells what a default rests on; `decisions` is the place to say why you differ."
    section = None
    for field in every_field():
        top = ".".join(field.path.replace("[]", "").split(".")[: 2 if field.path.startswith("infrastructure.") else 1])
        if top != section:
            section = top
            yield from ("", f"## {top}", "", "| Key | Value | Default | Why | What it means |", "|---|---|---|---|---|")
        yield _row(field)


def _row(field: Described) -> str:
    extra = field.info.json_schema_extra
    why = str(extra.get("why", "")) if isinstance(extra, dict) else ""
    cells = (f"`{field.path}`", _kind(field.info.annotation, field), _default(field), why, _meaning(field))
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _meaning(field: Described) -> str:
    below = model_of(field.info.annotation)
    return field.info.description or (_first_line(below) if below else "")


def _first_line(model: type[Model]) -> str:
    doc = model.__doc__ or ""
    return "" if doc.startswith("!!!") else doc.strip().split("\n")[0]


def _default(field: Described) -> str:
    info = field.info
    if info.is_required():
        return ""
    value = info.get_default(call_default_factory=True, validated_data={})
    if value is None or value is PydanticUndefined or value in ((), {}):
        return "optional"
    if isinstance(value, Model):
        return "its defaults"
    return f"`{json.dumps(value, default=str, ensure_ascii=False)}`"


_SCALARS = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false", "date": "date"}


def _kind(annotation: Any, field: Described | None = None) -> str:
    kind = bare(annotation)
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(f"`{word}`" for word in get_args(kind))
    if isinstance(kind, EnumType):
        members: dict[str, object] = dict(kind.__members__)
        return "one of " + ", ".join(f"`{word}`" for word in members.values())
    if (item := item_of(kind)) is not None:
        return f"list of {_kind(item)}" if get_origin(kind) is tuple else f"keys to {_kind(item)}"
    if model_of(kind) is not None:
        return "keys"
    name = _SCALARS.get(getattr(kind, "__name__", ""), "text")
    return f"{name}{_limits(field)}" if field else name


def _limits(field: Described) -> str:
    found = []
    for constraint in field.info.metadata:
        pattern = getattr(constraint, "pattern", None)
        if pattern:
            words = choices(pattern)
            found.append("one of " + ", ".join(f"`{word}`" for word in words) if words else pattern_words(pattern))
        for name, sign in (("gt", "more than"), ("ge", "at least"), ("lt", "less than"), ("le", "at most")):
            if (limit := getattr(constraint, name, None)) is not None:
                found.append(f"{sign} {limit:g}")
    return f": {', '.join(found)}" if found else ""


def schema() -> str:
    """JSON Schema (draft 2020-12) for editors: completion, and faults of shape while typing."""
    body = ProgramSpec.model_json_schema(by_alias=True, mode="validation")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Civicline program spec"}
    return json.dumps(head | {key: value for key, value in body.items() if key != "title"}, indent=2) + "\n"
