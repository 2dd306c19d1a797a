"""The row by which the probe of one region tells both switchboards that it lives, and what it sees.

One plain row a center and region, written over with every look; no entry in the log. That the row is fresh says that
the region runs its function and reaches this table; that it is stale is one witness of two that the region is gone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from spec.switches import EXPIRES, SCOPE, Item

KEPT = dt.timedelta(days=7)
"""After that a row of a region that was given up goes away by itself."""


def heartbeat_scope(center: str, region: str) -> str:
    """Key of the row that the probe in `region` writes."""
    return f"heartbeat#{center}#{region}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """One row.

    at       when the probe of `region` looked, by its own clock
    answers  whether each line of its own region can be answered
    sees     the same of the other region, as seen from this one; empty for a center in one region
    """

    center: str
    region: str
    at: dt.datetime
    answers: Mapping[str, bool]
    sees: Mapping[str, bool] = field(default_factory=dict)

    @property
    def untold(self) -> frozenset[str]:
        """Lines of which the region could not tell whether it answers them, though it could of the other region."""
        return frozenset(self.sees.keys() - self.answers.keys())

    @property
    def none_answers(self) -> bool:
        """Whether it says of every line that it cannot be answered; what was not told is no such word."""
        return bool(self.answers) and not self.untold and not any(self.answers.values())

    def stale(self, now: dt.datetime, after: dt.timedelta) -> bool:
        """Whether it is older than that. One from the future is fresh: a clock ahead is no dead region."""
        return now - self.at > after

    def item(self) -> Item:
        """As DynamoDB has it."""
        expires = int((self.at + KEPT).timestamp())
        return {
            SCOPE: {"S": heartbeat_scope(self.center, self.region)},
            "at": {"S": self.at.astimezone(dt.UTC).isoformat(timespec="seconds")},
            "answers": _map(self.answers),
            "sees": _map(self.sees),
            EXPIRES: {"N": str(expires)},
        }


def heartbeat_of(item: Item) -> Heartbeat | None:
    """A row as read from DynamoDB; None where there is none, or one that means nothing."""
    try:
        _, center, region = item[SCOPE]["S"].split("#")
        return Heartbeat(
            center=center,
            region=region,
            at=_moment(item["at"]["S"]),
            answers=_booleans(item["answers"]),
            sees=_booleans(item.get("sees", {"M": {}})),
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        return None


def _moment(text: str) -> dt.datetime:
    found = dt.datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def _map(found: Mapping[str, bool]) -> Item:
    return {"M": {line: {"BOOL": answers} for line, answers in found.items()}}


def _booleans(told: Item) -> dict[str, bool]:
    return {line: bool(found["BOOL"]) for line, found in told["M"].items()}
