"""A fault in the spec: a value with a stable code and a place. Raising is the last step, and not this module's."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]
Path = tuple[str | int, ...]
"""Keys and list positions from the top of the spec, such as ("infrastructure", "queues", 2, "hours")."""


class Mark(NamedTuple):
    """A place in the file. Both count from 1; columns count characters, not bytes."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong, where, and what to do. `line` and `column` are None where the file as a whole is meant."""

    code: str
    severity: Severity
    path: Path
    message: str
    hint: str = ""
    file: str = ""
    line: int | None = None
    column: int | None = None

    def at(self, file: str, mark: Mark | None) -> Fault:
        """The same fault with its place."""
        line, column = mark or (None, None)
        return replace(self, file=file, line=line, column=column)


def in_file_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Top to bottom; each fault once."""
    return tuple(sorted(set(faults), key=lambda f: (f.line or 0, f.column or 0, f.code, f.message)))


def spelled(path: Path) -> str:
    """`infrastructure.queues[2].hours`, as messages and tags write a path."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def did_you_mean(word: str, known: Collection[str]) -> str | None:
    """The known word that `word` was most likely meant to be, or None."""
    folded = {name.casefold().replace("-", "_"): name for name in sorted(known)}
    close = difflib.get_close_matches(word.casefold().replace("-", "_"), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def listed(words: Iterable[str], last: str = "or") -> str:
    """`a, b or c`."""
    *head, tail = list(words) or ["nothing"]
    return f"{', '.join(head)} {last} {tail}" if head else tail


def counted(number: int, noun: str) -> str:
    """`1 event`, `2 events`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
