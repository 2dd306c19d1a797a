"""Carrying a plan out: all regions at once, read back, and told region by region. Nothing fails silently."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from operate.switches.plan import Plan, Step
from operate.switches.ports import Board, Change, OvertakenError, Place, Rows
from operate.switches.state import Late, at_once, unsaid
from spec.errors import CloudError, PlanRefusedError
from spec.faults import listed
from spec.switches import LogEntry


class State(StrEnum):
    """What became of a region: OVERTAKEN by somebody else who changed the same row."""

    SWITCHED = "switched"
    ALREADY = "already"
    FAILED = "failed"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """why: of what is not as wished; rows: what was read there at last, where anything was."""

    place: Place
    state: State
    why: str = ""
    rows: Rows | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """who: ARN of the caller's identity; os_user: what the operator's machine calls him."""

    who: str
    os_user: str
    at: dt.datetime

    @property
    def text(self) -> str:
        return f"{self.who} ({self.os_user})"


def carry_out(
    plan: Plan, boards: Iterable[Board], signature: Signature, fresh: Callable[[], str], late: Late = unsaid
) -> tuple[Outcome, ...]:
    """One outcome a place, in the order of the plan.

    fresh    gives ids that nobody has yet, of at most 32 characters
    late     is told of places that keep everybody waiting
    raises   PlanRefusedError where the end has come while the operator was asked
    """
    if plan.ends is not None and signature.at >= plan.ends:
        raise PlanRefusedError("", f"it is past {plan.ends:%H:%M %Z} by now; nothing was changed", "give a later end")
    nonces = {step.scope: fresh() for step in plan.steps}
    by_place = {board.place: board for board in boards}

    def one(place: Place) -> Outcome:
        if place in plan.dark:
            return Outcome(place=place, state=State.FAILED, why=_said(plan.dark[place]))
        changes = [_change(plan, step, signature, nonces[step.scope]) for step in plan.steps_at(place)]
        if not changes:
            return Outcome(place=place, state=State.ALREADY, rows=plan.seen[place])
        return _write(by_place[place], changes, fresh())

    return tuple(at_once(one, plan.places, late))


def _change(plan: Plan, step: Step, signature: Signature, nonce: str) -> Change:
    then = step.then and replace(step.then, set_by=signature.text, set_at=signature.at)
    entry = LogEntry(
        center=step.place.center,
        at=signature.at,
        nonce=nonce,
        who=signature.who,
        os_user=signature.os_user,
        action=plan.wish.action,
        scope=step.scope,
        kind=then.kind if then else None,
        message=then.message if then else "",
        message_in=then.message_in if then else {},
        until=then.expires if then else None,
        reason=plan.wish.reason,
    )
    return Change(scope=step.scope, was=step.was, then=then, entry=entry)


def _write(board: Board, changes: Sequence[Change], token: str) -> Outcome:
    """What the service said is one thing; what is there afterwards decides."""
    refusal: CloudError | None = None
    try:
        board.change(changes, token)
    except CloudError as error:
        refusal = error
    try:
        rows = board.rows([change.scope for change in changes])
    except CloudError as error:
        return _unread(board.place, refusal, error)
    if _shown(rows, {change.scope: change.then for change in changes}):
        return Outcome(place=board.place, state=State.SWITCHED, rows=rows)
    if refusal is None:
        what = "the change was written, and somebody else changed it since"
        return Outcome(place=board.place, state=State.OVERTAKEN, why=what, rows=rows)
    state = State.OVERTAKEN if isinstance(refusal, OvertakenError) else State.FAILED
    return Outcome(place=board.place, state=state, why=_said(refusal), rows=rows)


def _unread(place: Place, refusal: CloudError | None, error: CloudError) -> Outcome:
    if refusal is None:
        why = f"AWS took the change; it could not be read back: {_said(error)}"
        return Outcome(place=place, state=State.SWITCHED, why=why)
    return Outcome(place=place, state=State.FAILED, why=_said(refusal))


def _said(error: CloudError) -> str:
    """Where and what, on one line."""
    return f"{error.where}: {error.what}"


def _shown(rows: Rows, wanted: Mapping[str, object]) -> bool:
    return all(rows.get(scope) == row for scope, row in wanted.items())


def require_whole(outcomes: Sequence[Outcome]) -> None:
    """Raises PlanRefusedError where somebody else was quicker, CloudError where a region is not switched."""
    regions = {state: [outcome for outcome in outcomes if outcome.state is state] for state in State}
    if overtaken := regions[State.OVERTAKEN]:
        what = "somebody else changed it meanwhile"
        raise PlanRefusedError(
            _names(overtaken, outcomes), what, "civicline switches shows what is in force; then decide anew"
        )
    if failed := regions[State.FAILED]:
        done = [*regions[State.SWITCHED], *regions[State.ALREADY]]
        names = _names(done, outcomes)
        what = (
            f"not switched; {names} {'is' if len(done) == 1 else 'are'}"
            if done
            else "not switched, and no other region is"
        )
        raise CloudError(_names(failed, outcomes), what, "run the same command again: it does what is missing")


def _names(some: Sequence[Outcome], outcomes: Sequence[Outcome]) -> str:
    """Regions; with their centers where there are several of those."""
    several = len({outcome.place.center for outcome in outcomes}) > 1
    return listed([f"{o.place.region} ({o.place.center})" if several else o.place.region for o in some], "and")
