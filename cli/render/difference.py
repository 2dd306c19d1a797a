"""One difference between spec and AWS in words: which items of a list, which action of a flow."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from operate.conformity.rows import Difference

LONGEST = 60
LEAD = 12
SHOWN_DAYS = 3


def said(difference: Difference) -> tuple[str, ...]:
    """`max contacts: the spec says 50, AWS shows 3`; one such remark for each thing that differs."""
    wanted, found = difference.wanted, difference.found
    if isinstance(wanted, frozenset) and isinstance(found, frozenset):
        return tuple(f"{difference.property}: {remark}" for remark in _sets(wanted, found))
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        return tuple(f"{difference.property}: {remark}" for remark in _dates(wanted, found))
    if difference.property == "content" and isinstance(found, str):
        return tuple(f"content: {remark}" for remark in _contents(str(wanted), found))
    return (f"{difference.property}: {_versus(wanted, found)}",)


def _versus(wanted: Any, found: Any) -> str:
    if isinstance(wanted, str) and isinstance(found, str) and len(wanted) > LONGEST:
        wanted, found = _from_difference(wanted, found)
    return f"the spec says {short(wanted)}, AWS shows {short(found)}"


def _from_difference(wanted: str, found: str) -> tuple[str, str]:
    """Long texts from shortly before where they part, or the difference would be cut off."""
    same = next((at for at, (ours, theirs) in enumerate(zip(wanted, found, strict=False)) if ours != theirs), 0)
    start = max(0, min(same, len(wanted), len(found)) - LEAD)
    return (f"…{wanted[start:]}", f"…{found[start:]}") if start else (wanted, found)


def _sets(wanted: frozenset[Any], found: frozenset[Any]) -> Iterator[str]:
    yield from (f"not in AWS: {short(item)}" for item in sorted(wanted - found, key=str))
    yield from (f"in AWS only: {short(item)}" for item in sorted(found - wanted, key=str))


def _dates(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    """How many, and the first ones in full: a person looks at a day or two, and then for the cause."""
    days = sorted(wanted)
    yield f"1 day differs, {days[0]}" if len(days) == 1 else f"{len(days)} days differ, from {days[0]} to {days[-1]}"
    for day in days[:SHOWN_DAYS]:
        weekday = dt.date.fromisoformat(day).strftime("%A")
        yield f"{weekday}, {day}: {_versus(wanted[day], found[day])}"


def _contents(wanted: str, found: str) -> Iterator[str]:
    """By action, as long as both are flow documents."""
    try:
        ours, theirs = _actions(wanted), _actions(found)
    except (ValueError, KeyError, TypeError):
        yield "AWS shows no flow document"
        return
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in theirs:
            yield f"action {name} is not in AWS"
        elif name not in ours:
            yield f"action {name} is in AWS only"
        elif ours[name] != theirs[name]:
            yield f"action {name}: {_first(ours[name], theirs[name])}"
    if ours == theirs:
        yield "the flow starts elsewhere, or has other settings"


def _actions(content: str) -> dict[str, Mapping[str, Any]]:
    return {action["Identifier"]: action for action in json.loads(content)["Actions"]}


def _first(wanted: Any, found: Any) -> str:
    """The innermost first place that differs."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        key = next(key for key in sorted(wanted.keys() | found.keys()) if wanted.get(key) != found.get(key))
        return f"{key}: {_first(wanted.get(key), found.get(key))}"
    return _versus(wanted, found)


def short(value: Any) -> str:
    """A value of about a line at most."""
    if isinstance(value, frozenset | tuple):
        value = ", ".join(sorted(map(str, value)))
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
