"""Documents in, findings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contact_flows.language.document import FlowDocument
from contact_flows.lint.context import Context
from contact_flows.lint.finding import Finding
from contact_flows.lint.flows import Flows
from contact_flows.lint.rule import Rule
from contact_flows.lint.table import RULES, SHALLOW, UNFINISHED, too_large
from contact_flows.lint.view import FlowView
from contact_flows.lint.walk import BudgetSpentError


def lint(documents: Iterable[FlowDocument], *, context: Context | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong, by document, then by block, then by code.

    documents   flows and modules that belong together: what one names is looked up among the others
    context     neutral where left out
    """
    flows = Flows(tuple(documents), context or Context())
    return tuple(finding for view in flows.views for finding in _in_order(view))


def _in_order(view: FlowView) -> list[Finding]:
    places = {action.id: number for number, action in enumerate(view.document.actions, 1)}
    return sorted(dict.fromkeys(_findings(view)), key=lambda found: (places.get(found.block, 0), found.code))


def _findings(view: FlowView) -> Iterator[Finding]:
    if too_large(view):
        yield from UNFINISHED.findings(view)
        for rule in SHALLOW:
            yield from rule.findings(view)
        return
    for rule in RULES.values():
        if rule is not UNFINISHED:
            yield from _held(rule, view)


def _held(rule: Rule, view: FlowView) -> Iterator[Finding]:
    """A rule that would need more than its budget gives the verdict that it is unfinished."""
    try:
        yield from list(rule.findings(view))
    except BudgetSpentError:
        yield from UNFINISHED.findings(view)
