"""Whether a literal fits the kind of its parameter, and what would, in words."""

from __future__ import annotations

import re
from typing import assert_never

from contact_flows.language.catalogue.kinds import (
    Anything,
    Choice,
    Decimal,
    Entries,
    Id,
    Integer,
    Items,
    Kind,
    Object,
    Text,
)

_ARN = re.compile(r"arn:\S+")
_ID = re.compile(r"arn:\S+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?::[$\w.-]+)?")
_NUMBER = re.compile(r"-?[0-9]{1,19}")
_DECIMAL = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")


def mismatch(kind: Kind, value: str) -> str:
    """What should stand there; empty where the value fits."""
    match kind:
        case Text():
            fits = kind.pattern is None or re.fullmatch(kind.pattern, value) is not None
        case Integer():
            fits = _NUMBER.fullmatch(value) is not None and _within(int(value), kind.least, kind.most)
        case Decimal():
            fits = _DECIMAL.fullmatch(value) is not None and _within(float(value), kind.least, kind.most)
        case Choice():
            folded = tuple(choice.lower() for choice in kind.values)
            fits = value.lower() in folded if kind.folded else value in kind.values
        case Id():
            fits = kind.of == "other" or (_ID if kind.bare else _ARN).fullmatch(value) is not None
        case Object() | Entries() | Items() | Anything():
            fits = True
        case _:
            assert_never(kind)
    return "" if fits else expectation(kind)


def _within(number: float, least: float | None, most: float | None) -> bool:
    return (least is None or number >= least) and (most is None or number <= most)


def expectation(kind: Kind) -> str:
    """What a parameter of the kind holds, in words."""
    match kind:
        case Text():
            return kind.form or "text"
        case Integer():
            return f"a whole number{_bounds(kind.least, kind.most)}"
        case Decimal():
            return f"a number{_bounds(kind.least, kind.most)}"
        case Choice():
            return f"one of {', '.join(kind.values)}" if len(kind.values) > 1 else kind.values[0]
        case Id():
            return f"{'the id or ARN' if kind.bare else 'the ARN'} of {_NOUNS.get(kind.of, 'a resource')}"
        case Items():
            return "a list"
        case Object() | Entries():
            return "an object"
        case Anything():
            return "a value"
        case _:
            assert_never(kind)


_NOUNS = {
    "hours": "hours of operation",
    "agent": "an agent",
    "task-template": "a task template",
    **{name: f"a {name}" for name in ("queue", "flow", "module", "function", "prompt", "bot", "view")},
}


def _bounds(least: float | None, most: float | None) -> str:
    if least is not None and most is not None:
        return f" from {least:,} to {most:,}"
    return f" of at least {least:,}" if least is not None else ""
