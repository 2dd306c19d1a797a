"""Who answers elsewhere: the line by which a queue or an account manager is reached, and who helps to choose."""

from __future__ import annotations

from contact_flows.compile.scope import Scope
from spec.models.account_managers import AccountManager
from spec.models.lines import Line

CHOOSING = "4"
"""The minimum question about choosing an account manager (S30-24)."""


def line_to(scope: Scope, queue: str) -> Line | None:
    """The line of another center behind whose number a queue waits; None where the public cannot dial it."""
    center = scope.home(scope.all_queues[queue].center)
    lines = [line for line in scope.all_lines.values() if scope.home(line.center) == center and line.numbers]
    return next((line for line in lines if line.queue == queue), lines[0] if lines else None)


def line_of(scope: Scope, manager: AccountManager) -> Line | None:
    """The line that answers for an account manager: its own, the one that it publishes, or its center's first."""
    own = [line for line in scope.all_lines.values() if line.account_manager == manager.id]
    center = manager.center or _center_of_operator(scope, manager.operated_by)
    there = [line for line in scope.all_lines.values() if scope.home(line.center) == center]
    published = [line for line in there if line.id == manager.line]
    return next(iter([*own, *published, *there]), None)


def _center_of_operator(scope: Scope, party: str) -> str:
    centers = scope.program.infrastructure.centers
    return next((center.id for center in centers if center.operated_by == party), centers[0].id)


def choosing_topics(scope: Scope) -> frozenset[str]:
    """Topics that lead to the neutral comparison, where there is a choice."""
    if len(scope.program.account_managers) < 2:  # noqa: PLR2004 - fewer are no choice
        return frozenset()
    return frozenset(faq.topic for faq in scope.program.content.faqs if faq.minimum == CHOOSING)


def choosing_queue(scope: Scope) -> str:
    """Queue whose people help to choose."""
    topics = choosing_topics(scope)
    found = (topic.queue for topic in scope.program.topics if topic.id in topics)
    return next(found, scope.program.infrastructure.routing.general)
