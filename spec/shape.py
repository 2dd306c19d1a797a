"""Does the tree have the shape of a program spec? pydantic decides; this module says its verdict in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from spec.compose import MAX_FAULTS
from spec.faults import Fault, Path, did_you_mean, listed
from spec.fields import field_at, fields_by_key, model_at
from spec.models.program import ProgramSpec
from spec.nodes import Node, locate, locate_key, to_data
from spec.wording import choices, pattern_words, subject


def shape(root: Node, file: str) -> ProgramSpec | tuple[Fault, ...]:
    """The frozen spec, or every fault of its shape."""
    # Through JSON, because pydantic's strict JSON mode takes a list for a tuple and "2027-07-01" for a date, but
    # neither "12" nor true for a number.
    text = json.dumps(to_data(root))
    try:
        return ProgramSpec.model_validate_json(text, strict=True, by_alias=True, by_name=False)
    except ValidationError as error:
        return tuple(_faults(error.errors(include_url=False)[:MAX_FAULTS], root, file))


def _faults(errors: list[ErrorDetails], root: Node, file: str) -> Iterator[Fault]:
    meant = {_misspelled(error, errors) for error in errors}
    for error in errors:
        path: Path = tuple(part for part in error["loc"] if part != "[key]")
        if error["type"] == "missing" and path in meant:
            continue  # the misspelled key beside it says so already
        if error["type"] == "too_short" and error["input"]:
            continue  # pydantic counts only valid items; the invalid ones have faults of their own
        code, message, hint = _words(error, path)
        who = subject(root, path)
        mark = locate_key(root, path) if code == "S102" or "[key]" in error["loc"] else locate(root, path)
        found = Fault(
            code=code, severity="error", path=path, message=f"{who}: {message}" if who else message, hint=hint
        )
        yield found.at(file, mark)


def _misspelled(error: ErrorDetails, errors: list[ErrorDetails]) -> Path | None:
    """The missing key that an unknown key was probably meant to be."""
    if error["type"] != "extra_forbidden":
        return None
    parent: Path = error["loc"][:-1]
    missing = {e["loc"][-1] for e in errors if e["type"] == "missing" and e["loc"][:-1] == parent}
    close = did_you_mean(str(error["loc"][-1]), {str(key) for key in missing})
    return (*parent, close) if close else None


def _words(error: ErrorDetails, path: Path) -> tuple[str, str, str]:
    """Code, message and hint."""
    kind, name = error["type"], _name(path)
    if error.get("input", ...) is None and kind != "missing":
        return "S109", f"{name} is empty", "write a value after the colon, or delete the key"
    if kind == "missing":
        meaning = _describe(path)
        return "S101", f"{name} is missing", f"add '{name}:' ({meaning})" if meaning else f"add '{name}:'"
    if kind == "extra_forbidden":
        return _unknown_key(path)
    if kind in ("enum", "literal_error", "string_pattern_mismatch"):
        return _wrong_word(error, path)
    if kind in ("value_error", "assertion_error"):
        what, _, hint = _own(error).partition("; ")
        return "S105", f"{name}: {what}", hint or _describe(path) or "correct the value"
    if kind in _LIMITS:
        limit = _LIMITS[kind].format(**error.get("ctx", {}))
        return "S106", f"{name} must be {limit}, not {error.get('input')}", f"write a number that is {limit}"
    if kind in _SIZES:
        return "S107", *_size(error, name)
    return _wrong_kind(error, path)


def _name(path: Path) -> str:
    keys = [part for part in path if isinstance(part, str)]
    name = keys[-1] or "''" if keys else "the spec"
    return f"item {path[-1] + 1} of {name}" if path and isinstance(path[-1], int) else name


def _describe(path: Path) -> str:
    info = field_at(path)
    return info.description or "" if info else ""


def _unknown_key(path: Path) -> tuple[str, str, str]:
    model = model_at(path[:-1])
    known = list(fields_by_key(model)) if model else []
    close = did_you_mean(str(path[-1]), known)
    hint = f"did you mean {close}?" if close else f"known keys: {listed(known, 'and')}"
    return "S102", f"the key {path[-1]} is not known here", hint


def _wrong_word(error: ErrorDetails, path: Path) -> tuple[str, str, str]:
    name, given = _name(path), error.get("input")
    context = error.get("ctx", {})
    pattern = str(context.get("pattern", ""))
    words = choices(pattern) or _allowed(context)
    if not words:
        return "S105", f"{name} may not be '{given}'", f"write {pattern_words(pattern)}"
    close = did_you_mean(str(given), words)
    message = f"{name} is '{given}', but must be {listed(words)}"
    return "S104", message, f"did you mean {close}?" if close else "write one of these words"


def _allowed(context: dict[str, Any]) -> tuple[str, ...]:
    expected = str(context.get("expected", "")).replace(" or ", ", ")
    return tuple(word.strip("'") for word in expected.split(", ") if word)


def _own(error: ErrorDetails) -> str:
    return str(error.get("ctx", {}).get("error", error["msg"]))


_LIMITS = {
    "greater_than": "greater than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "finite_number": "a finite number",
}
_SIZES = {"string_too_short", "string_too_long", "too_short", "too_long"}


def _size(error: ErrorDetails, name: str) -> tuple[str, str]:
    context = error.get("ctx", {})
    if error["type"] == "string_too_long":
        return f"{name} is too long", f"write at most {context.get('max_length')} characters"
    if error["type"] == "too_long":
        return f"{name} has too many items", f"list at most {context.get('max_length')}"
    return f"{name} must not be empty", "write something" if error[
        "type"
    ] == "string_too_short" else "list at least one"


_KINDS = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "date_type": "a date such as 2027-07-01",
    "date_parsing": "a date such as 2027-07-01",
    "date_from_datetime_parsing": "a date such as 2027-07-01",
    "date_from_datetime_inexact": "a date such as 2027-07-01",
}
_HINTS = {
    "a list": "write [a, b], or one item a line, each after '- '",
    "true or false": "write true or false, without quotes",
    "keys with values": "indent 'key: value' lines below it",
    "a whole number": "write digits only, without quotes, commas or unit",
    "a number": "write digits only, without quotes, commas or unit",
}


def _wrong_kind(error: ErrorDetails, path: Path) -> tuple[str, str, str]:
    wanted = _KINDS.get(error["type"], "another kind of value")
    given = error.get("input")
    message = f"{_name(path)} must be {wanted}, not {_kind(given)}"
    if wanted == "text" and isinstance(given, (bool, int, float)):
        return "S103", message, f'put it in quotes: "{given}"'
    return "S103", message, _HINTS.get(wanted, f"write {wanted}")


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    return f"'{str(value)[:60]}'" if isinstance(value, str) else str(value)
