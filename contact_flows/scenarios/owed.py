"""What a choice is owed in a world, as expectations: derived from the spec, so that the compiled flows can be wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contact_flows.scenarios.callers import Choice, greeting_of, notice_of
from contact_flows.scenarios.conditions import ANNOUNCED_MESSAGE, CLOSED_MESSAGE, Outcome, World
from contact_flows.scenarios.moments import Clocks
from contact_flows.scenarios.spoken_time import day_in
from spec.models import ProgramSpec
from spec.models.lines import Line
from spec.models.queues import Queue

QUOTED_GREETING = 120
KEPT = ("voicemail",)
ANYTHING = ("queue", "callback", "voicemail", "transfer")


@dataclass(frozen=True, slots=True)
class Wish:
    """A caller who wants `choice` of `line` at `now`, in `language`."""

    clocks: Clocks
    line: Line
    choice: Choice
    language: str
    now: dt.datetime

    @property
    def program(self) -> ProgramSpec:
        return self.clocks.program

    def queue(self, id_: str) -> Queue:
        return next(queue for queue in self.program.infrastructure.queues if queue.id == id_)

    def is_open(self, hours: str) -> bool:
        return self.clocks[hours].is_open(self.now)


def owed(wish: Wish, world: World) -> dict[str, Any]:
    """`then` of a scenario."""
    outcome = world.outcome
    if outcome is Outcome.TOLD:
        return {"hears": [*_opening(wish), CLOSED_MESSAGE], "ends": ["voicemail", "disconnect", "transfer"]}
    if outcome is Outcome.REACHED:
        return {"hears": _opening(wish), "ends": list(ANYTHING)} | _only_allowed(wish)
    closed = [hours for hours in wish.choice.hours if not wish.is_open(hours)]
    if closed:
        return _kept(wish, closed[0], told=ANNOUNCED_MESSAGE if outcome is Outcome.ANNOUNCED else "")
    if outcome is Outcome.ANNOUNCED:
        return _served(wish, wish.choice.queues, [ANNOUNCED_MESSAGE])
    if wish.choice.number:
        return _served(wish, (), [])
    if outcome is Outcome.PASSED_ON:
        return _passed_on(wish)
    if outcome is Outcome.OFFERED:
        return _offered(wish)
    return _served(wish, wish.choice.queues, [])


def full_queues(wish: Wish) -> tuple[str, ...]:
    """Queues to fill, so that the choice's own takes no more."""
    return wish.choice.queues


def _served(wish: Wish, queues: tuple[str, ...], told: list[str]) -> dict[str, Any]:
    then: dict[str, Any] = {"hears": [*_opening(wish), *told]} | _only_allowed(wish)
    if wish.choice.number:
        return then | {"ends": "transfer", "calls": [wish.choice.number]}
    if wish.choice.line is not None:
        other = wish.choice.line
        then["hears"] = [
            *then["hears"],
            _start(greeting_of(other, wish.language)),
        ]
    if wish.choice.language:
        then["attributes"] = {"language": wish.choice.language}
    return then | {"ends": "queue", "queue": list(queues)}


def _kept(wish: Wish, hours: str, told: str) -> dict[str, Any]:
    """Closed: the next opening is told and the request is kept."""
    reopens = wish.clocks[hours].reopens(wish.now)
    day = day_in(_heard_in(wish, hours), reopens) if reopens else ""
    hears = [*_opening(wish), *([told] if told else []), *([day] if day else [])]
    return {"hears": hears, "ends": list(KEPT), "opens_case": True}


def _heard_in(wish: Wish, hours: str) -> str:
    """Language in which a closing is told: the choice's own only where the choice was made, on an open line."""
    return wish.choice.language if wish.choice.language and hours != wish.line.hours else wish.language


def _passed_on(wish: Wish) -> dict[str, Any]:
    """The overflow queue of the full one; with none, callback or a kept request."""
    helpers = tuple(_helpers(wish, wish.choice.queues[0]))
    if not helpers:
        return _offered(wish)
    if not wish.is_open(wish.queue(helpers[0]).hours):
        return {"hears": _opening(wish), "ends": list(KEPT), "opens_case": True}
    return _served(wish, helpers, [])


def _helpers(wish: Wish, full: str) -> Iterator[str]:
    """Where a full queue overflows to, as long as a caller may be passed on."""
    here = full
    for _ in range(wish.program.infrastructure.routing.max_transfers):
        following = wish.queue(here).overflow
        if following is None:
            return
        if following not in wish.choice.queues:
            yield following
            return
        here = following


def _offered(wish: Wish) -> dict[str, Any]:
    """Nobody can answer. A silent caller's request is kept, where the queue takes messages."""
    ends = ["callback", "voicemail"] if wish.queue(wish.choice.queues[0]).voicemail else ["callback", "disconnect"]
    return {"hears": _opening(wish), "ends": ends} | _only_allowed(wish)


def _only_allowed(wish: Wish) -> dict[str, Any]:
    return {"never_queue": list(wish.choice.never)} if wish.choice.never else {}


def _opening(wish: Wish) -> list[str]:
    """Greeting, then the notice: before any queue, and before anything that a caller might say."""
    notice = notice_of(wish.program, wish.language)
    return [_start(greeting_of(wish.line, wish.language)), *([notice] if notice else [])]


def _start(greeting: str) -> str:
    """The first sentence or so; a long greeting is spoken in several prompts."""
    return greeting[:QUOTED_GREETING]
