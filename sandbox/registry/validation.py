r"""A resource model against its registry schema, with messages in the style of the service (Everit's JSON Schema).

Patterns go through the `regex` module: about a hundred in the registry use `\p{L}` and the like, which `re` rejects.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema
import regex

from sandbox.registry.schema import TypeSchema

Known = Callable[[Any], bool]


@dataclass(frozen=True, order=True)
class Problem:
    path: tuple[str | int, ...]
    keyword: str
    message: str

    def __str__(self) -> str:
        """`#/Name: expected maxLength: 127, actual: 200`."""
        return "#" + "".join(f"/{part}" for part in self.path) + f": {self.message}"


def problems(schema: TypeSchema, model: Mapping[str, Any], is_unknown: Known | None = None) -> list[Problem]:
    """Every violation, sorted. Values for which `is_unknown` says yes (a preview's) satisfy everything."""
    validator = _validator(schema) if is_unknown is None else _lenient(is_unknown)(schema.raw)
    found = [_problem(error) for error in validator.iter_errors(model)]
    return sorted(found, key=lambda problem: (str(problem), problem.keyword))


def summary(found: list[Problem]) -> str:
    """The text of the service's ValidationException."""
    if len(found) == 1:
        return f"Model validation failed ({found[0]})"
    lines = "\n".join(str(problem) for problem in found)
    return f"Model validation failed (#: {len(found)} schema violations found)\n{lines}"


@functools.cache
def compiled(pattern: str) -> regex.Pattern[str] | None:
    """None for the two patterns (Glue's surrogate ranges) that no Python engine compiles: they go unenforced."""
    try:
        return regex.compile(pattern)
    except regex.error:
        return None


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    known = compiled(pattern)
    if known and isinstance(value, str) and not known.search(value):
        yield jsonschema.ValidationError(f"string [{value}] does not match pattern {pattern}")


def _pattern_properties(validator: Any, patterns: Any, value: Any, _: Any) -> Iterator[jsonschema.ValidationError]:
    if not isinstance(value, dict):
        return
    for pattern, node in patterns.items():
        known = compiled(pattern)
        for key, entry in value.items():
            if known and known.search(key):
                yield from validator.descend(entry, node, path=key, schema_path=pattern)


def _additional(validator: Any, allowed: Any, value: Any, schema: Any) -> Iterator[jsonschema.ValidationError]:
    if not isinstance(value, dict):
        return
    patterns = [known for text in schema.get("patternProperties", {}) if (known := compiled(text))]
    for key, entry in value.items():
        if key in schema.get("properties", {}) or any(known.search(key) for known in patterns):
            continue
        if allowed is False:
            yield jsonschema.ValidationError(f"extraneous key [{key}] is not permitted")
        elif isinstance(allowed, dict):
            yield from validator.descend(entry, allowed, path=key)


_KEYWORDS = {
    **jsonschema.Draft7Validator.VALIDATORS,
    "pattern": _pattern,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional,
}
_extend: Any = jsonschema.validators.extend  # the stubs leave it untyped
_Strict = _extend(jsonschema.Draft7Validator, _KEYWORDS)


@functools.cache
def _validator(schema: TypeSchema) -> Any:
    return _Strict(schema.raw)


@functools.cache
def _lenient(is_unknown: Known) -> Any:
    def skipping(check: Any) -> Any:
        def checked(validator: Any, argument: Any, value: Any, schema: Any) -> Iterator[jsonschema.ValidationError]:
            if not is_unknown(value):
                yield from check(validator, argument, value, schema) or ()

        return checked

    def one_of(validator: Any, branches: Any, value: Any, schema: Any) -> Iterator[jsonschema.ValidationError]:
        # With unknowns inside, more than one branch may seem to match: any will do until the values are known.
        keyword = "anyOf" if _holds_unknown(value, is_unknown) else "oneOf"
        yield from _KEYWORDS[keyword](validator, branches, value, schema) or ()

    keywords = {name: skipping(check) for name, check in _KEYWORDS.items()} | {"oneOf": skipping(one_of)}
    return _extend(jsonschema.Draft7Validator, keywords)


def _holds_unknown(value: Any, is_unknown: Known) -> bool:
    if isinstance(value, dict):
        return is_unknown(value) or any(_holds_unknown(entry, is_unknown) for entry in value.values())
    if isinstance(value, list):
        return is_unknown(value) or any(_holds_unknown(entry, is_unknown) for entry in value)
    return is_unknown(value)


_TYPE_WORDS = {
    "string": "String",
    "integer": "Integer",
    "number": "Number",
    "boolean": "Boolean",
    "array": "JSONArray",
    "object": "JSONObject",
    "null": "Null",
}


def _json_type(value: Any) -> str:
    kinds = ((bool, "Boolean"), (str, "String"), (int, "Integer"), (float, "BigDecimal"), (list, "JSONArray"))
    for kind, word in kinds:
        if isinstance(value, kind):
            return word
    return "Null" if value is None else "JSONObject"


def _problem(error: jsonschema.ValidationError) -> Problem:
    keyword = str(error.validator)
    return Problem(tuple(error.absolute_path), keyword, _wording(keyword, error))


def _wording(keyword: str, error: jsonschema.ValidationError) -> str:
    limit: Any = error.validator_value
    value: Any = error.instance
    match keyword:
        case "required":
            missing = error.message.split("'")[1]
            return f"required key [{missing}] not found"
        case "minItems" | "maxItems":
            return f"expected {keyword[:3]}imum item count: {limit}, found: {len(value)}"
        case "minLength" | "maxLength":
            return f"expected {keyword}: {limit}, actual: {len(value)}"
        case "minimum":
            return f"{value} is not greater or equal to {limit}"
        case "maximum":
            return f"{value} is not less or equal to {limit}"
        case "enum":
            return f"{value} is not a valid enum value"
        case "uniqueItems":
            return "array items are not unique"
        case "type":
            expected = limit if isinstance(limit, str) else "/".join(map(str, limit))
            return f"expected type: {_TYPE_WORDS.get(expected, expected)}, found: {_json_type(value)}"
        case "oneOf":
            return f"{_matching(error)} subschemas matched instead of one"
        case "anyOf":
            return f"no subschema matched out of the total {len(limit)} subschemas"
        case _:
            return error.message


def _matching(error: jsonschema.ValidationError) -> int:
    failed = {cause.schema_path[0] for cause in error.context or ()}
    branches: Any = error.validator_value
    return 0 if len(failed) == len(branches) else 2
