"""A drill with the real traffic: there in steps, held, and home again; with simulated contacts all the while."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cli.drilling.held import (
    DrillRequest,
    Sitting,
    calling_of,
    close,
    expected_calls,
    journey_of,
    me_in,
    no_freeze,
    regions_of,
    require_passed,
    require_typed,
    say,
)
from cli.options import TargetName
from spec.errors import CheckFailedError, CiviclineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.failover.opened import Opened
    from operate.drills.calling import Calling
    from operate.drills.journey import Journey
    from operate.drills.model import Drill
    from operate.failover.plan import Plan
    from operate.failover.reading import Seen
    from operate.readiness.verdict import Readiness

EVERY = 2.0
"""Seconds between two simulated contacts: each asks Amazon Connect four things, and it takes two of a kind a second."""
EVERY_IN_SANDBOX = 0.2
PATIENCE = 60.0
"""Seconds for the first contact to be answered in the receiving region."""


def real(request: DrillRequest, *, yes: bool, as_json: bool) -> None:
    """Raises PlanRefusedError, CloudError or CheckFailedError; what is where has been told and kept then."""
    from cli.confirm import require_answer
    from cli.failover.opened import looked
    from operate.drills.score import why_unheard

    require_answer(yes=yes)
    broken = no_freeze(request)
    found, seen = looked(request.program, request.stack, request.target, request.centers)
    rehearsal = _prepared(request, found, seen)
    rehearsal.journey.notes += [broken] if broken else []
    _ask(rehearsal, yes=yes)
    every = EVERY_IN_SANDBOX if request.target is TargetName.SANDBOX else EVERY
    with calling_of(found, every) as calling:
        decided = rehearsal.journey.marks.decided
        rehearsal.journey.unheard = lambda: why_unheard(tuple(calling.placed), request.to, decided)
        error = _there_and_home(rehearsal, calling)
    drill = _scored(rehearsal, calling, error)
    close(drill, found.place, as_json=as_json)
    if isinstance(error, KeyboardInterrupt):
        raise error
    require_passed(drill, error)


@dataclass(frozen=True, slots=True)
class _Rehearsal:
    """All that is known before the question."""

    sitting: Sitting
    journey: Journey
    plan: Plan
    readiness: tuple[Readiness, ...]
    hold: int
    opened: Opened


def _prepared(request: DrillRequest, found: Opened, seen: Sequence[Seen]) -> _Rehearsal:
    from operate.drills.journey import require_drillable
    from operate.failover.gate import require_ready, unready
    from operate.failover.limits import limits_of, require_within, touched
    from operate.failover.plan import CAREFUL, plan_shift

    wish, deployed = request.wish(CAREFUL), found.place.deployed
    me = me_in(found.place, regions_of(found))
    journey = journey_of(found, me)
    require_drillable(seen, request.to)
    plan = plan_shift(wish, seen, dt.datetime.now(dt.UTC))
    require_within(touched(plan, deployed), limits_of(plan, deployed), plan)
    say(f"checking whether {request.to} can answer, and the way home is open ...")
    readiness = tuple(journey.gate(region) for region in dict.fromkeys((request.to, *regions_of(found))))
    require_ready(readiness, wish.because)
    journey.known = unready(readiness)
    centers = tuple(one.center for one in found.controls)
    sitting = Sitting(request, centers, deployed.program, deployed.stack, me, wish.why)
    return _Rehearsal(sitting, journey, plan, readiness, _hold(request), found)


def _hold(request: DrillRequest) -> int:
    from cli.failover.opened import HOLD_SECONDS

    usual = 0 if request.target is TargetName.SANDBOX else HOLD_SECONDS
    return usual if request.hold is None else request.hold


def _ask(rehearsal: _Rehearsal, *, yes: bool) -> None:
    """The plan as `shift` shows it, and a word to type."""
    from cli.render.failover import question as render
    from cli.terminal import columns
    from operate.failover.limits import touched

    request, plan, deployed = rehearsal.sitting.request, rehearsal.plan, rehearsal.opened.place.deployed
    known = render.Known(rehearsal.readiness, touched(plan, deployed), rehearsal.sitting.me, rehearsal.opened.zone)
    say(render.as_question(plan, known, columns(sys.stderr)))
    if not yes:
        rehearsal.journey.mark("asked")
    question = (
        f"This is a drill with the real traffic: to {request.to}, held {rehearsal.hold} s a step, and home again."
    )
    require_typed(deployed.program, question, yes=yes)
    rehearsal.journey.mark("decided")


def _there_and_home(rehearsal: _Rehearsal, calling: Calling) -> CiviclineError | KeyboardInterrupt | None:
    """What ended it before its end, with what to do about it now."""
    journey, home = rehearsal.journey, f"civicline failover restore{rehearsal.sitting.request.flags}"
    try:
        failed = _there(rehearsal, calling)
        if journey.overtaken:
            journey.notes.append(f"left to whoever moves it: {journey.where()}")
            return failed
        journey.home(rehearsal.sitting.why, rehearsal.hold)
    except CiviclineError as error:
        where = journey.where()
        journey.notes += [f"on the way home: {error.where}: {error.what}", f"left where it is: {where}"]
        return type(error)(error.where, f"on the way home: {error.what}", f"{home} brings it home; now: {where}")
    except KeyboardInterrupt as stop:
        where = journey.where()
        say(f"\nstopped on the way; now: {where}; {home} brings it home")
        journey.notes += ["interrupted", f"left where it is: {where}"]
        return stop
    if failed is None:
        return None
    return type(failed)(failed.where, f"on the way there: {failed.what}; traffic is home again", "mend it, then again")


def _there(rehearsal: _Rehearsal, calling: Calling) -> CiviclineError | None:
    """Why not all arrived. Whatever it was, the way home is tried, unless somebody else is at it."""
    journey = rehearsal.journey
    try:
        journey.there(rehearsal.plan, rehearsal.readiness, rehearsal.hold)
        _first_call(journey, calling, rehearsal.sitting.request.to)
    except CiviclineError as error:
        journey.notes.append(f"on the way there: {error.where}: {error.what}")
        say(f"{error.where}: {error.what}" + ("" if journey.overtaken else "; going home"))
        return error
    return None


def _first_call(journey: Journey, calling: Calling, to: str) -> None:
    """Raises CheckFailedError where callers find nobody there: nobody waits for what several have met."""
    from operate.drills.score import heard, why_unheard

    decided = journey.marks.decided
    calling.wait_for(lambda placed: heard(placed, to, decided), PATIENCE)
    if why := why_unheard(tuple(calling.placed), to, decided):
        raise CheckFailedError(to, f"simulated contacts find nobody there: {why}")


def _scored(rehearsal: _Rehearsal, calling: Calling, error: BaseException | None) -> Drill:
    from operate.drills.model import Result
    from operate.drills.score import score

    journey, placed = rehearsal.journey, tuple(calling.placed)
    request = rehearsal.sitting.request
    card = score(
        placed,
        journey.marks,
        to=request.to,
        until=journey.clock(),
        per_hour=expected_calls(request, rehearsal.sitting.centers),
    )
    notes = [*journey.notes, *dict.fromkeys(one.why for one in placed if one.why)]
    result = Result.PASSED
    if isinstance(error, KeyboardInterrupt):
        result = Result.INTERRUPTED
    elif error is not None or card.unanswered or card.first_answered is None:
        result = Result.FAILED
    return rehearsal.sitting.drill(result, card, notes)
