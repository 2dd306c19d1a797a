"""A move before it happens, and between its steps: all that an operator must know to say yes."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cli.render.moments import at
from cli.render.table import Row, table
from operate.failover.limits import Touched
from operate.failover.plan import Move, Plan
from operate.failover.record import NAMES
from operate.failover.shift import Outcome
from operate.failover.words import split_words, where_now
from operate.readiness.verdict import Readiness
from operate.readiness.verdict import State as Ready
from spec.faults import listed
from spec.serving import CHANNELS
from spec.switches import Action

REASONS, LONGEST = 4, 160
"""Of a check, in a question: so many, so long; `failover check` tells all."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out beside the plan. me: ARN, and name on this machine."""

    readiness: Sequence[Readiness]
    touched: Touched
    me: tuple[str, str]
    zone: dt.tzinfo


def as_question(plan: Plan, known: Known, width: int) -> str:
    """All that an operator must know before the answer is yes."""
    rows: list[Row] = [(None, _verb(plan))]
    if known.touched.centers:
        rows.append(("touches", str(known.touched)))
    for move in plan.moves:
        rows += _move(move, known.zone, several=len(plan.moves) > 1)
    rows += [*_stays(plan), *_checked(plan, known.readiness)]
    if plan.wish.beyond:
        rows.append(("beyond", f"the limits: {plan.wish.beyond}"))
    if plan.wish.reason:
        rows.append(("reason", plan.wish.reason))
    arn, name = known.me
    return table([*rows, ("signed", f"{arn} ({name})")], width)


def question(plan: Plan) -> str:
    """`Shift office to us-west-2?`"""
    return f"{_verb(plan)}?"


def _verb(plan: Plan) -> str:
    verb = "Restore" if plan.wish.action is Action.RESTORE else "Shift"
    by_region = {to: [move.center for move in plan.moves if move.to == to] for to in plan.regions}
    return f"{verb} " + "; ".join(f"{listed(names, 'and')} to {to}" for to, names in by_region.items())


def _move(move: Move, zone: dt.tzinfo, *, several: bool) -> Iterator[Row]:
    if several:
        yield None, f"center {move.center}:"
    yield "now", where_now(move.seen)
    for stage in move.stages:
        yield f"{stage.percent} %" if len(move.stages) > 1 else "then", split_words(stage.split)
    if not move.stages:
        yield "then", "the same: calls and agents are there already"
    others = listed([NAMES[channel] for channel in CHANNELS], "and")
    if move.whole:
        yield "follow", f"{others} to {move.to}"
    else:
        yield "stay", f"{others}: they move with the last of the traffic"
    if row := move.unfinished:
        yield "UNDER WAY", f"a move to {row.towards}, begun {at(row.since.astimezone(zone))} by {row.by}, has not ended"
    for region in {**move.seen.unread_rows, **move.seen.dark}:
        yield region, "does not answer, and is not needed"


def _stays(plan: Plan) -> Iterator[Row]:
    """Nothing that Amazon Connect has begun changes its region."""
    dark = any(move.away in move.seen.dark for move in plan.moves)
    if any(move.stages for move in plan.moves):
        left = listed(list(dict.fromkeys(move.away for move in plan.moves)), "and")
        how = "if it comes back" if dark else "as usual; agents finish their call, then move"
        yield "stays", f"calls that wait or talk, open chats and tasks in {left} are served there, {how}"


def _checked(plan: Plan, readiness: Sequence[Readiness]) -> Iterator[Row]:
    for found in readiness:
        if found.holds and all(verdict.state is Ready.READY for verdict in found.verdicts):
            yield "ready", f"{found.region} can answer every line and channel"
        elif not found.verdicts:
            yield "NOT READY", f"nothing about {found.region} could be checked"
        yield from _worse(found, Ready.NOT_READY, "NOT READY")
        yield from _worse(found, Ready.DEGRADED, "degraded")
    if plan.wish.because:
        yield "all the same", plan.wish.because


def _worse(found: Readiness, state: Ready, label: str) -> Iterator[Row]:
    """What it concerns, and the first reasons; each is told once."""
    concerned = [verdict for verdict in found.verdicts if verdict.state is state]
    reasons = list(dict.fromkeys(why for verdict in concerned for why in verdict.why))
    if concerned:
        yield label, listed([str(verdict.subject) for verdict in concerned], "and")
    for why in reasons[:REASONS]:
        yield "", f"- {textwrap.shorten(why, LONGEST, placeholder=' ...')}"
    left = len(reasons) - REASONS
    if left > 0:
        yield "", f"- {left} more: civicline failover check --in {found.region}"


def step_done(percent: int, outcomes: Sequence[Outcome], hold: int) -> str:
    told = "; ".join(f"{one.move.center}: {split_words(one.split) if one.split else one.why}" for one in outcomes)
    waiting = f"waiting {hold} s, then checking" if hold else "checking"
    return f"{percent} % done: {told}; {waiting}"
