"""What `close`, `announce` and `reopen` have in common: look, show, ask, write in every region, tell."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from cli.confirm import confirm, require_answer
from cli.switch_request import SwitchRequest, require_all, sorted_out
from spec.errors import UsageError
from spec.switches import Action

if TYPE_CHECKING:
    from cli.recorded.deployments import Deployment
    from operate.switches.named import Named
    from operate.switches.plan import Plan, Wish
    from operate.switches.ports import Board
    from spec.deployed import Deployed


def switch(request: SwitchRequest, *, yes: bool, as_json: bool) -> None:
    """Raises PlanRefusedError, UsageError or CloudError; the last also after a part was done, which was told then."""
    import secrets

    from cli.render import switching as render
    from cli.terminal import columns
    from cli.waiting import say_late
    from operate.switches.apply import Signature, carry_out, require_whole

    require_all(request)
    require_answer(yes=yes)
    found = _prepared(request)
    plan = found.plan
    if plan.steps:
        typer.echo(render.as_question(plan, found.deployed, found.me, found.stays_open, columns(sys.stderr)), err=True)
        confirm(render.question(plan), yes=yes)
    signature = Signature(*found.me, dt.datetime.now(dt.UTC))
    outcomes = carry_out(plan, found.boards, signature, lambda: secrets.token_hex(12), say_late)
    if as_json:
        typer.echo(json.dumps(render.as_json(plan, found.deployed, outcomes, signature), indent=2, ensure_ascii=False))
    else:
        typer.echo(render.as_done(plan, outcomes, columns(sys.stdout)))
    require_whole(outcomes)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All that is known before the question. me: ARN, and name on this machine."""

    plan: Plan
    boards: Sequence[Board]
    me: tuple[str, str]
    stays_open: tuple[str, ...]
    deployed: Deployed


def _prepared(request: SwitchRequest) -> _Prepared:
    """By the newest record that there is."""
    from cli.recorded.newest import with_newest
    from cli.recorded.standing import standing

    now = dt.datetime.now(dt.UTC)
    file, word, more = sorted_out(request)
    place = standing(file, request.stack, request.target)
    return with_newest(place, lambda place: _prepared_by(place, request, (word, more), now))[1]


def _prepared_by(
    place: Deployment, request: SwitchRequest, words: tuple[str, list[str]], now: dt.datetime
) -> _Prepared:
    """words: the line, and further texts of --message."""
    from cli.waiting import say_late
    from operate.switches.dynamo import StsIdentity, boards_of
    from operate.switches.named import named, stays_open
    from operate.switches.plan import plan_switch
    from operate.switches.state import begun, look, who

    word, more = words
    meant = named(place.deployed, word, request.center)
    wish = _wish(request, place, meant, more, now)
    boards = boards_of(place.aws, place.deployed, [one.center for one in meant])
    asked = begun(lambda regions: who(StsIdentity(place.aws), regions), [board.place.region for board in boards])
    seen = look(boards, {one.center: one.scopes for one in meant}, say_late)
    plan = plan_switch(wish, seen, now)
    open_still = stays_open(place.deployed, meant) if request.action is Action.CLOSE else ()
    return _Prepared(plan, boards, (asked.result(), os_user()), open_still, place.deployed)


def _wish(
    request: SwitchRequest, place: Deployment, meant: tuple[Named, ...], more: list[str], now: dt.datetime
) -> Wish:
    from zoneinfo import ZoneInfo

    from operate.switches.named import languages_of, zone_of
    from operate.switches.plan import Wish
    from operate.switches.until import parse_until
    from operate.switches.words import read_messages, read_reason

    zone = ZoneInfo(zone_of(place.deployed, meant))
    texts = read_messages([*request.messages, *more], languages_of(meant))
    if request.action is Action.ANNOUNCE and not texts:
        raise UsageError("--message", "there is nothing to announce", 'write --message en="..."')
    return Wish(
        action=request.action,
        named=meant,
        zone=zone,
        until=None if request.until is None else parse_until(request.until, now, zone),
        message_in=texts,
        reason="" if request.reason is None else read_reason(request.reason),
    )


def os_user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no name for the user, as in some containers
        return "unknown"
