"""The table of this room's rules, and of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calendars.rules import additions, closures, law, limits, stages, unserved
from calendars.rules.outlook import Outlook
from spec.faults import Fault
from spec.models.dates import Stage
from spec.rules import RULES as SPEC_RULES
from spec.rules.rule import Rule, collect

RULES: dict[str, Rule[Outlook]] = collect((law, additions, closures, limits, stages, unserved))


def _all() -> dict[str, Rule[Any]]:
    both: dict[str, Rule[Any]] = {}
    both.update(SPEC_RULES)
    if twice := both.keys() & RULES.keys():
        raise TypeError(f"codes with two meanings: {', '.join(sorted(twice))}")
    both.update(RULES)
    return dict(sorted(both.items()))


ALL_RULES = _all()


COUNT_NO_DAYS = frozenset({"H620", "H621", "H625"})
"""Rules that also judge a calendar which cannot be computed; they say why it cannot."""


def broken_rules(outlook: Outlook, stage: Stage) -> Iterator[Fault]:
    """What the rules of this stage find, without places."""
    for rule in RULES.values():
        if rule.applies(stage) and (outlook.computable or rule.code in COUNT_NO_DAYS):
            yield from rule.faults(outlook)
