"""A drill on paper: every decision of the night, with what is known now, who takes it and the command. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from operate.failover.plan import Plan
from operate.failover.reading import Seen
from operate.failover.words import split_words, where_now
from operate.readiness.verdict import Readiness
from operate.readiness.verdict import State as Ready
from spec.deployed import Deployed
from spec.faults import listed
from spec.models.resilience import ExternalFailover

OPERATOR, DECIDES, TELLS = "the operator on duty", "whoever may decide in your agency", "whoever speaks with the public"
REASONS = 3
"""Of a check, at one decision; `failover check` tells all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One decision.

    sees      what is known, one sentence each
    command   what would be typed; empty where nothing is
    question  that whoever takes part answers with yes before it goes on
    """

    title: str
    who: str
    sees: tuple[str, ...]
    command: str
    question: str


def points(deployed: Deployed, plan: Plan, seen: Sequence[Seen], readiness: Readiness, flags: str) -> tuple[Point, ...]:
    """In the order of the night. flags: that every command needs here, such as `wa-evergreen --target aws`."""
    to, named = readiness.region, f"{_named(deployed, plan)}{flags}"
    away = next(move.away for move in plan.moves)
    return (
        Point(
            title=f"{away} seems to fail",
            who=OPERATOR,
            sees=(*(f"{one.center}: {where_now(one)}" for one in seen), *_by_itself(deployed, plan)),
            command=f"civicline failover status{named}",
            question="Is it known who is called, and by which alarm or person the operator hears of it?",
        ),
        Point(
            title=f"Can {to} answer?",
            who=OPERATOR,
            sees=tuple(_ready(readiness)),
            command=f"civicline failover check --in {to}{named}",
            question=f"Would you trust {to} with the callers, as it is?",
        ),
        Point(
            title="Move, or wait?",
            who=DECIDES,
            sees=tuple(_moves(plan)),
            command=f'civicline failover shift --to {to} --now --reason "..."{named}',
            question="Is somebody who may decide reached at night, and would the answer be yes?",
        ),
        Point(
            title="Callers, agents and the press ask",
            who=TELLS,
            sees=(
                f"agents sign in anew; they find their work in {to}",
                "calls and chats that were under way stay where they were, and may be lost",
            ),
            command='civicline announce all --until 4h --reason "..." --message en="..."' + flags,
            question="Do agents know that they sign in anew, and is it known what callers are told?",
        ),
        *_outside(deployed, plan, to),
        Point(
            title=f"{away} is back",
            who=DECIDES,
            sees=("nothing goes home by itself; restore goes in steps of 10, 50 and 100 %, with a check at each",),
            command=f"civicline failover restore{named}",
            question="Is it known who says that it is over, and after how long?",
        ),
    )


def _named(deployed: Deployed, plan: Plan) -> str:
    """Options for the centers that are practiced with; empty where it is all that can move."""
    able = [id_ for id_, center in deployed.centers.items() if center.traffic_group is not None]
    practiced = [move.center for move in plan.moves]
    return "" if set(able) <= set(practiced) else "".join(f" --center {id_}" for id_ in practiced)


def _by_itself(deployed: Deployed, plan: Plan) -> Iterator[str]:
    for move in plan.moves:
        resilience = deployed.centers[move.center].resilience
        automatic = resilience.automatic if resilience else None
        if automatic is None:
            yield f"{move.center}: nothing moves by itself"
        else:
            who = "asks a person" if automatic.approval else "moves traffic by itself"
            yield f"{move.center}: after {automatic.after_minutes} minutes the other region {who}"


def _ready(readiness: Readiness) -> Iterator[str]:
    if readiness.ready:
        yield f"{readiness.region} can answer every line and channel"
    for state, words in ((Ready.NOT_READY, "NOT READY"), (Ready.DEGRADED, "degraded")):
        concerned = [verdict for verdict in readiness.verdicts if verdict.state is state]
        if concerned:
            yield f"{words}: {listed([str(verdict.subject) for verdict in concerned], 'and')}"
            yield from list(dict.fromkeys(why for verdict in concerned for why in verdict.why))[:REASONS]
    if not readiness.verdicts:
        yield "NOT READY: nothing about it could be checked"


def _moves(plan: Plan) -> Iterator[str]:
    for move in plan.moves:
        ends = split_words(move.stages[-1].split) if move.stages else "calls and agents are there already"
        yield f"{move.center}: {ends}; chat, e-mail and web to {move.to}"


def _outside(deployed: Deployed, plan: Plan, to: str) -> Iterator[Point]:
    """The night on which neither region answers."""
    known = [deployed.centers[move.center].resilience for move in plan.moves]
    external = next((one.external for one in known if one is not None and one.external is not None), None)
    numbers = [number for line in deployed.lines for number in line.numbers]
    fallbacks = [line.fallback_phone for line in deployed.lines if line.fallback_phone]
    phones = list({"".join(filter(str.isdigit, phone)): phone for phone in fallbacks}.values())
    sees = [f"numbers that callers dial: {listed(numbers, 'and')}"] if numbers else []
    sees += [f"outside Amazon Connect there is {listed(phones, 'and')}"] if phones else []
    sees += list(_carrier(external)) if external else ["the spec names no carrier that could redirect the numbers"]
    yield Point(
        title=f"Neither region answers, {to} as little as the other",
        who=DECIDES,
        sees=tuple(sees),
        command="",
        question="Is it known who calls the carrier, with which number, and what is said there?",
    )


def _carrier(external: ExternalFailover) -> Iterator[str]:
    where = listed(list(filter(None, (external.desk, external.portal))), "or")
    reference = f", as customer {external.reference}" if external.reference else ""
    yield f"{external.carrier} redirects the numbers: {where or 'no telephone is written down'}{reference}"
    if external.minutes is not None:
        yield f"that takes {external.minutes} minutes by contract"
