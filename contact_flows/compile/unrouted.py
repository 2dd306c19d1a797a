"""A written contact or a task that found no queue: a case, else the queue again, later and some times."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.actions import waiting
from contact_flows.compile.keeping import open_case
from contact_flows.language.document import Action

PAUSE_SECONDS = 900
TRIES = 96
"""A day: disturbances are over by then. (A loop counts to 100 at most.)"""


def unrouted(reason: str, queue: str, *, cases: bool = True) -> list[Action]:
    """From `keep`. `queue` is the action that tries a queue; ends at `end`, where the contact is done."""
    later = [waiting.wait_a_while("later", PAUSE_SECONDS, "again"), act.repeat("again", TRIES, queue, "end")]
    if cases:
        return [*open_case("keep", reason, "end", "later"), *later, act.hang_up("end")]
    return [waiting.wait_a_while("keep", PAUSE_SECONDS, "again"), later[1], act.hang_up("end")]
