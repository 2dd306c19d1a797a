"""Where the contacts of a center go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

ALL = 100
STEP = 10
"""Amazon Connect moves traffic in parts of ten percent (API Reference, UpdateTrafficDistribution)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What a traffic distribution group says.

    voice, agents   percent of new calls and of agents, by region
    sign_in         whether agents may sign in there
    since           when it was changed last; None: never
    """

    voice: Mapping[str, int]
    agents: Mapping[str, int]
    sign_in: Mapping[str, bool]
    since: dt.datetime | None = field(default=None, compare=False)

    def entirely_in(self, region: str) -> bool:
        """New calls are answered there and nowhere else: agents are there, and can sign in."""
        return self.voice.get(region) == self.agents.get(region) == ALL and self.sign_in.get(region, False)
