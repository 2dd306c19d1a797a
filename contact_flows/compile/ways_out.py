"""What every flow for callers ends with, and which of its actions a caller can come to."""

from __future__ import annotations

from collections.abc import Sequence

from contact_flows import actions as act
from contact_flows.compile.speaker import Speaker
from contact_flows.language.document import Action


def ways_out(speaker: Speaker) -> list[Action]:
    """A kept request, the second way, and what is left when even that fails."""
    return [
        act.go_to_flow("message", speaker.flow("message"), "fallback"),
        act.go_to_flow("fallback", speaker.flow("fallback"), "sorry"),
        act.say("sorry", speaker.words("technical_problem"), "end"),
        act.hang_up("end"),
    ]


def reached(steps: Sequence[Action]) -> list[Action]:
    """Only what a caller can come to: a way out that nothing takes is left out."""
    by_id = {action.id: action for action in steps}
    found: set[str] = set()
    ahead = [steps[0].id]
    while ahead:
        here = ahead.pop()
        if here not in found:
            found.add(here)
            ahead += by_id[here].targets()
    return [action for action in steps if action.id in found]
