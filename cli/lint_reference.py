"""docs/reference/flow-lint.md, written from the rules of lint themselves."""

from __future__ import annotations

from collections.abc import Iterator

from cli.linting import UNREADABLE, UNREADABLE_TITLE
from contact_flows.lint import FAMILIES, RULES
from spec.reference import GENERATED


def lint_page() -> str:
    """Every code, by family."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from (GENERATED, "", "# Codes of flow lint", "")
    yield "`civicline flows lint` judges flows compiled from a program spec, and any flow JSON. A code is never reused."
    yield "An error is what Amazon Connect would refuse, or what could strand a caller; a warning what could be better."
    for family, title in FAMILIES.items():
        yield from ("", f"## {family}: {title}", "", "| Code | What must hold | Severity |", "|---|---|---|")
        if UNREADABLE.startswith(family):
            yield f"| {UNREADABLE} | {UNREADABLE_TITLE} | error |"
        for code, rule in RULES.items():
            if code.startswith(family):
                yield f"| {code} | {rule.title} | {rule.severity} |"
