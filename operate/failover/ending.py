"""How a move ended, for the exit code: what is where, and how to go on or back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from operate.failover.one_region import Alone
from operate.failover.reading import Seen
from operate.failover.shift import Outcome, State
from operate.failover.words import said, split_words
from spec.errors import CloudError, PlanRefusedError
from spec.faults import listed


def require_moved(outcomes: Sequence[Outcome]) -> None:
    """Raises PlanRefusedError (held, or somebody else moves it), CloudError (not done everywhere)."""
    if found := [outcome for outcome in outcomes if outcome.state is State.OVERTAKEN]:
        what = f"somebody else moves it: {_where(found)}"
        raise PlanRefusedError(_names(found), what, "civicline failover status shows it; agree, then run one command")
    if found := [outcome for outcome in outcomes if outcome.state is State.FAILED]:
        raise CloudError(_names(found), f"not moved as you wanted: {_where(found)}", _onward(found))
    if found := [outcome for outcome in outcomes if outcome.state is State.HELD]:
        raise PlanRefusedError(_names(found), f"held: {_where(found)}", _onward(found))
    if late := {region: why for outcome in outcomes for region, why in unwritten(outcome).items()}:
        what = "calls and agents have moved; that chat, e-mail and web follow could not be written there"
        raise CloudError(listed(list(late), "and"), what, "run the same command again: it does what is missing")


def received(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """By center, the region to which its calls have gone just now."""
    moved = [outcome.move for outcome in outcomes if outcome.state is State.MOVED]
    return {move.center: move.to for move in moved if move.stages}


def arrived(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Regions to which calls have gone just now."""
    return tuple(dict.fromkeys(received(outcomes).values()))


def unwritten(outcome: Outcome) -> dict[str, str]:
    """Regions whose row is missing though they answer; the one that is left may be dark, and is told of anew later."""
    dark = set(outcome.move.seen.dark) - {outcome.move.to}
    return {region: why for region, why in outcome.missing.items() if region not in dark}


def _names(outcomes: Iterable[Outcome]) -> str:
    return listed([outcome.move.center for outcome in outcomes], "and")


def _where(outcomes: Iterable[Outcome]) -> str:
    return "; ".join(
        f"{split_words(outcome.split)}" if outcome.split else f"nobody can tell where its traffic is ({outcome.why})"
        for outcome in outcomes
    )


def _onward(outcomes: Sequence[Outcome]) -> str:
    move = outcomes[0].move
    forward = f"run the same command again to go on to {move.to}"
    return f"{forward}; or civicline failover shift --to {move.away} --now to go back"


def require_told(seen: Sequence[Seen], alone: Sequence[Alone] = ()) -> None:
    """Raises CloudError where nobody can tell where a center's traffic goes, after the rest was shown.

    alone   centers of which the one region is all that there is
    """
    for one in seen:
        if one.split is None:
            regions, error = listed(list(one.regions), "and"), next(iter(one.dark.values()))
            what = f"no region tells where traffic of {one.center} goes: {said(error)}"
            raise CloudError(regions, what, error.hint or "run the command again")
    for lone in alone:
        if lone.silence is not None:
            hint = "civicline failover runbook says what only the carrier can do; or run the command again"
            raise CloudError(lone.region, f"{lone.center} is there only, and {lone.silence.what}", hint)
