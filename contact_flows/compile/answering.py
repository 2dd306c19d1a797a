"""Who answers: the queue of a topic, and the line by which a queue of another center is reached."""

from __future__ import annotations

from contact_flows.compile.scope import Scope
from spec.models.account_managers import AccountManager
from spec.models.agencies import PartyRole, QuestionKind
from spec.models.lines import Line
from spec.models.topics import Topic

CHOOSING = "4"
"""The minimum question about choosing an account manager (S30-24)."""


def queue_of(scope: Scope, topic: Topic) -> str:
    """Policy is answered by the state, whatever the topic says; sensitive contacts by those whom the agency named."""
    routing = scope.program.infrastructure.routing
    if topic.sensitive and routing.sensitive is not None:
        return routing.sensitive
    if topic.kind is QuestionKind.POLICY and not _is_of_state(scope, topic.queue):
        return routing.policy
    return topic.queue


def _is_of_state(scope: Scope, queue: str) -> bool:
    owner = scope.all_queues[queue].owner
    return any(party.id == owner and party.role is PartyRole.STATE for party in scope.program.parties)


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
