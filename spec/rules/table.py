"""The one table of all rules."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from spec.faults import Fault
from spec.models.dates import Stage
from spec.models.program import ProgramSpec
from spec.rules import (
    automatic,
    cases,
    channels,
    content,
    external,
    identity,
    law,
    levels,
    lines,
    mail,
    managers,
    opening,
    people,
    protection,
    references,
    resilience,
    routing,
    schedule,
    workforce,
)
from spec.rules.rule import Rule, collect

FAMILIES: tuple[ModuleType, ...] = (
    references,
    identity,
    resilience,
    external,
    automatic,
    mail,
    people,
    workforce,
    managers,
    opening,
    schedule,
    routing,
    lines,
    channels,
    levels,
    cases,
    content,
    law,
    protection,
)


RULES: dict[str, Rule[ProgramSpec]] = collect(FAMILIES)


def broken_rules(program: ProgramSpec, stage: Stage) -> Iterator[Fault]:
    """What the rules of this stage find, without places."""
    for rule in RULES.values():
        if rule.applies(stage):
            yield from rule.faults(program)
