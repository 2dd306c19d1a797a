"""Where contacts go, and a move before and after it happens."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cli.render.moments import at
from cli.render.table import Row, table
from operate.failover.ending import unwritten
from operate.failover.model import ALL, Split
from operate.failover.plan import Move, Plan
from operate.failover.reading import Seen
from operate.failover.record import NAMES
from operate.failover.shift import Outcome, State
from operate.failover.words import said, shares, split_words, where_now
from operate.readiness.verdict import Readiness
from operate.readiness.verdict import State as Ready
from operate.switches.apply import Signature
from spec.faults import listed
from spec.serving import CHANNELS, newest
from spec.switches import Action

DID = {
    State.MOVED: "moved",
    State.ALREADY: "already there",
    State.HELD: "HELD on the way",
    State.FAILED: "NOT moved as you wanted",
    State.OVERTAKEN: "NOT as you wanted: somebody else moves it",
}
REASONS, LONGEST = 4, 160
"""Of a check, in a question: so many, so long; `failover check` tells all."""
DIFFERS = "regions disagree; the one that was written last counts; the same move again makes them agree"


def status_text(seen: Sequence[Seen], zone: dt.tzinfo, width: int) -> str:
    return table([row for one in seen for row in _status(one, zone)], width)


def _status(seen: Seen, zone: dt.tzinfo) -> Iterator[Row]:
    yield None, f"center {seen.center}"
    if seen.split is None:
        yield "calls", "nobody can tell: no region answers"
    else:
        yield "calls", shares(seen.split.voice)
        yield "agents", shares(seen.split.agents)
        yield "sign-in", _sign_in(seen.split)
        yield "since", at(seen.split.since.astimezone(zone)) if seen.split.since else "it was set up"
    if seen.read_rows:
        yield from ((NAMES[channel], region) for channel, region in seen.served.items())
    row = seen.serving
    if row is not None:
        yield "written", f"{at(row.since.astimezone(zone))} by {row.by}"
        if row.towards:
            yield "UNDER WAY", f"a move to {row.towards} began then and has not ended: run it again, or back"
    if not seen.agrees:
        yield "BUT", f"about {listed(list(NAMES.values()), 'and')} the {DIFFERS}"
    for region, error in {**seen.unread_rows, **seen.dark}.items():
        yield region, f"does not answer: {said(error)}"


def _sign_in(split: Split) -> str:
    regions = [region for region, enabled in split.sign_in.items() if enabled]
    return listed(regions, "and") if regions else "NOWHERE"


def status_json(seen: Sequence[Seen]) -> dict[str, Any]:
    """Of the first center at the top, as there is mostly one; of all by their ids."""
    centers = {one.center: _status_json(one) for one in seen}
    return {**next(iter(centers.values())), "centers": centers}


def _status_json(seen: Seen) -> dict[str, Any]:
    split, row = seen.split, seen.serving
    served = {
        channel: {region: ALL * (serving == region) for region in seen.regions}
        for channel, serving in seen.served.items()
    }
    return {
        "channels": {"voice": _ordered(seen, split.voice) if split else None, **served},
        "agents": _ordered(seen, split.agents) if split else None,
        "sign_in": _ordered(seen, split.sign_in) if split else None,
        "since": split.since.isoformat() if split and split.since else None,
        "home": seen.home,
        "flag": {"since": row.since.isoformat(), "by": row.by, "towards": row.towards or None} if row else None,
        "agrees": seen.agrees,
        "unread": {region: said(error) for region, error in {**seen.unread_rows, **seen.dark}.items()},
    }


def _ordered(seen: Seen, parts: Mapping[str, int]) -> dict[str, int]:
    return {region: parts[region] for region in seen.regions if region in parts}


def as_question(plan: Plan, readiness: Sequence[Readiness], me: tuple[str, str], zone: dt.tzinfo, width: int) -> str:
    """All that an operator must know before the answer is yes. me: ARN and name on this machine."""
    rows: list[Row] = [(None, _verb(plan))]
    for move in plan.moves:
        rows += _move(move, zone, several=len(plan.moves) > 1)
    rows += [*_stays(plan), *_checked(plan, readiness)]
    if plan.wish.reason:
        rows.append(("reason", plan.wish.reason))
    return table([*rows, ("signed", f"{me[0]} ({me[1]})")], width)


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


def as_done(plan: Plan, outcomes: Sequence[Outcome], width: int) -> str:
    rows: list[Row] = []
    for outcome in outcomes:
        rows.append((None, f"center {outcome.move.center}: {DID[outcome.state]}"))
        rows += _ended(plan, outcome)
    return table(rows, width)


def _ended(plan: Plan, outcome: Outcome) -> Iterator[Row]:
    if outcome.why:
        yield "why", outcome.why
    yield "now", split_words(outcome.split) if outcome.split else "nobody can tell where calls and agents go"
    served = _served(outcome)
    names = {region: [NAMES[name] for name in CHANNELS if served[name] == region] for region in served.values()}
    yield from (("follow", f"{listed(found, 'and')} in {region}") for region, found in names.items())
    late = unwritten(outcome)
    for region, why in outcome.missing.items():
        if region in late:
            yield region, f"NOT written there: {why}"
        else:
            again = "restore" if plan.wish.action is Action.RESTORE else f"shift --to {outcome.move.to}"
            yield region, f"does not answer; when it is back, civicline failover {again} tells it as well"


def _served(outcome: Outcome) -> Mapping[str, str]:
    row = newest(outcome.rows)
    return row.regions if row else outcome.move.seen.served


def as_answering(found: Sequence[Readiness], width: int) -> str:
    """What simulated contacts met after the move."""
    words = {
        Ready.READY: "answers every line and channel",
        Ready.DEGRADED: "answers, with remarks of the check",
        Ready.NOT_READY: "does NOT answer everything",
    }
    return table([(one.region, f"{words[_worst(one)]}, by simulated contacts") for one in found], width)


def _worst(found: Readiness) -> Ready:
    states = {verdict.state for verdict in found.verdicts} or {Ready.NOT_READY}
    return next(state for state in (Ready.NOT_READY, Ready.DEGRADED, Ready.READY) if state in states)


def done_json(
    plan: Plan, outcomes: Sequence[Outcome], answers: Sequence[Readiness], signature: Signature
) -> dict[str, Any]:
    """answers: of simulated contacts, after the move."""
    return {
        "action": plan.wish.action.value,
        "who": signature.who,
        "os_user": signature.os_user,
        "reason": plan.wish.why,
        "changed": any(outcome.state is State.MOVED for outcome in outcomes),
        "answers": {found.region: _worst(found).value for found in answers},
        "centers": {outcome.move.center: _done_json(outcome) for outcome in outcomes},
    }


def _done_json(outcome: Outcome) -> dict[str, Any]:
    split = outcome.split
    return {
        "to": outcome.move.to,
        "state": outcome.state.value,
        "why": outcome.why or None,
        "voice": _ordered(outcome.move.seen, split.voice) if split else None,
        "agents": _ordered(outcome.move.seen, split.agents) if split else None,
        "sign_in": _ordered(outcome.move.seen, split.sign_in) if split else None,
        "serving": dict(_served(outcome)),
        "unwritten": dict(outcome.missing),
    }
