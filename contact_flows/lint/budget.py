"""What lint does not try: documents far beyond what the service takes."""

from __future__ import annotations

from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.view import FlowView

MOST_EDGES = 20_000
"""Eighty for each of the 250 actions that the service takes."""


def too_large(flow: FlowView) -> bool:
    """Whether a document is refused by its size alone, and so large that nobody would read more about it."""
    drawn = sum(1 + len(action.conditions) + len(action.errors) for action in flow.document.actions)
    return drawn > MOST_EDGES


@rule("error")
def UNFINISHED(flow: FlowView) -> Hits:  # noqa: N802 - a rule is a value of its module
    """FE190: a flow is small enough to be judged as a whole."""
    yield Hit(
        "",
        f"the flow has {len(flow.document.actions):,} actions with so many branches that lint did not finish",
        "divide it: the service takes 250 actions",
    )
