"""After a move: do chat, e-mail and web follow? Asked at the door of the region that received."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from operate.failover.record import NAMES
from operate.failover.shift import Outcome
from operate.serving.door import ReadPage, ask_door
from operate.switches.state import at_once
from spec.deployed import RECEIVE, Deployed, DeployedCenter, DnsRecord
from spec.errors import CloudError
from spec.faults import listed
from spec.serving import CHANNELS, newest


class State(StrEnum):
    """UNASKED: the sandbox runs no function. NO_DOOR: nothing recorded; an older deployment, or GovCloud."""

    FOLLOWS = "follows"
    STAYS = "stays"
    SILENT = "silent"
    UNASKED = "unasked"
    NO_DOOR = "no_door"


@dataclass(frozen=True, slots=True)
class Followed:
    """One center. region: that received; why: what the door said, where it is not as wished.

    mail  by DNS: the record by which mail comes to that region; None for a center without e-mail
    """

    center: str
    region: str
    state: State
    why: str = ""
    mail: DnsRecord | None = None

    @property
    def holds(self) -> bool:
        return self.state not in (State.STAYS, State.SILENT)


def followed(outcomes: Sequence[Outcome], deployed: Deployed, read: ReadPage) -> tuple[Followed, ...]:
    """Of centers that have moved entirely, in their order; all doors are asked at once."""
    moved = [one for one in outcomes if one.whole and _entirely(one)]
    return tuple(at_once(lambda one: _asked(one, deployed.centers[one.move.center], read), moved))


def require_followed(found: Sequence[Followed]) -> None:
    """Raises CloudError where a door does not say what the row says."""
    for one in found:
        if not one.holds:
            what = f"calls and agents have moved, and so has the row; but {one.why}"
            hint = (
                f"civicline failover check --in {one.region}; web pages that ask the other door are sent here as well"
            )
            raise CloudError(f"front door in {one.region}", what, hint)


def _entirely(outcome: Outcome) -> bool:
    row = newest(outcome.rows)
    return row is not None and row.entirely_in(outcome.move.to)


def _asked(outcome: Outcome, center: DeployedCenter, read: ReadPage) -> Followed:
    to = outcome.move.to
    mail, url = inbound(center, to), url_in(center, to)
    if url is None:
        return Followed(outcome.move.center, to, State.NO_DOOR, mail=mail)
    state, why = _told(read, url, to)
    return Followed(outcome.move.center, to, state, why, mail)


def _told(read: ReadPage, url: str, to: str) -> tuple[State, str]:
    try:
        told = ask_door(read, url)
    except CloudError as error:
        return State.SILENT, f"the door there could not be asked ({error.where}: {error.what})"
    if told is None:
        return State.UNASKED, ""
    stays = list(_stays(told.serving, to))
    return (State.STAYS, f"the door there says that {listed(stays, 'and')}") if stays else (State.FOLLOWS, "")


def _stays(serving: Mapping[str, str], to: str) -> Iterator[str]:
    for channel in CHANNELS:
        if serving[channel] != to:
            yield f"{NAMES[channel]} is served by {serving[channel]}"


def url_in(center: DeployedCenter, region: str) -> str | None:
    """Of the front door there."""
    if region == center.region:
        return center.front_door
    return center.replica.front_door if center.replica is not None else None


def inbound(center: DeployedCenter, region: str) -> DnsRecord | None:
    """By which mail comes to a region."""
    return next((one for one in center.dns if one.use == RECEIVE and one.region == region), None)
