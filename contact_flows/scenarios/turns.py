"""Rare turns: other worlds and other answers, tried in the hope that some comparison comes out otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from contact_flows.scenarios.model import LOCAL_FORMS, Step
from contact_flows.scenarios.moments import Clocks
from contact_flows.scenarios.run import Result
from contact_flows.scenarios.worlds import place_of
from spec.models import ProgramSpec

REFERENCE = "100001"
_OWN = {"case": {"reference": REFERENCE, "status": "open"}}
_OTHERS = {"case": {"reference": REFERENCE, "status": "open", "caller": "+13605550199"}}
_ENTRIES = ("2065550123", f"{REFERENCE}#", "12#", "1", "2", "3", "0", "#", "*")
_STUBBORN = 7
"""How often a caller does the same thing again, to come to the end of every counter."""


def other_worlds(result: Result, program: ProgramSpec, clocks: Clocks) -> Iterator[dict[str, Any]]:
    """Changes of `given`, each by itself."""
    yield from ({"at": at} for at in ("open", "closed", "holiday", "one hour before closing"))
    yield from ({"wait_seconds": seconds} for seconds in (0, 45, 200, 450, 900, 1_800, 4_000))
    ordinary = {"full": (), "unstaffed": (), "agents_answer": True}
    yield from ({**ordinary, "wait_seconds": seconds} for seconds in (45, 200, 1_100))
    yield from ({"account_manager": manager.id} for manager in program.account_managers)
    yield from ({"outside": how} for how in ("answers, and hangs up first", "busy"))
    yield from ({"case": {"reference": REFERENCE, "status": status}} for status in ("open", "solved", "closed"))
    yield from ({"attributes": {**result.scenario.given.attributes, "hops": hops}} for hops in ("1", "2", "6"))
    yield from ({"at": f"{year}-06-04 10:30"} for year in (2020, 2040))  # account managers come and go
    yield {"caller": "withheld"}
    yield {"full": "all"}
    yield {"unstaffed": "all"}
    yield {"agents_answer": False, "wait_seconds": 1_800}
    yield from _nearly_full(program)
    yield from _shortly_before_closing(result, program, clocks)


def _nearly_full(program: ProgramSpec) -> Iterator[dict[str, Any]]:
    """All queues but one, so that its helpers are asked in turn."""
    queues = [queue.id for queue in program.infrastructure.queues]
    helpers = {queue.overflow for queue in program.infrastructure.queues if queue.overflow is not None}
    for spared in sorted(helpers):
        yield {"full": tuple(queue for queue in queues if queue != spared)}
    for spared in sorted(helpers):
        unstaffed = {"unstaffed": (spared,)}
        yield {"full": tuple(queue for queue in queues if queue != spared), **unstaffed}


def _shortly_before_closing(result: Result, program: ProgramSpec, clocks: Clocks) -> Iterator[dict[str, Any]]:
    """A line that closes while the contact is in its menu."""
    given = result.scenario.given
    closing = clocks.moment(place_of(program, given).hours.id, "one second before closing")
    if closing is None:
        return
    for seconds in range(5, min(240, int(result.elapsed_seconds) + 10), 4):
        local = (closing - dt.timedelta(seconds=seconds)).replace(tzinfo=None, microsecond=0)
        yield {"at": local.strftime(LOCAL_FORMS[1])}


def other_answers(result: Result) -> Iterator[tuple[tuple[Step, ...], dict[str, Any]]]:
    """Other answers to each question, with the changes of `given` that they need."""
    when = result.scenario.when
    for number in range(len(result.questions)):
        for entry in _ENTRIES:
            step = Step(press=entry)
            for change in ({}, _OWN, _OTHERS) if entry.startswith(REFERENCE) else ({},):
                yield answered(when, number, step), change
        yield answered(when, number, Step(silent=True)), {}
        for key in "019*":
            yield (*answered(when[:number], number, Step(press=key)), *[Step(press=key)] * _STUBBORN), {}


def answered(when: tuple[Step, ...], number: int, step: Step) -> tuple[Step, ...]:
    """The same answers up to a question, another one to it, the rest as before."""
    before = when[:number] + (Step(silent=True),) * (number - len(when))
    return (*before, step, *when[number + 1 :])
