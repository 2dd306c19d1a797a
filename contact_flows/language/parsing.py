"""JSON text to plain data, with a place for whatever is not quite JSON."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

READABLE_CHARACTERS = 20_000_000
"""Beyond it a text is refused unread: eighty times what the service takes."""
READABLE_DEPTH = 100
COMPLAINTS_MOST = 50
"""Of one text; more help nobody."""

_HALF_PAIR = re.compile(r"[\ud800-\udfff]")
_MAYBE_HALF_PAIR = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why a text is no flow. `where` is a path such as `Actions[3].Transitions`, or `line 4, column 7`."""

    where: str
    message: str


class NotAFlowError(ValueError):
    """The text has not the shape of a flow document.

    complaints   at least one, in the order of the text
    """

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        self.complaints = complaints
        first = complaints[0]
        super().__init__(f"{first.where}: {first.message}" if first.where else first.message)

    def __reduce__(self) -> tuple[type[NotAFlowError], tuple[tuple[Complaint, ...]]]:
        return NotAFlowError, (self.complaints,)


def json_of(text: str) -> Any:
    """Plain data of a JSON text, every member of which can be written again.

    raises   NotAFlowError
    """
    if len(text) > READABLE_CHARACTERS:
        raise refused("", f"{len(text):,} characters are no flow; the service takes 256,000")
    if not text.strip():
        raise refused("", "the file is empty")
    odd = bool(_MAYBE_HALF_PAIR.search(text))
    found, marked = _loaded(text.removeprefix("\ufeff"))
    if _deeper_than(found, READABLE_DEPTH):
        raise refused("", f"nested deeper than {READABLE_DEPTH} levels")
    if odd or marked:
        complaints = tuple(islice(_oddities("", found), COMPLAINTS_MOST))
        if complaints:
            raise NotAFlowError(complaints)
    return found


def refused(where: str, message: str) -> NotAFlowError:
    return NotAFlowError((Complaint(where, message),))


class _Repeated(dict[str, Any]):
    """An object in which a key stands twice."""

    keys_twice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _NoNumber:
    """NaN, Infinity, or a number too large for one."""

    text: str


def _loaded(text: str) -> tuple[Any, bool]:
    """Data, and whether any of it is marked as odd."""
    marked = False

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) == len(found):
            return made
        nonlocal marked
        marked = True
        repeated = _Repeated(made)
        repeated.keys_twice = tuple(name for name, count in Counter(name for name, _ in found).items() if count > 1)
        return repeated

    def number(written: str) -> Any:
        value = float(written)
        if math.isfinite(value):
            return value
        nonlocal marked
        marked = True
        return _NoNumber(written if len(written) < len("-Infinity!") else "a number this large")

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=number, parse_float=number), marked
    except json.JSONDecodeError as error:
        raise refused(f"line {error.lineno}, column {error.colno}", f"not JSON: {error.msg}") from None
    except RecursionError:
        raise refused("", f"nested deeper than {READABLE_DEPTH} levels") from None
    except ValueError:  # an integer of more digits than Python reads
        raise refused("", "not JSON: a number has too many digits") from None


def _deeper_than(value: Any, levels: int) -> bool:
    layer = [value]
    for _ in range(levels):
        layer = [
            part
            for holder in layer
            if isinstance(holder, dict | list)
            for part in (holder.values() if isinstance(holder, dict) else holder)
        ]
        if not layer:
            return False
    return True


def _oddities(path: str, value: Any) -> Iterator[Complaint]:
    if isinstance(value, _NoNumber):
        yield Complaint(path, f"{value.text} is no number in JSON")
    elif isinstance(value, str):
        if _HALF_PAIR.search(value):
            yield Complaint(path, "half a surrogate pair is no character")
    elif isinstance(value, dict):
        if isinstance(value, _Repeated):
            for name in value.keys_twice:
                yield Complaint(_joined(path, name), "this key stands twice in one object")
        for name, part in value.items():
            if _HALF_PAIR.search(name):
                yield Complaint(path, "half a surrogate pair is no character")
            yield from _oddities(_joined(path, name), part)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _oddities(f"{path}[{index}]", part)


def _joined(path: str, name: str) -> str:
    shown = _HALF_PAIR.sub("\ufffd", name)
    return f"{path}.{shown}" if path else shown
