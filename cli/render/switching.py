"""A switch before and after it happens: what callers will hear, until when, and what became of each region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cli.hearing import Heard, heard_by
from cli.render.moments import at, ending
from cli.render.table import Row, table
from operate.switches.apply import Outcome, Signature, State
from operate.switches.named import Named
from operate.switches.plan import Plan
from operate.switches.ports import Place
from operate.switches.state import in_force
from spec.deployed import Deployed
from spec.faults import listed
from spec.switches import Action, Kind, SwitchRow

DID = {
    State.SWITCHED: "switched",
    State.ALREADY: "already so",
    State.FAILED: "NOT switched",
    State.OVERTAKEN: "NOT as you wanted: somebody else changed it",
}
KINDS = {Kind.CLOSED: "closed", Kind.ANNOUNCE: "announces"}

Sentences = tuple[tuple[str, str], ...]
"""(language, what is heard)."""


def as_question(plan: Plan, deployed: Deployed, me: tuple[str, str], stays_open: Sequence[str], width: int) -> str:
    """All that an operator must know before the answer is yes. me: ARN and name on this machine."""
    place = ("of", f"{deployed.program} {deployed.stack}, {deployed.target}")
    rows: list[Row] = [
        (None, _verb(plan)),
        place,
        *_terms(plan),
        *_now(plan),
        *_hearing(plan),
        *_around(plan, stays_open),
    ]
    rows += [("signed", f"{me[0]} ({me[1]})"), *_regions(plan)]
    return table(rows, width)


def question(plan: Plan) -> str:
    """`Close Main line in us-west-2 and us-east-1?`"""
    where = listed(list(dict.fromkeys(step.place.region for step in plan.steps)), "and")
    return f"{_verb(plan)} in {where}?"


def as_done(plan: Plan, outcomes: Sequence[Outcome], width: int) -> str:
    """One line a region; what is in force now where somebody else was quicker."""
    if not plan.steps and not plan.dark:
        return table([(None, _nothing(plan)), *_still_said(plan)], width)
    whole = all(outcome.state in (State.SWITCHED, State.ALREADY) for outcome in outcomes)
    rows: list[Row] = [(None, f"{_what(plan)}:" if whole else f"{_verb(plan)}{_until(plan)}: NOT done everywhere")]
    for outcome in outcomes:
        rows.append((_place(plan, outcome.place), DID[outcome.state]))
        if outcome.why:
            rows.append(("", outcome.why))
        if outcome.state is State.OVERTAKEN:
            rows += [("now", words) for words in _found(plan, outcome)]
    return table([*rows, *_still_said(plan)], width)


def as_json(plan: Plan, deployed: Deployed, outcomes: Sequence[Outcome], signature: Signature) -> dict[str, Any]:
    return {
        "program": deployed.program,
        "stack": deployed.stack,
        "target": deployed.target,
        "action": plan.wish.action.value,
        "scopes": [named.scope for named in plan.wish.named],
        "until": plan.ends.isoformat() if plan.ends else None,
        "reason": plan.wish.reason,
        "who": signature.who,
        "os_user": signature.os_user,
        "changed": any(outcome.state is State.SWITCHED for outcome in outcomes),
        "regions": [
            {"center": o.place.center, "region": o.place.region, "state": o.state.value, "why": o.why or None}
            for o in outcomes
        ],
        "heard": [_heard_json(place.region, heard) for place in plan.seen for heard in _heard_at(plan, place)],
    }


def _heard_json(region: str, heard: Heard) -> dict[str, Any]:
    return {
        "center": heard.center,
        "region": region,
        "line": heard.line.id if heard.line else None,
        "language": heard.language,
        "kind": heard.row.kind.value if heard.row else None,
        "message": heard.message or None,
    }


def _verb(plan: Plan) -> str:
    verbs = {Action.CLOSE: "Close", Action.ANNOUNCE: "Announce on", Action.REOPEN: "Open again"}
    return f"{verbs[plan.wish.action]} {_subject(plan)}"


def _what(plan: Plan) -> str:
    words = {Action.CLOSE: "is closed", Action.ANNOUNCE: "announces", Action.REOPEN: "keeps its hours again"}
    return f"{_subject(plan)} {words[plan.wish.action]}{_until(plan)}"


def _until(plan: Plan) -> str:
    return f" until {at(plan.ends)}" if plan.ends else ""


def _subject(plan: Plan, every: str = "every") -> str:
    first = plan.wish.named[0]
    if first.line is not None:
        return f"{first.line.name} ({first.line.id})"
    centers = listed([named.center for named in plan.wish.named], "and")
    return f"{every} line of {'the center' if len(plan.wish.named) == 1 else 'the centers'} {centers}"


def _terms(plan: Plan) -> Iterator[Row]:
    if plan.ends is not None:
        yield "until", ending(plan.ends, plan.now)
    if plan.wish.reason:
        yield "reason", plan.wish.reason


def _now(plan: Plan) -> Iterator[Row]:
    """What is in force and goes, told once for all regions that have it."""
    scopes = {(step.place.center, step.scope) for step in plan.steps}
    for told in in_force(plan.seen, plan.now):
        if (told.center, told.row.scope) in scopes:
            where = f", in {listed(list(told.regions), 'and')}" if told.without or plan.dark else ""
            yield "ends" if plan.wish.action is Action.REOPEN else "replaces", f"{_row(plan, told.row)}{where}"


def _row(plan: Plan, row: SwitchRow) -> str:
    """`line main closed until ..., set by ...`"""
    zone = plan.wish.zone
    until = f" until {at(row.expires.astimezone(zone))}" if row.expires else " without an end"
    by = f", set by {row.set_by}" if row.set_by else ""
    when = f" at {at(row.set_at.astimezone(zone))}" if row.set_at else ""
    why = f" ({row.reason})" if row.reason else ""
    return f"{row.scope.replace('#', ' ')} {KINDS[row.kind]}{until}{by}{when}{why}"


def _heard_at(plan: Plan, place: Place) -> tuple[Heard, ...]:
    rows = plan.after(place)
    return tuple(
        heard for named in plan.wish.named if named.center == place.center for heard in heard_by(named, rows, plan.now)
    )


def _hearing(plan: Plan) -> Iterator[Row]:
    """Lines that hear the same are told of together; by region only where one line hears different things."""
    heard: dict[str, dict[str, Sentences]] = {}
    for named in plan.wish.named:
        for place in plan.seen:
            if place.center == named.center:
                for name, said in _by_line(named, plan, place):
                    heard.setdefault(name, {})[place.region] = said
    if all(len(set(regions.values())) == 1 for regions in heard.values()):
        yield from _grouped({name: next(iter(regions.values())) for name, regions in heard.items()})
        return
    for region in dict.fromkeys(place.region for place in plan.seen):
        yield None, f"in {region}:"
        yield from _grouped({name: regions[region] for name, regions in heard.items() if region in regions})


def _by_line(named: Named, plan: Plan, place: Place) -> Iterator[tuple[str, Sentences]]:
    found = heard_by(named, plan.after(place), plan.now)
    for line in dict.fromkeys(one.line for one in found):
        said = tuple((one.language, _sentence(named, one)) for one in found if one.line == line)
        yield line.name if line else f"the chat of {named.center}", said


def _grouped(heard: Mapping[str, Sentences]) -> Iterator[Row]:
    for said in dict.fromkeys(heard.values()):
        names = [name for name, found in heard.items() if found == said]
        yield "callers of", f"{listed(names, 'and')} hear"
        yield from said


def _sentence(named: Named, heard: Heard) -> str:
    if heard.row is None:
        return "as usual: nothing is switched"
    words = f'"{heard.message}"' + (f" ({heard.origin})" if heard.origin else "")
    if heard.row.kind is Kind.ANNOUNCE:
        return f"{words}, and the call goes on"
    return f"{words}, because the whole center is closed" if heard.by_center and named.line is not None else words


def _around(plan: Plan, stays_open: Sequence[str]) -> Iterator[Row]:
    if plan.wish.action is not Action.CLOSE:
        return
    yield "then", "they may leave a request, as outside opening hours; contacts that wait or talk already go on"
    if stays_open:
        yield "stays open", listed(list(stays_open), "and")


def _regions(plan: Plan) -> Iterator[Row]:
    for place in plan.places:
        if place in plan.dark:
            error = plan.dark[place]
            yield _place(plan, place), f"cannot be read, and will NOT be switched: {error.where}: {error.what}"
        else:
            yield _place(plan, place), "will be switched" if plan.steps_at(place) else "is so already"


def _place(plan: Plan, place: Place) -> str:
    return f"{place.region} ({place.center})" if len(plan.wish.named) > 1 else place.region


def _nothing(plan: Plan) -> str:
    regions = listed(list(dict.fromkeys(place.region for place in plan.places)), "and")
    if plan.wish.action is Action.REOPEN:
        return f"nothing is switched for {_subject(plan, every='any')} in {regions}; nothing was changed"
    return f"{_what(plan)} already, in {regions}; nothing was changed"


def _still_said(plan: Plan) -> Iterator[Row]:
    """To a line that was opened again, in a center that is closed or announces."""
    if plan.wish.action is not Action.REOPEN:
        return
    told: Mapping[str, Heard] = {
        heard.line.id: heard
        for place in plan.seen
        for heard in _heard_at(plan, place)
        if heard.line is not None and heard.by_center
    }
    for heard in told.values():
        assert heard.line is not None
        assert heard.row is not None
        does = "is still closed" if heard.row.kind is Kind.CLOSED else "still announces"
        who = f"{heard.line.name} ({heard.line.id}) {does}: {_row(plan, heard.row)}"
        yield "but", f"{who}; `civicline reopen {_whole(plan, heard.center)}` ends that"


def _whole(plan: Plan, center: str) -> str:
    return next(named.whole for named in plan.wish.named if named.center == center)


def _found(plan: Plan, outcome: Outcome) -> Iterator[str]:
    for scope in dict.fromkeys(step.scope for step in plan.steps_at(outcome.place)):
        row = (outcome.rows or {}).get(scope)
        yield _row(plan, row) if row else f"nothing is switched for {scope.replace('#', ' ')}"
