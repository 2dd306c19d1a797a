"""Rows of the requirements catalog that ask for a check before anything is built, and how each is met."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spec.rules.rule import Rule

ENFORCED: tuple[str, ...] = (
    *(f"S29-{n}" for n in (2, 5, 6, 7, 8, 9, 10, 11, 12, 16, 17, 18, 20, 21, 22, 25, 26, 28, 29, 30)),
    *(f"S30-{n}" for n in (2, 3, 6, 7, 11, 15, 16, 17, 20, 24, 25, 26, 30, 31, 32, 34, 38)),
    *(f"S31-{n}" for n in (1, 2, 4, 7, 8, 10, 14, 16, 17, 18, 19, 21, 23, 24)),
    *(f"BP-{n}" for n in (5, 6, 13, 14, 16, 20, 24, 27, 34, 38, 46, 47, 50, 52, 53, 54, 60, 63, 67)),
    *(f"XC-{n}" for n in (3, 4, 9, 11, 13, 15, 16, 18, 23, 25, 28, 30, 38, 39, 41)),
    "N41-1",
)

BY_SHAPE: dict[str, str] = {
    "S29-2": "`infrastructure` and `content` are required keys",
    "S29-5": "`max_size_mb` is at most 40 and `max_attachments` at most 10",
    "S29-22": "`reporting` is required, with cadence, recipients, format and retention of each report",
    "S29-30": "rules have a first stage; a spec at `requirements` needs no answers",
    "S31-7": "`delivery.model` is one of three words",
    "S31-14": "`workforce.testing` is required, whatever the delivery model",
    "BP-6": "`request_type` is one of five words",
    "XC-13": "another program is another file; no code knows a program by name",
    "XC-39": "a channel is an entry under `channels`",
    "XC-41": "a benchmark has numbers, and nothing else",
}
BY_DESIGN: dict[str, str] = {
    "BP-14": "Amazon Connect Cases has the field assigned user on every case",
    "XC-38": "no component declares a server; only managed services",
}


def rules_by_row(rules: Mapping[str, Rule[Any]]) -> dict[str, list[str]]:
    """Row to the codes of the rules that serve it."""
    found: dict[str, list[str]] = {}
    for rule in rules.values():
        for row in rule.rows:
            found.setdefault(row, []).append(rule.code)
    return found
