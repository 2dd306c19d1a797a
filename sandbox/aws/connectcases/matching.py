"""Whether a case is what a search asks for: a term, and a filter over fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Fields = Mapping[str, Any]
"""Field -> value as the API has it: `{"stringValue": "open"}`."""
_SEARCHED = ("title", "summary", "reference_number", "case_id", "customer_id")


def matches(fields: Fields, asked: Mapping[str, Any]) -> bool:
    """`asked` has `searchTerm` and `filter`, each optional."""
    term = str(asked.get("searchTerm") or "").casefold()
    found = not term or any(term in str(plain(fields.get(name))).casefold() for name in _SEARCHED)
    return found and _passes(fields, asked.get("filter") or {})


def plain(value: Mapping[str, Any] | None) -> Any:
    """The one member of a value; empty text where there is none."""
    return next(iter(value.values()), "") if value else ""


def _passes(fields: Fields, condition: Mapping[str, Any]) -> bool:
    """A filter is one of these; an empty one lets everything pass."""
    if "not" in condition:
        return not _passes(fields, condition["not"])
    if "andAll" in condition:
        return all(_passes(fields, one) for one in condition["andAll"])
    if "orAll" in condition:
        return any(_passes(fields, one) for one in condition["orAll"])
    if "tag" in condition:
        return False  # the sandbox's cases have no tags
    return all(_compares(fields, operator, row) for operator, row in (condition.get("field") or {}).items())


def _compares(fields: Fields, operator: str, row: Mapping[str, Any]) -> bool:
    have, want = plain(fields.get(row["id"])), plain(row["value"])
    if have == "" and row["id"] not in fields:
        return row["value"].get("emptyValue") is not None
    return type(have) is type(want) and _OPERATORS[operator](have, want)


_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "equalTo": lambda have, want: bool(have == want),
    "contains": lambda have, want: str(want).casefold() in str(have).casefold(),
    "greaterThan": lambda have, want: bool(have > want),
    "greaterThanOrEqualTo": lambda have, want: bool(have >= want),
    "lessThan": lambda have, want: bool(have < want),
    "lessThanOrEqualTo": lambda have, want: bool(have <= want),
}
