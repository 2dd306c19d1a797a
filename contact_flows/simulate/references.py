"""`$.` references in parameters: parsed once, resolved while the contact runs.

What cannot be resolved is empty text, and matches no condition: the service documents neither precisely.
Source: Administrator Guide, "List of available connect attributes", whose nested form stands in back-ticks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from contact_flows.language.document import Ref, Value
from contact_flows.simulate.namespaces import lookup
from contact_flows.simulate.session import Session

_PART = r"""(?:\.[A-Za-z0-9_\-]+|\[\s*'`[^`]*`'\s*\]|\[\s*'[^']*'\s*\]|\[\s*"[^"]*"\s*\])"""
_REFERENCE = re.compile(rf"\${_PART}+")
_PARTS = re.compile(_PART)

Resolved = Callable[[Session], Any]
Text = Callable[[Session], str]


def is_dynamic(value: Value) -> bool:
    return isinstance(value, str) and _REFERENCE.search(value) is not None


def static(value: Value) -> str | None:
    """The text itself, None where it depends on the contact."""
    if isinstance(value, str):
        return None if is_dynamic(value) else value
    return _plain(value)


def text(value: Value) -> Text:
    """A parameter with its references replaced; a reference to a deployed thing is its key."""
    if not isinstance(value, str):
        fixed = _plain(value)
        return lambda _s: fixed
    pieces = _pieces(value)
    if len(pieces) == 1:
        only = pieces[0]
        if isinstance(only, str):
            return lambda _s: only
        return lambda s: plain(only(s))
    if not pieces:
        return lambda _s: ""
    return lambda s: "".join([piece if isinstance(piece, str) else plain(piece(s)) for piece in pieces])


def value_of(value: Value) -> Resolved:
    """As `text`, but None for a reference that leads nowhere, and whatever stands there unchanged."""
    if isinstance(value, str):
        pieces = _pieces(value)
        if len(pieces) == 1 and not isinstance(pieces[0], str):
            return pieces[0]
    return text(value)


def deep(value: Value) -> Resolved:
    """A parameter of any shape, with the references inside replaced."""
    if isinstance(value, Mapping):
        parts = {key: deep(part) for key, part in value.items()}
        return lambda s: {key: part(s) for key, part in parts.items()}
    if isinstance(value, tuple):
        items = [deep(part) for part in value]
        return lambda s: [item(s) for item in items]
    if isinstance(value, str | Ref):
        return text(value)
    return lambda _s: value


def plain(found: Any) -> str:
    """How a flow writes a value into a text."""
    if isinstance(found, str):
        return found
    if found is None or isinstance(found, Mapping | list | tuple):
        return ""
    if isinstance(found, bool):
        return "true" if found else "false"
    return str(found)


def _plain(value: Value) -> str:
    return str(value) if isinstance(value, Ref) else plain(value)


def _pieces(value: str) -> list[str | Resolved]:
    found: list[str | Resolved] = []
    end = 0
    for match in _REFERENCE.finditer(value):
        if match.start() > end:
            found.append(value[end : match.start()])
        found.append(_reference(match.group()))
        end = match.end()
    if end < len(value):
        found.append(value[end:])
    return found


def _reference(source: str) -> Resolved:
    names = [_name(part) for part in _PARTS.findall(source[1:])]
    if any(not isinstance(name, str) for name in names):
        makers = [name if isinstance(name, str) else text(name[0]) for name in names]
        return lambda s: lookup([maker if isinstance(maker, str) else maker(s) for maker in makers])(s)
    return lookup([name for name in names if isinstance(name, str)])


def _name(part: str) -> str | tuple[str]:
    """A plain name, or the text inside back-ticks as a tuple of one."""
    if part.startswith("."):
        return part[1:]
    inner = part[1:-1].strip()[1:-1]
    return (inner[1:-1],) if inner.startswith("`") and inner.endswith("`") else inner
