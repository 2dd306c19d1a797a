"""From moments and simulated contacts to the scorecard. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from operate.drills.model import Scorecard

ENOUGH = 3
"""So many contacts on end that found nobody leave no doubt."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One simulated contact.

    at       seconds on the drill's clock
    region   where the traffic distribution group sent it; empty where nobody could tell
    why      why it found nobody; empty where it was answered
    """

    at: float
    region: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Moments on the drill's clock; None: did not come.

    lost           the region went dark
    detected       a simulated contact found nobody
    asked          somebody was asked to decide
    decided        and said yes
    moved          all of the traffic was read back in the receiving region
    homeward       the way home began
    home           and ended
    """

    lost: float | None = None
    detected: float | None = None
    asked: float | None = None
    decided: float | None = None
    moved: float | None = None
    homeward: float | None = None
    home: float | None = None


def score(placed: Sequence[Placed], marks: Marks, *, to: str, until: float, per_hour: float | None) -> Scorecard:
    """placed: in order of time. to: the region that received. until: when the last contact could still be placed."""
    began = marks.lost if marks.lost is not None else marks.decided
    unanswered = [contact for contact in placed if contact.why]
    return Scorecard(
        detection=_between(marks.lost, marks.detected),
        decision=_between(marks.asked, marks.decided),
        shift=_between(marks.decided, marks.moved),
        first_answered=_between(began, first_answered(placed, to, began)),
        restore=_between(marks.homeward, marks.home),
        placed=len(placed),
        unanswered=len(unanswered),
        seconds_without=round(sum(_stretches(placed, until)), 3),
        per_hour=per_hour,
    )


def first_answered(placed: Sequence[Placed], region: str, since: float | None) -> float | None:
    """When the first contact since a moment was answered in a region."""
    if since is None:
        return None
    return next((one.at for one in placed if one.at >= since and one.region == region and not one.why), None)


def why_unheard(placed: Sequence[Placed], region: str, since: float | None) -> str:
    """Why the first contact since a moment found nobody in a region; empty where all were answered."""
    return next(
        (one.why for one in placed if since is not None and one.at >= since and one.region == region and one.why), ""
    )


def heard(placed: Sequence[Placed], region: str, since: float | None) -> float | None:
    """When it was plain how a region treats contacts: one was answered, or several on end were not."""
    there = [one for one in placed if since is not None and one.at >= since and one.region == region]
    answered = next((one.at for one in there if not one.why), None)
    return answered if answered is not None or len(there) < ENOUGH else there[-1].at


def all_answered(placed: Sequence[Placed], regions: Sequence[str]) -> float | None:
    """When a contact had been answered in each of the regions."""
    first = [first_answered(placed, region, 0.0) for region in regions]
    known = [at for at in first if at is not None]
    return max(known) if known and len(known) == len(regions) else None


def first_unanswered(placed: Sequence[Placed], since: float) -> float | None:
    return next((one.at for one in placed if one.at >= since and one.why), None)


def _between(first: float | None, then: float | None) -> float | None:
    return None if first is None or then is None else round(max(0.0, then - first), 3)


def _stretches(placed: Sequence[Placed], until: float) -> Iterator[float]:
    """Each contact that found nobody stands for the time until the next one."""
    following = [*placed[1:], Placed(max(until, placed[-1].at), "")] if placed else []
    for one, then in zip(placed, following, strict=True):
        if one.why:
            yield then.at - one.at
