"""How messages name things: the item a path belongs to, and what a pattern asks for."""

from __future__ import annotations

import re

from spec.faults import Path, listed
from spec.nodes import Keyed, Node, Scalar, child

PATTERNS: dict[str, str] = {
    r"^[a-z][a-z0-9_-]{0,31}$": "lower-case letters, digits, '-' and '_', starting with a letter, at most 32",
    r"^https://[^\s]+$": "a web address that starts with https://",
    r"^[A-Z]{2}$": "the two capital letters of a state, such as OR",
    r"^[a-z]{2}(-gov)?-[a-z]+-\d$": "an AWS region, such as us-west-2",
    r"^[a-z]{2,3}(-[A-Z]{2})?$": "a language tag, such as en-US",
    r"^[A-Za-z0-9._%+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$": "an e-mail address, such as help@miles.example",
    r"^\+[1-9]\d{6,14}$": "a phone number with its country, such as +1-808-555-0140",
    r"^\d{12}$": "an AWS account number of twelve digits, in quotes",
    r"^[a-z0-9][a-z0-9-]{1,43}[a-z0-9]$": "3 to 45 lower-case letters, digits and '-'; no '-' at either end",
    r"^[a-z0-9-]+(\.[a-z0-9-]+)+$": "a domain, such as miles.example",
    r"^[1-9]$": "one digit from 1 to 9 in quotes; 0 always reaches a person",
    r"^[A-Za-z0-9._@-]{1,100}$": "letters, digits and . _ @ -, at most 100",
    r"^SOP-[A-Z]+$": "SOP- and capital letters, such as SOP-ANSWER",
    r"^[A-Za-z0-9_./-]+\.wav$": "a .wav file beside the spec, without spaces in its name",
    r"^Z[A-Z0-9]{5,31}$": "the id of a Route 53 hosted zone, such as Z0123456789EXAMPLE",
}

_CHOICES = re.compile(r"\^(\w*)\(([\w|]+)\)\$")
_SINGULAR = {
    "agencies": "agency",
    "parties": "party",
    "hours": "hours",
    "addresses": "address",
    "queues": "queue",
    "statuses": "status",
    "kpis": "KPI",
    "faqs": "FAQ",
    "sops": "SOP",
    "slas": "SLA",
    "damages": "damage",
    "retention": "retention class",
    "reporting": "report",
    "training": "training module",
}
_NAMES = ("id", "name", "username", "request_type", "record", "key", "number", "kpi", "phase", "queue")


def choices(pattern: str) -> tuple[str, ...]:
    """The words that a pattern such as `^(csv|pdf)$` allows; empty for a pattern that is not a list of words."""
    match = _CHOICES.fullmatch(pattern)
    return tuple(match[1] + word for word in match[2].split("|")) if match else ()


def pattern_words(pattern: str) -> str:
    """What a pattern asks for, as a phrase."""
    words = choices(pattern)
    return listed(words) if words else PATTERNS.get(pattern, f"of the form {pattern}")


def singular(key: str) -> str:
    """`routing_profiles` to `routing profile`."""
    word = _SINGULAR.get(key) or (key.removesuffix("s"))
    return word.replace("_", " ")


def subject(root: Node, path: Path) -> str:
    """The list item that a path belongs to, such as `queue 'billing'`, or the section, such as `dates`; maybe empty."""
    node: Node | None = root
    found = ""
    for depth, part in enumerate(path[:-1]):
        node = child(node, part) if node is not None else None
        if isinstance(part, int) and depth:
            found = f"{singular(str(path[depth - 1]))} {_named(node, part)}"
        elif not found:
            found = str(part)
        elif isinstance(node, Keyed):
            found = f"{found}, {part}"
    return found


def _named(node: Node | None, position: int) -> str:
    if isinstance(node, Keyed):
        for key in _NAMES:
            value = child(node, key)
            if isinstance(value, Scalar) and value.value is not None:
                return f"'{value.value}'"
    return f"number {position + 1}"
