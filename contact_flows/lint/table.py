"""The one table of all rules."""

from __future__ import annotations

from types import ModuleType

from contact_flows.lint import (
    branches,
    budget,
    contract,
    data,
    endings,
    envelope,
    flow_set,
    graph,
    placement,
    policy,
    promised,
    recording,
    routing,
    values,
)
from contact_flows.lint.budget import UNFINISHED, too_large
from contact_flows.lint.rule import Rule

__all__ = ["FAMILIES", "RULES", "SHALLOW", "UNFINISHED", "too_large"]

FAMILIES: dict[str, str] = {
    "FE": "Envelope: identifiers, transitions, version and size",
    "FG": "Graph: where a contact can go, and where it ends",
    "FB": "Branches: errors and conditions of each action",
    "FP": "Placement: flow types, channels and order of actions",
    "FV": "Values: parameters, operands and references",
    "FD": "Data: what is read, and whether it is there",
    "FC": "Callers: language, keys, recording and a person",
}
MODULES: tuple[ModuleType, ...] = (
    budget,
    envelope,
    graph,
    endings,
    flow_set,
    branches,
    placement,
    routing,
    values,
    data,
    contract,
    policy,
    promised,
    recording,
)


def _collect() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for module in MODULES:
        for value in vars(module).values():
            if isinstance(value, Rule) and found.setdefault(value.code, value) is not value:
                raise TypeError(f"two rules have the code {value.code}")
    return dict(sorted(found.items()))


RULES = _collect()
SHALLOW = tuple(rule for rule in (envelope.TOO_MANY_ACTIONS, envelope.TOO_LONG))
"""Rules that look at sizes only: they hold for a document of any size."""
