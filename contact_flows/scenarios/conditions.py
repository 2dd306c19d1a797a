"""The columns of the matrix: the worlds in which every choice of every line is tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

CLOSED_MESSAGE = "We are closed today because of the storm. Stay safe."
ANNOUNCED_MESSAGE = "Statements are late this week. You need not do anything."


class Outcome(Enum):
    """What a caller with a simple wish is owed.

    SERVED      the queue of the choice
    KEPT        the request is kept as a case, and the reopening is told where there is one
    TOLD        the operator's message; no queue
    ANNOUNCED   the operator's message, then as SERVED
    PASSED_ON   the overflow queue, or KEPT where there is none
    OFFERED     nobody can answer: callback or KEPT
    REACHED     some person, now or later: even a broken center leaves nobody in silence
    """

    SERVED = auto()
    KEPT = auto()
    TOLD = auto()
    ANNOUNCED = auto()
    PASSED_ON = auto()
    OFFERED = auto()
    REACHED = auto()


@dataclass(frozen=True, slots=True)
class World:
    """One column.

    given   keys of a scenario's `given`
    full    the queue of the choice takes no more; it is only known with the choice
    empty   nobody works in the queue of the choice, and others do
    """

    name: str
    slug: str
    outcome: Outcome
    given: dict[str, Any] = field(default_factory=dict)
    full: bool = False
    empty: bool = False


def worlds(functions: tuple[str, ...], *, replica: bool) -> Iterator[World]:
    """All columns, in the order of the matrix.

    functions   ids of the functions that the center's flows call
    replica     another region can take over
    """
    yield World("open", "open", Outcome.SERVED)
    yield World("launch", "launch-weeks", Outcome.SERVED, {"at": "launch weeks"})
    # The greeting is not over when the line closes, so that either end is right; silence never is.
    yield World("closing", "closing", Outcome.REACHED, {"at": "one second before closing"})
    yield World("closed", "closed", Outcome.KEPT, {"at": "closed"})
    yield World("holiday", "holiday", Outcome.KEPT, {"at": "holiday"})
    closed = {"state": "closed", "message": CLOSED_MESSAGE}
    announce = {"state": "announce", "message": ANNOUNCED_MESSAGE}
    yield World("emerg", "emergency-closed", Outcome.TOLD, {"emergency": closed})
    yield World("announce", "emergency-announce", Outcome.ANNOUNCED, {"emergency": announce})
    yield World("full", "queue-full", Outcome.PASSED_ON, full=True)
    yield World("all full", "all-full", Outcome.OFFERED, {"full": "all"})
    yield World("no agent", "no-agent-of-its-own", Outcome.OFFERED, empty=True)
    yield World("no agent", "no-agent", Outcome.OFFERED, {"unstaffed": "all"})
    for function in functions:
        yield World("Lambda", f"dead-{function}", Outcome.SERVED, {"faults": {f"function:{function}": "dead"}})
    everything = {f"function:{function}": "dead" for function in functions}
    if everything:
        yield World("Lambda", "dead-functions", Outcome.SERVED, {"faults": everything})
        yield World("Lambda", "slow-functions", Outcome.SERVED, {"faults": dict.fromkeys(everything, "slow")})
        yield World("dark", "closed-dead-functions", Outcome.REACHED, {"at": "closed", "faults": everything})
        yield World("dark", "full-dead-functions", Outcome.REACHED, {"full": "all", "faults": everything})
    if replica:
        yield World("region", "region-down", Outcome.SERVED, {"region_down": True})
