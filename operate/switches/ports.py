"""What the switches need of the outside world: a switchboard with its log, and the name of whoever is asking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from spec.errors import CloudError
from spec.switches import LogEntry, SwitchRow

Rows = Mapping[str, SwitchRow]
"""By scope; what is not there has no row."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a switchboard is: one center in one region."""

    center: str
    region: str


Seen = Mapping[Place, Rows | CloudError]
"""What was read where, or why it was not; a center's own region comes before its others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row, from what was seen to what it shall be (None: no row), and the entry of the log that tells of it."""

    scope: str
    was: SwitchRow | None
    then: SwitchRow | None
    entry: LogEntry


class OvertakenError(CloudError):
    """The row is not any more what was seen: somebody else changed it. Nothing was written."""


class Board(Protocol):
    """The switchboard of one center in one region, and its log."""

    @property
    def place(self) -> Place: ...

    def rows(self, scopes: Sequence[str]) -> Rows:
        """As they are at this moment, expired ones too. Raises CloudError."""

    def change(self, changes: Sequence[Change], token: str) -> None:
        """All of them or none; the same token a second time is the same change.

        raises   OvertakenError; CloudError, after which they may have happened all the same
        """

    def entries(self) -> Iterator[LogEntry]:
        """The log, newest first. Raises CloudError."""


class Identity(Protocol):
    def __call__(self, region: str) -> str:
        """ARN of the caller, as one region tells it. Raises CloudError."""
