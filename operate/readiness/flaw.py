"""What a region lacks, and whom that touches: the one form in which every kind of evidence is judged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from contact_flows.language.document import Ref


class Area(StrEnum):
    """Parts of a center that a flaw may touch as a whole; all but the first are channels, too."""

    ALL = "all"
    VOICE = "voice"
    CHAT = "chat"
    EMAIL = "email"
    TASK = "task"
    AGENTS = "agents"


Touch = Area | Ref
"""An area; or a thing that flows name, which touches every line and channel that can come to it."""

ANSWERED = (Area.VOICE, Area.CHAT, Area.EMAIL, Area.TASK, Area.AGENTS)
"""All that needs somebody who answers."""


def line(id_: str) -> Ref:
    """What touches one line, and none of those that pass callers on to it."""
    return Ref("line", id_)


@dataclass(frozen=True, slots=True)
class Flaw:
    """touches  whom it concerns
    breaks   contacts are not answered, or nobody can tell; otherwise something is lost
    what     one sentence that says what is wrong, and for whom it matters
    todo     what to do about it
    """

    touches: tuple[Touch, ...]
    breaks: bool
    what: str
    todo: str
