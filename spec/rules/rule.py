"""What a rule is: a generator that says which paths of the program break it.

A rule of this room sees the program alone; `calendars` has rules that see it on a day, with its holidays.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Generic, NamedTuple, TypeVar

from spec.faults import Fault, Path, Severity
from spec.models.dates import Stage


class Finding(NamedTuple):
    """One place where a rule is broken."""

    path: Path
    message: str
    hint: str


Findings = Iterator[Finding]
Seen = TypeVar("Seen")
_HEAD = re.compile(r"(?P<code>[A-Z]\d{3}): (?P<sentence>.*?)\s\((?P<rows>[A-Z][^()]*)\)\.?(\n\n|\Z)", re.DOTALL)
STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Seen]):
    """A rule with what its docstring says of it: code, sentence, rows of the requirements catalog."""

    code: str
    severity: Severity
    since: Stage
    """First stage in which it counts; it counts in all later ones."""
    sentence: str
    rows: tuple[str, ...]
    find: Callable[[Seen], Findings]

    def faults(self, seen: Seen) -> Iterator[Fault]:
        """Faults without a place; `load` knows places."""
        for path, message, hint in self.find(seen):
            yield Fault(code=self.code, severity=self.severity, path=path, message=message, hint=hint)

    def applies(self, stage: Stage) -> bool:
        return STAGES.index(stage) >= STAGES.index(self.since)


def rule(
    *, severity: Severity = "error", since: Stage = Stage.REQUIREMENTS
) -> Callable[[Callable[[Seen], Findings]], Rule[Seen]]:
    """Make a rule of a generator whose docstring reads `Q201: what must hold (S29-8, S30-32)`."""

    def wrap(find: Callable[[Seen], Findings]) -> Rule[Seen]:
        head = _HEAD.match(inspect.cleandoc(find.__doc__ or ""))
        if head is None:
            raise TypeError(f"{find.__name__} needs a docstring such as 'Q201: what must hold (S29-8)'")
        sentence = " ".join(head["sentence"].split())
        rows = tuple(row.strip() for row in head["rows"].split(","))
        return Rule(head["code"], severity, since, sentence, rows, find)

    return wrap


def collect(families: Iterable[ModuleType]) -> dict[str, Rule[Any]]:
    """Code to rule, in the order of codes."""
    found: dict[str, Rule[Any]] = {}
    for family in families:
        for value in vars(family).values():
            if isinstance(value, Rule):
                if value.code in found:
                    raise TypeError(f"two rules have the code {value.code}")
                found[value.code] = value
    return dict(sorted(found.items()))
