"""May traffic go there? Asked before a move, and again between its steps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from operate.failover.ports import Gate, Pace
from operate.failover.shift import Between, Outcome
from operate.readiness.verdict import Readiness, Subject
from spec.errors import CloudError, PlanRefusedError

SHOWN = 3
"""Faults that are told in one line; `failover check` tells all."""


def require_ready(found: Iterable[Readiness], because: str) -> None:
    """Raises PlanRefusedError where a region is not shown to be ready, and nobody says why that must not matter."""
    for readiness in found:
        if not readiness.holds and not because:
            what = f"it is not ready to take the traffic: {_in_words(readiness)}; nothing was changed"
            hint = f"civicline failover check --in {readiness.region}; or, knowing that, --not-ready-because WHY"
            raise PlanRefusedError(readiness.region, what, hint)


def require_answering(found: Iterable[Readiness], known: Collection[Subject]) -> None:
    """After a move. Raises CloudError where less is answered than was known before."""
    for readiness in found:
        if worse := _worse(readiness, known):
            hint = f"civicline failover check --in {readiness.region}; civicline failover shift goes back"
            raise CloudError(readiness.region, f"everything has moved there, and {worse}", hint)


def held(gate: Gate, pace: Pace, regions: Collection[str], seconds: float, known: Collection[Subject]) -> Between:
    """Wait, then ask again: a reason to stop is what was not known to be unready before.

    regions   that receive
    """

    def between(_percent: int, _outcomes: tuple[Outcome, ...]) -> str:
        pace.pause(seconds)
        return "; ".join(filter(None, (_worse(gate(region), known) for region in regions)))

    return between


def unready(found: Iterable[Readiness]) -> frozenset[Subject]:
    """What a move was begun in spite of."""
    return frozenset(verdict.subject for readiness in found for verdict in readiness.refused)


def _worse(found: Readiness, known: Collection[Subject]) -> str:
    if found.verdicts and all(verdict.subject in known for verdict in found.refused):
        return ""
    fresh = Readiness(found.region, tuple(v for v in found.verdicts if v.subject not in known))
    return f"{found.region} is not ready any more: {_in_words(fresh)}"


def _in_words(found: Readiness) -> str:
    told = list(_sentences(found))
    if not told:
        return "nothing about it could be checked"
    more = f" (and {len(told) - SHOWN} more)" if len(told) > SHOWN else ""
    return "; ".join(told[:SHOWN]) + more


def _sentences(found: Readiness) -> Iterator[str]:
    for verdict in found.refused:
        yield f"{verdict.subject}: {_first(verdict.why)}"


def _first(why: Sequence[str]) -> str:
    return why[0] if why else "nobody can tell"
