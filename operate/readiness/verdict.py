"""What `failover check` says: of each line and channel, whether a region can answer it now.

A shift asks `Readiness.holds`. What could not be read counts as missing: partial evidence is never a pass.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """ready      contacts are answered as they are now
    degraded   they are answered, and something is lost: `why` says what
    not_ready  they are not answered, or nobody can tell
    """

    READY = "ready"
    DEGRADED = "degraded"
    NOT_READY = "not_ready"


class Scope(StrEnum):
    LINE = "line"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """A line or a channel (voice, chat, email, task, agents) of one center; `id` as the spec has it."""

    center: str
    scope: Scope
    id: str

    def __str__(self) -> str:
        return f"{self.scope} {self.id} ({self.center})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """why: one sentence for each thing that is lost or missing; todo: what to do about it, in the same order."""

    subject: Subject
    state: State
    why: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readiness:
    """Of one region, over every center that was asked about."""

    region: str
    verdicts: tuple[Verdict, ...]

    @property
    def holds(self) -> bool:
        """Every line and channel can be answered there; a check that looked at nothing has shown nothing."""
        return bool(self.verdicts) and all(verdict.state is not State.NOT_READY for verdict in self.verdicts)

    @property
    def ready(self) -> bool:
        """The same, and nothing is lost."""
        return bool(self.verdicts) and all(verdict.state is State.READY for verdict in self.verdicts)

    @property
    def refused(self) -> tuple[Verdict, ...]:
        """What keeps traffic away."""
        return tuple(verdict for verdict in self.verdicts if verdict.state is State.NOT_READY)


def together(region: str, parts: Iterable[Readiness]) -> Readiness:
    """Of several centers, as one."""
    return Readiness(region, tuple(verdict for part in parts for verdict in part.verdicts))
