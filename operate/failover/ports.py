"""What a failover needs of the outside world. A region that is dark costs its own time-out and no more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from operate.failover.model import Split
from operate.readiness.verdict import Readiness
from operate.switches.ports import Place
from spec.errors import CloudError
from spec.serving import Serving
from spec.switches import LogEntry


class BusyError(CloudError):
    """No answer, or a refusal for the moment. A change may have happened all the same; asking again is worth it."""


class DarkError(BusyError):
    """No answer at all."""


class UnknownGroupError(CloudError):
    """The region answers, and knows no such traffic distribution group."""


class Group(Protocol):
    """The traffic distribution group of one center: one state, told and changed in either region."""

    def read(self, region: str) -> Split:
        """As that region tells it. Raises UnknownGroupError, CloudError."""

    def update(self, region: str, split: Split) -> None:
        """Ask that region, which shall receive, to change all of it in one call. Raises BusyError, CloudError."""


class Flags(Protocol):
    """The row of one region that says who serves chat, e-mail and web; with the log beside it."""

    @property
    def place(self) -> Place: ...

    def read(self) -> Serving | None:
        """Raises CloudError."""

    def write(self, was: Serving | None, then: Serving, entry: LogEntry, token: str) -> None:
        """Row and entry, both or neither; the same token a second time is the same change.

        raises   OvertakenError where the row is not any more what was seen; BusyError, CloudError: it may have happened
        """


class Gate(Protocol):
    def __call__(self, region: str) -> Readiness:
        """Whether the region can answer now. What cannot be found out is not ready; so it raises nothing of AWS."""


class Pace(Protocol):
    """Time, as a shift needs it."""

    def now(self) -> dt.datetime:
        """In UTC, as the clock of this machine has it: for words and the log, and to decide nothing."""

    def elapsed(self) -> float:
        """Seconds since some moment; whoever sets the clock of this machine does not change it."""

    def pause(self, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Controls:
    """All that moves one center. regions: its own and the replica's; flags: of both, in the same order."""

    center: str
    regions: tuple[str, str]
    group: Group
    flags: tuple[Flags, ...]

    def across(self, region: str) -> str:
        """The other region."""
        home, replica = self.regions
        return replica if region == home else home
