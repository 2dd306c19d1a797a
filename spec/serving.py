"""Which region serves a center's chat, e-mail and web: a row of the switchboard, the same in both regions.

Telephony, agents and sign-in are moved by the traffic distribution group, which knows nothing of the rest (Amazon
Connect Administrator Guide, "Update telephony traffic distribution across AWS Regions"). Without a row the center's own
region serves. Where the two regions have different rows, the one with the higher turn counts: clocks may be wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from spec.switches import SCOPE, Item

CHANNELS = ("chat", "email", "web")
"""What follows the row."""
_NEEDED = (*CHANNELS, "turn", "since")
_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


def serving_scope(center: str) -> str:
    return f"serving#{center}"


def doors_scope(center: str) -> str:
    """Of the row that names the URL of the front door in each region. `up` writes it; it is no operator's."""
    return f"doors#{center}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """One row.

    regions   the serving one, by channel
    turn      of later moves it is higher: `next_turn`
    since     when `by` wrote it; written: the same as the row has it, where somebody wrote it by hand
    towards   the region to which a move began that has not ended; empty where none is under way
    """

    center: str
    regions: Mapping[str, str]
    turn: int
    since: dt.datetime
    by: str
    towards: str = ""
    written: str = field(default="", compare=False)

    def entirely_in(self, region: str) -> bool:
        return all(self.regions[channel] == region for channel in CHANNELS)

    def item(self) -> Item:
        """As DynamoDB has it."""
        texts = {
            SCOPE: serving_scope(self.center),
            **{channel: self.regions[channel] for channel in CHANNELS},
            "since": self.since.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            "by": self.by,
            "towards": self.towards,
        }
        return {"turn": {"N": str(self.turn)}, **{name: {"S": text} for name, text in texts.items() if text}}


def serving_of(item: Mapping[str, Mapping[str, str]]) -> Serving | None:
    """A row as read from DynamoDB; None where somebody wrote one that means nothing."""
    try:
        return Serving(
            center=item[SCOPE]["S"].partition("#")[2],
            regions={channel: item[channel]["S"] for channel in CHANNELS},
            turn=int(item["turn"]["N"]),
            since=_moment(item["since"]["S"]),
            by=item.get("by", {}).get("S", ""),
            towards=item.get("towards", {}).get("S", ""),
            written=item["since"]["S"],
        )
    except (KeyError, ValueError, TypeError):
        return None


def _moment(text: str) -> dt.datetime:
    """The turn decides. So a time that means nothing is one of long ago, and one without a zone is in UTC."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return _LONG_AGO
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def next_turn(counts: Serving | None, moved: dt.datetime | None) -> int:
    """Of a row that is written now: above the one that counts, and above what a region that is dark may keep.

    That one may have had moves of which no other region knows. No operator's clock tells how old they are: Amazon
    Connect's does, by which a group was moved last; in seconds since 1970, as a person writes a row by hand.

    moved   as the group says now; None: never
    """
    return max(counts.turn if counts else 0, 0 if moved is None else int(moved.timestamp())) + 1


def newest(rows: Mapping[str, Serving | None]) -> Serving | None:
    """The row that counts, of those that the regions have."""
    return max((row for row in rows.values() if row is not None), key=lambda row: (row.turn, row.since), default=None)


def unchanged(was: Serving | None) -> dict[str, Any]:
    """Parameters of a write to DynamoDB: only where the row is what was seen. One that means nothing may go."""
    if was is None:
        absent = " OR ".join(f"attribute_not_exists(#{name})" for name in _NEEDED)
        return {"ConditionExpression": absent, "ExpressionAttributeNames": {f"#{name}": name for name in _NEEDED}}
    item = was.item() | ({"since": {"S": was.written}} if was.written else {})
    known = ("turn", "since", "by", "towards")
    same = [f"#{name} = :{name}" if name in item else f"attribute_not_exists(#{name})" for name in known]
    return {
        "ConditionExpression": " AND ".join(same),
        "ExpressionAttributeNames": {f"#{name}": name for name in known},
        "ExpressionAttributeValues": {f":{name}": item[name] for name in known if name in item},
    }
