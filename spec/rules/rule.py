"""What a rule is: a generator over the program that says which paths break it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from spec.faults import Fault, Path, Severity
from spec.models.dates import Stage
from spec.models.program import ProgramSpec


class Finding(NamedTuple):
    """One place where a rule is broken."""

    path: Path
    message: str
    hint: str


Findings = Iterator[Finding]
_HEAD = re.compile(r"(?P<code>[A-Z]\d{3}): (?P<sentence>.*?)\s\((?P<rows>[A-Z][^()]*)\)\.?(\n\n|\Z)", re.DOTALL)
STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with what its docstring says of it: code, sentence, rows of the requirements catalog."""

    code: str
    severity: Severity
    since: Stage
    """First stage in which it counts; it counts in all later ones."""
    sentence: str
    rows: tuple[str, ...]
    find: Callable[[ProgramSpec], Findings]

    def faults(self, program: ProgramSpec) -> Iterator[Fault]:
        """Faults without a place; `load` knows places."""
        for path, message, hint in self.find(program):
            yield Fault(code=self.code, severity=self.severity, path=path, message=message, hint=hint)

    def applies(self, stage: Stage) -> bool:
        return STAGES.index(stage) >= STAGES.index(self.since)


def rule(
    *, severity: Severity = "error", since: Stage = Stage.REQUIREMENTS
) -> Callable[[Callable[[ProgramSpec], Findings]], Rule]:
    """Make a rule of a generator whose docstring reads `Q201: what must hold (S29-8, S30-32)`."""

    def wrap(find: Callable[[ProgramSpec], Findings]) -> Rule:
        head = _HEAD.match(inspect.cleandoc(find.__doc__ or ""))
        if head is None:
            raise TypeError(f"{find.__name__} needs a docstring such as 'Q201: what must hold (S29-8)'")
        sentence = " ".join(head["sentence"].split())
        rows = tuple(row.strip() for row in head["rows"].split(","))
        return Rule(head["code"], severity, since, sentence, rows, find)

    return wrap
