"""What is kept of a drill: its evidence."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from spec.models.base import Model

VERSION = 1
HOUR = 3600


class Kind(StrEnum):
    """TABLETOP: talked through. SIMULATED: in a sandbox that loses a region. REAL: traffic goes and comes home."""

    TABLETOP = "tabletop"
    SIMULATED = "simulated"
    REAL = "real"


class Result(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


class Scorecard(Model):
    """Seconds and contacts, all of them measured; None: this drill could not measure it.

    detection         from the loss of the region to the first simulated contact that found nobody
    decision          from there, or from the question, to the answer
    shift             from the answer until calls, agents and sign-in were read back in the receiving region
    first_answered    from the loss of the region, else from the answer, to the first contact answered there
    restore           from the wish to go home until all was read back there
    placed            simulated contacts
    unanswered        those of them that found nobody
    seconds_without   time for which a contact would have found nobody
    per_hour          calls of the busiest hour that the spec expects
    """

    detection: float | None = None
    decision: float | None = None
    shift: float | None = None
    first_answered: float | None = None
    restore: float | None = None
    placed: int = 0
    unanswered: int = 0
    seconds_without: float = 0.0
    per_hour: float | None = None

    @property
    def lost(self) -> float | None:
        """Contacts of the busiest hour that would have found nobody."""
        if not self.seconds_without:
            return 0.0
        return None if self.per_hour is None else self.per_hour * self.seconds_without / HOUR


class Drill(Model):
    """One drill.

    at       when it began; seconds: how long it took
    who      ARN of the caller's identity; os_user: what the operator's machine calls him
    reason   why it was held, or why in spite of what the check said
    notes    what was seen on the way, and where it failed
    logged   regions whose log of switches has it
    """

    version: Annotated[int, Field(ge=1, le=VERSION)] = VERSION
    kind: Kind
    program: str
    stack: str
    target: str
    centers: tuple[str, ...]
    to: str
    at: dt.datetime
    seconds: float
    who: str
    os_user: str
    result: Result
    scorecard: Scorecard
    reason: str = ""
    notes: tuple[str, ...] = ()
    logged: tuple[str, ...] = ()
