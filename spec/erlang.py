"""Erlang C: how long callers wait for a number of agents. Patience is not modeled: the safe side."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """What callers of one busy hour meet."""

    probability: float
    """Share of callers who wait at all, 0..1."""
    spare: float
    """Agents beyond the offered load; zero or less when the line never empties."""
    handle_seconds: float

    @property
    def average_wait(self) -> float:
        """Mean wait of all callers in seconds, those who do not wait included."""
        return self.probability * self.handle_seconds / self.spare if self.spare > 0 else math.inf

    def service_level(self, threshold_seconds: float) -> float:
        """Share of callers answered within the threshold, 0..1."""
        if self.spare <= 0:
            return 0.0
        return 1 - self.probability * math.exp(-self.spare * threshold_seconds / self.handle_seconds)


def scheduled_to_phones(scheduled: int, shrinkage: float) -> int:
    """Agents on the telephone out of those scheduled. Rounded down: half an agent answers nothing."""
    return math.floor(scheduled * (1 - shrinkage) + 1e-9)


def waiting(calls_per_hour: float, handle_seconds: float, agents: int) -> Waiting:
    """Erlang C for one hour. The recursion over Erlang B stays exact where factorials would overflow."""
    load = calls_per_hour * handle_seconds / 3600
    if agents <= load:
        return Waiting(1.0, agents - load, handle_seconds)
    blocked = 1.0
    for n in range(1, agents + 1):
        blocked = load * blocked / (n + load * blocked)
    probability = agents * blocked / (agents - load * (1 - blocked))
    return Waiting(probability, agents - load, handle_seconds)
