"""What `close`, `announce` and `reopen` have in common: look, show, ask, write in every region, tell."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.confirm import confirm, require_answer
from cli.options import TargetName
from spec.errors import UsageError
from spec.switches import Action

if TYPE_CHECKING:
    from cli.deployments import Deployment
    from operate.switches.named import Named
    from operate.switches.plan import Plan, Wish
    from operate.switches.ports import Board

ProgramOption = Annotated[
    Path | None,
    typer.Option("--program", help="Program spec, or its id; not needed where this machine knows one deployment only."),
]
CenterOption = Annotated[
    str | None, typer.Option("--center", help="With all: this center only, where a program has several.")
]
Words = Annotated[
    list[str], typer.Argument(metavar="[PROGRAM] LINE", help="Line by its id, or all; a program before it.")
]
UntilOption = Annotated[
    str,
    typer.Option("--until", help='Local time of the line: "2027-01-15 06:00", 06:00, 2027-01-15, or 90m, 4h, 2d.'),
]
MessageOption = Annotated[
    list[str] | None,
    typer.Option("--message", metavar='en="..." es="..."', help="What callers hear, by language; may be repeated."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchRequest:
    """Options as they were typed. words: program, line, and whatever followed the first text of --message."""

    action: Action
    words: list[str]
    program: Path | None
    center: str | None
    stack: str | None
    target: TargetName
    until: str | None = None
    messages: tuple[str, ...] = ()
    reason: str = ""


def switch(request: SwitchRequest, *, yes: bool, as_json: bool) -> None:
    """Raises PlanRefusedError, UsageError or CloudError; the last also after a part was done, which was told then."""
    import secrets

    from cli.render import switching as render
    from cli.terminal import columns
    from operate.switches.apply import Signature, carry_out, require_whole

    require_answer(yes=yes)
    found = _prepared(request)
    plan = found.plan
    if plan.steps:
        typer.echo(render.as_question(plan, found.me, found.stays_open, columns(sys.stderr)), err=True)
        confirm(render.question(plan), yes=yes)
    signature = Signature(*found.me, dt.datetime.now(dt.UTC))
    outcomes = carry_out(plan, found.boards, signature, lambda: secrets.token_hex(12))
    if as_json:
        typer.echo(json.dumps(render.as_json(plan, outcomes, signature), indent=2, ensure_ascii=False))
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


def _prepared(request: SwitchRequest) -> _Prepared:
    from concurrent.futures import ThreadPoolExecutor

    from cli.standing import standing
    from operate.switches.dynamo import StsIdentity, boards_of
    from operate.switches.named import named, stays_open
    from operate.switches.plan import plan_switch
    from operate.switches.state import look, who

    file, word, more = _sorted_out(request)
    place = standing(file, request.stack, request.target, lambda words: typer.echo(words, err=True))
    meant = named(place.deployed, word, request.center)
    wish = _wish(request, place, meant, more)
    boards = boards_of(place.aws, place.deployed, [one.center for one in meant])
    with ThreadPoolExecutor(max_workers=1) as pool:
        asked = pool.submit(who, StsIdentity(place.aws), [board.place.region for board in boards])
        seen = look(boards, {one.center: one.scopes for one in meant})
    plan = plan_switch(wish, seen, dt.datetime.now(dt.UTC))
    open_still = stays_open(place.deployed, meant) if request.action is Action.CLOSE else ()
    return _Prepared(plan, boards, (asked.result(), os_user()), open_still)


def _wish(request: SwitchRequest, place: Deployment, meant: tuple[Named, ...], more: list[str]) -> Wish:
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
        until=None if request.until is None else parse_until(request.until, dt.datetime.now(dt.UTC), zone),
        message_in=texts,
        reason=read_reason(request.reason),
    )


def _sorted_out(request: SwitchRequest) -> tuple[Path | None, str, list[str]]:
    """(program, line, further texts of --message) of the words of a command. Raises UsageError."""
    from operate.switches.words import is_tagged

    texts = [word for word in request.words if is_tagged(word)]
    words = [word for word in request.words if not is_tagged(word)]
    if texts and not request.messages:
        raise UsageError(texts[0], "what is this?", f"write --message {texts[0]}")
    if len(words) == 1:
        return request.program, words[0], texts
    if len(words) == 2 and request.program is None:  # noqa: PLR2004 - a program and a line
        return Path(words[0]), words[1], texts
    name = request.action.value
    raise UsageError(name, "one line at a time, or all", f"civicline {name} LINE; civicline {name} all")


def os_user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no name for the user, as in some containers
        return "unknown"
