"""What pydantic says of a scenario file's shape, in plain words with a place and a code."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic_core import ErrorDetails

from spec.faults import Fault, Path, did_you_mean, listed
from spec.fields import fields_by_key, item_of, model_of
from spec.models.base import Model
from spec.nodes import Node, child, locate, locate_key
from spec.wording import choices, pattern_words, subject

CODES = {
    "T101": "a required key is present",
    "T102": "every key is known",
    "T103": "a value is of the right kind and form",
    "T104": "a number or a text is within its limits",
    "T201": "each scenario has an id of its own",
    "T202": "what a scenario names exists in the program",
    "T203": "a scenario expects what can come to pass",
}
_KINDS = {
    "string_type": ("text", 'put it in quotes, such as "1"'),
    "int_type": ("a whole number", "write digits only, without quotes"),
    "float_type": ("a number", "write digits only, without quotes"),
    "bool_type": ("true or false", "write true or false, without quotes"),
    "tuple_type": ("a list", "write [a, b], or one item a line, each after '- '"),
    "model_type": ("keys with values", "indent 'key: value' lines below it"),
    "mapping_type": ("keys with values", "indent 'key: value' lines below it"),
    "dict_type": ("keys with values", "indent 'key: value' lines below it"),
}


def shape_faults(errors: list[ErrorDetails], root: Node, file: str, model: type[Model]) -> Iterator[Fault]:
    """One fault for each place; of the alternatives of a value, what the first of them misses."""
    found: dict[Path, ErrorDetails] = {}
    for error in errors:
        found.setdefault(_real(error["loc"], root, missing=error["type"] == "missing"), error)
    for path, error in found.items():
        if any(len(other) > len(path) and other[: len(path)] == path for other in found):
            continue  # of a list that may be one word too, or has invalid items: these say it better
        code, message, hint = _words(error, path, model)
        who = subject(root, path)
        mark = locate_key(root, path) if code == "T102" else locate(root, path)
        text = f"{who}: {message}" if who else message
        yield Fault(code=code, severity="error", path=path, message=text, hint=hint).at(file, mark)


def _real(loc: tuple[int | str, ...], root: Node, *, missing: bool) -> Path:
    """The location without the names of alternatives (`str`, `Heard`), which the file does not have."""
    node: Node | None = root
    path: list[str | int] = []
    for position, part in enumerate(loc):
        below = child(node, part) if node is not None else None
        if below is None and not (missing and position == len(loc) - 1):
            continue
        path.append(part)
        node = below
    return tuple(path)


def _words(error: ErrorDetails, path: Path, model: type[Model]) -> tuple[str, str, str]:
    kind = error["type"]
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "the file")
    if kind == "missing":
        return "T101", f"{name} is missing", f"add '{name}:'"
    if kind == "extra_forbidden":
        known = _known(path[:-1], model)
        close = did_you_mean(name, known)
        hint = f"did you mean {close}?" if close else f"known keys: {listed(known, 'and')}"
        return "T102", f"the key {name} is not known here", hint
    context = error.get("ctx", {})
    if kind in ("value_error", "assertion_error"):
        what, _, hint = str(context.get("error", error["msg"])).partition("; ")
        return "T103", f"{name}: {what}", hint or "correct the value"
    if kind in ("literal_error", "enum", "string_pattern_mismatch"):
        return _wrong_word(error, name)
    if kind in _KINDS:
        wanted, hint = _KINDS[kind]
        return "T103", f"{name} must be {wanted}", hint
    return "T104", f"{name}: {error['msg'][0].lower()}{error['msg'][1:]}", "correct the value"


def _wrong_word(error: ErrorDetails, name: str) -> tuple[str, str, str]:
    context = error.get("ctx", {})
    given, pattern = error.get("input"), str(context.get("pattern", ""))
    expected = str(context.get("expected", "")).replace(" or ", ", ")
    words = choices(pattern) or tuple(word.strip("'") for word in expected.split(", ") if word)
    if not words:
        return "T103", f"{name} may not be '{given}'", f"write {pattern_words(pattern)}"
    close = did_you_mean(str(given), words)
    hint = f"did you mean {close}?" if close else "write one of these words"
    return "T103", f"{name} is '{given}', but must be {listed(words)}", hint


def _known(path: Path, model: type[Model]) -> list[str]:
    annotation: object = model
    for part in path:
        here = model_of(annotation)
        if here is None:
            annotation = item_of(annotation)
            continue
        entry = fields_by_key(here).get(str(part))
        if entry is None:
            return []
        annotation = entry[1].annotation
    found = model_of(annotation)
    return list(fields_by_key(found)) if found else []
