"""A move after it happened: what is where, and what simulated contacts met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from cli.render.failover.status import ordered
from cli.render.table import Row, table
from operate.failover.ending import unwritten
from operate.failover.limits import Touched
from operate.failover.native import NativeRun
from operate.failover.plan import Plan
from operate.failover.record import NAMES
from operate.failover.shift import Outcome, State
from operate.failover.words import split_words
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


def as_tested(found: Sequence[NativeRun], width: int) -> str:
    """What Amazon Connect's own tests met."""
    return table([(one.region, str(one)) for one in found], width)


def native_json(found: Sequence[NativeRun]) -> dict[str, Any]:
    return {
        one.center: {
            "region": one.region,
            "results": {result.name: result.status for result in one.results},
            "failure": one.failure or None,
        }
        for one in found
    }


def _worst(found: Readiness) -> Ready:
    states = {verdict.state for verdict in found.verdicts} or {Ready.NOT_READY}
    return next(state for state in (Ready.NOT_READY, Ready.DEGRADED, Ready.READY) if state in states)


def done_json(
    plan: Plan, touched: Touched, outcomes: Sequence[Outcome], answers: Sequence[Readiness], signature: Signature
) -> dict[str, Any]:
    """answers: of simulated contacts, after the move."""
    return {
        "action": plan.wish.action.value,
        "who": signature.who,
        "os_user": signature.os_user,
        "reason": plan.wish.why,
        "touches": asdict(touched),
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
        "voice": ordered(outcome.move.seen, split.voice) if split else None,
        "agents": ordered(outcome.move.seen, split.agents) if split else None,
        "sign_in": ordered(outcome.move.seen, split.sign_in) if split else None,
        "serving": dict(_served(outcome)),
        "unwritten": dict(outcome.missing),
    }
