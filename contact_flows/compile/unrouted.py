"""A written contact or a task that found no queue: a case, else the queue again, later and some times."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.actions import waiting
from contact_flows.compile.keeping import open_case
from contact_flows.compile.scope import Scope
from contact_flows.language.document import Action
from spec.models.queues import Channel

PAUSE_SECONDS = 900
TRIES = 96
"""A day: disturbances are over by then. (A loop counts to 100 at most.)"""


def unrouted(reason: str, queue: str, *, cases: bool = True) -> list[Action]:
    """From `keep`. `queue` is the action that tries a queue; ends at `end`, where the contact is done."""
    later = [waiting.wait_a_while("later", PAUSE_SECONDS, "again"), act.repeat("again", TRIES, queue, "end")]
    if cases:
        return [*open_case("keep", reason, "end", "later"), *later, act.hang_up("end")]
    return [waiting.wait_a_while("keep", PAUSE_SECONDS, "again"), later[1], act.hang_up("end")]


def second_queue(scope: Scope, queue: str, channel: Channel) -> str | None:
    """Where a written contact goes when its queue takes no more: the overflow, else the backup of its topic (BP-63)."""
    backups = (topic.backup_queue for topic in scope.topics.values() if topic.queue == queue)
    for id_ in (scope.all_queues[queue].overflow, *backups):
        if id_ is not None and id_ in scope.queues and channel in scope.queues[id_].channels:
            return id_
    return None


def second_place(queue: str | None, then: str = "keep") -> list[Action]:
    """From `second`: the other queue; none where there is no other."""
    if queue is None:
        return []
    return [
        act.remember("second", {"queue": queue}, "second-queue"),
        act.target_queue("second-queue", queue, "second-enter", then),
        act.transfer_to_queue("second-enter", then, then),
    ]
