"""What `failover shift` and `failover restore` have in common: look, check, show, ask, move, verify, tell."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cli.confirm import agreed, confirm, require_answer
from cli.failover.opened import HOLD_SECONDS, Opened, opened_at
from cli.options import TargetName
from cli.terminal import columns
from spec.errors import UsageError
from spec.switches import Action

if TYPE_CHECKING:
    from concurrent.futures import Future

    from cli.recorded.deployments import Deployment
    from operate.failover.limits import Touched
    from operate.failover.native import NativeRun
    from operate.failover.plan import Plan, Wish
    from operate.failover.ports import Gate
    from operate.failover.shift import Between, Outcome
    from operate.readiness.verdict import Readiness
    from operate.switches.apply import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRequest:
    """Options as they were typed. to: None for each center's own region."""

    action: Action
    program: Path | None
    to: str | None
    now: bool
    steps: str | None
    hold: int | None
    because: str
    reason: str
    centers: tuple[str, ...]
    stack: str | None
    target: TargetName
    beyond: str = ""
    native: bool = False


def move(request: MoveRequest, *, yes: bool, as_json: bool) -> None:
    """Raises PlanRefusedError, UsageError or CloudError; the last also after a part was done, which was told then."""
    import secrets

    from cli.render.failover import question as render
    from operate.failover.clock import SystemPace
    from operate.failover.shift import carry_out

    require_answer(yes=yes)
    found = _prepared(request)
    plan = found.plan
    if not plan.done:
        known = render.Known(found.readiness, found.touched, found.me, found.opened.zone)
        typer.echo(render.as_question(plan, known, columns(sys.stderr)), err=True)
        confirm(render.question(plan), yes=yes)
    signature = _signature(found.me)
    between = _between(request, found, yes=yes)
    controls = found.opened.controls
    try:
        outcomes = carry_out(plan, controls, signature, lambda: secrets.token_hex(12), SystemPace(), between)
    except KeyboardInterrupt:
        typer.echo("\nstopped on the way; civicline failover status says what is where", err=True)
        raise
    _verify(request, found, _Moved(outcomes, signature), as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Moved:
    outcomes: tuple[Outcome, ...]
    signature: Signature


def _verify(request: MoveRequest, found: _Prepared, moved: _Moved, *, as_json: bool) -> None:
    """Look whether all is there and answers, and tell it; raises what is wrong when all was told."""
    from cli.render.failover import done as told
    from cli.render.failover import followed as render_followed
    from operate.failover.ending import arrived, require_moved
    from operate.failover.gate import require_answering, unready
    from operate.failover.native import require_passed
    from operate.serving.followed import followed, require_followed

    outcomes, place = moved.outcomes, found.opened.place
    width, tell = columns(sys.stdout), _silent if as_json else typer.echo
    tell(told.as_done(found.plan, outcomes, width))
    follow = followed(outcomes, place.deployed, place.aws.page)
    if follow:
        tell(render_followed.as_text(follow, width))
    answers = tuple(found.gate(region) for region in arrived(outcomes))
    if answers:
        tell(told.as_answering(answers, width))
    tested = _tested(found, outcomes) if request.native else ()
    if tested:
        tell(told.as_tested(tested, width))
    if as_json:
        body = told.done_json(found.plan, found.touched, outcomes, answers, moved.signature)
        body |= {"followed": render_followed.as_json(follow), "native": told.native_json(tested)}
        typer.echo(json.dumps(body, indent=2, ensure_ascii=False))
    require_moved(outcomes)
    require_answering(answers, unready(found.readiness))
    require_followed(follow)
    require_passed(tested)


def _silent(_words: str) -> None:
    """Programs get everything at once, in the end."""


def _tested(found: _Prepared, outcomes: Sequence[Outcome]) -> tuple[NativeRun, ...]:
    """Of centers whose calls have gone just now."""
    from operate.failover.ending import received
    from operate.failover.native import run_natively

    moved = received(outcomes)
    if moved:
        typer.echo("running the test cases of Amazon Connect, some minutes ...", err=True)
    return run_natively(found.opened.place.aws, found.opened.place.deployed, moved)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All that is known before the question. me: ARN, and name on this machine."""

    opened: Opened
    plan: Plan
    gate: Gate
    readiness: tuple[Readiness, ...]
    touched: Touched
    me: tuple[str, str]


def _prepared(request: MoveRequest) -> _Prepared:
    """By the newest record that there is."""
    from cli.recorded.newest import with_newest
    from cli.recorded.standing import standing

    wish = _wish(request)
    place = standing(request.program, request.stack, request.target)
    return with_newest(place, lambda place: _prepared_by(place, request, wish))[1]


def _prepared_by(place: Deployment, request: MoveRequest, wish: Wish) -> _Prepared:
    from concurrent.futures import ThreadPoolExecutor

    from cli.switching import os_user
    from operate.failover.clock import SystemPace
    from operate.failover.gate import require_ready
    from operate.failover.limits import limits_of, require_within, touched
    from operate.failover.plan import plan_shift
    from operate.failover.reading import look
    from operate.switches.dynamo import StsIdentity
    from operate.switches.state import who

    found = opened_at(place, request.centers)
    receive = {one.center: wish.to or one.regions[0] for one in found.controls}
    gate = _gate(found.place, receive)
    regions = [region for one in found.controls for region in one.regions]
    with ThreadPoolExecutor() as pool:  # a silent region costs its time-out once, not three times
        asked = pool.submit(who, StsIdentity(found.place.aws), regions)
        checks = {region: pool.submit(gate, region) for region in set(receive.values()) & set(regions)}
        plan = plan_shift(wish, look(found.controls, SystemPace()), dt.datetime.now(dt.UTC))
        readiness = tuple(_waited(region, checks[region]) for region in plan.regions) if plan.percents else ()
    moves = touched(plan, found.place.deployed)
    require_within(moves, limits_of(plan, found.place.deployed), plan)
    require_ready(readiness, wish.because)
    return _Prepared(found, plan, gate, readiness, moves, (asked.result(), os_user()))


def _waited(region: str, check: Future[Readiness]) -> Readiness:
    if not check.done():
        typer.echo(f"checking whether {region} can answer ...", err=True)
    return check.result()


def _wish(request: MoveRequest) -> Wish:
    from operate.failover.plan import CAREFUL, NOW, Wish, read_steps
    from operate.switches.words import read_reason

    if request.now and request.steps is not None:
        raise UsageError("--now", "at once, or in steps?", "leave --now or --steps out")
    usual = CAREFUL if request.action is Action.RESTORE and not request.now else NOW
    return Wish(
        action=request.action,
        to=request.to,
        steps=usual if request.steps is None else read_steps(request.steps),
        reason=read_reason(request.reason) if request.reason else "",
        because=read_reason(request.because, "--not-ready-because") if request.because else "",
        beyond=read_reason(request.beyond, "--beyond-limits-because") if request.beyond else "",
    )


def _signature(me: tuple[str, str]) -> Signature:
    from operate.switches.apply import Signature

    return Signature(*me, dt.datetime.now(dt.UTC))


def _gate(place: Deployment, receive: Mapping[str, str]) -> Gate:
    """Of the centers that a region shall receive, which it has. receive: region by center."""
    from operate.readiness.check import check

    def gate(region: str) -> Readiness:
        centers = [center for center, to in receive.items() if to == region]
        return check(place.aws, place.deployed, region, now=dt.datetime.now(dt.UTC), centers=centers)

    return gate


def _between(request: MoveRequest, found: _Prepared, *, yes: bool) -> Between:
    """Tell where it stands, wait, check; and ask whoever is there."""
    from cli.render.failover import question as render
    from operate.failover.clock import SystemPace
    from operate.failover.gate import held, unready

    usual = 0 if request.target is TargetName.SANDBOX else HOLD_SECONDS
    hold = usual if request.hold is None else request.hold
    checked = held(found.gate, SystemPace(), found.plan.regions, hold, unready(found.readiness))

    def between(percent: int, outcomes: tuple[Outcome, ...]) -> str:
        typer.echo(render.step_done(percent, outcomes, hold), err=True)
        return checked(percent, outcomes) or _asked(found.plan.percents, percent, yes=yes)

    return between


def _asked(percents: Sequence[int], percent: int, *, yes: bool) -> str:
    """Why to stop, of a person who is there; empty to go on."""
    if yes:
        return ""
    following = next(later for later in percents if later > percent)
    return "" if agreed(f"Still ready. Go on to {following} %?") else "the operator stopped here"
