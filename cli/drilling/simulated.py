"""A drill in a sandbox of its own: the program stands there, its home region goes dark, callers find nobody, and so on.

The person's deployment is touched in one thing only: its log tells that the drill was held.
"""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cli.confirm import agreed, require_answer
from cli.drilling.held import (
    DrillRequest,
    Sitting,
    calling_of,
    close,
    expected_calls,
    journey_of,
    me_in,
    regions_of,
    require_passed,
    require_program,
    say,
)
from cli.drilling.sandbox import own_sandbox, stand_up
from cli.options import TargetName
from spec.errors import CiviclineError, CloudError, PlanRefusedError, UsageError
from spec.observing import LOOKS, PROBE_SECONDS

if TYPE_CHECKING:
    from cli.failover.opened import Opened
    from cli.recorded.deployments import Deployment
    from operate.drills.calling import Calling
    from operate.drills.journey import Journey
    from operate.drills.model import Drill
    from operate.failover.plan import Plan
    from operate.readiness.verdict import Readiness
    from spec.deployed import Deployed

EVERY = 0.2
"""Seconds between two simulated contacts."""
PATIENCE = 60.0
"""Seconds for a region that went dark to be noticed, and for the first contact to be answered in the other one."""


def simulated(request: DrillRequest, *, yes: bool, as_json: bool) -> None:
    """Raises PlanRefusedError, CloudError or CheckFailedError; the sandbox is gone then, and the evidence kept."""
    require_answer(yes=yes)
    file = require_program(request)
    place, stack = _recorded(request, file)
    with own_sandbox() as folder:
        say("standing the program up in a sandbox of its own; your deployment is not touched ...")
        stand_up(folder, file, stack)
        rehearsal = _begun(request, folder, place)
        with calling_of(rehearsal.opened, EVERY) as calling:
            error = _lost_and_found(rehearsal, calling, folder, yes=yes)
        drill = _scored(rehearsal, calling, error)
    close(drill, place, as_json=as_json)
    require_passed(drill, error)


@dataclass(frozen=True, slots=True)
class _Rehearsal:
    sitting: Sitting
    journey: Journey
    opened: Opened


def _recorded(request: DrillRequest, file: Path) -> tuple[Deployment | None, str]:
    """The deployment that is practiced for, where this machine knows it; and the environment that is stood up."""
    from cli.programs import load
    from cli.recorded.deployments import the_recorded
    from spec.select import environment

    program = load(file)
    stack = environment(program, request.stack).name
    try:
        return the_recorded(program.program.id, stack, request.target), stack
    except UsageError:
        return None, stack


def _begun(request: DrillRequest, folder: Path, place: Deployment | None) -> _Rehearsal:
    """All is as it must be before something is broken. Raises CloudError, UsageError, PlanRefusedError."""
    from operate.drills.journey import require_drillable
    from operate.failover.plan import NOW
    from operate.switches.state import UNKNOWN

    found = _opened(folder, request)
    mine, deployed = me_in(found.place, regions_of(found)), found.place.deployed
    journey = journey_of(found, mine)
    require_drillable(journey.look(), request.to)
    centers = tuple(one.center for one in found.controls)
    # In a sandbox everybody is the same user: evidence does not have that for a name.
    me = (UNKNOWN, mine[1]) if place is None else me_in(place, regions_of(found))
    why = request.wish(NOW).why
    return _Rehearsal(Sitting(request, centers, deployed.program, deployed.stack, me, why), journey, found)


def _opened(folder: Path, request: DrillRequest) -> Opened:
    from cli.failover.opened import Opened
    from cli.recorded.deployments import Deployment
    from operate.aws import Target
    from operate.failover.deployment import controls_of, redundant
    from sandbox.server import client

    deployed, file = _read(folder)
    aws = Target(client.ensure_running(folder).url)
    return Opened(Deployment(deployed, aws, file), controls_of(aws, deployed, redundant(deployed, request.centers)))


def _read(folder: Path) -> tuple[Deployed, Path]:
    """What `up` has just written there: the only record."""
    from spec.deployed import read

    (file,) = (folder / "deployed" / TargetName.SANDBOX.value).glob("*.json")
    return read(file), file


def _lost_and_found(rehearsal: _Rehearsal, calling: Calling, folder: Path, *, yes: bool) -> CiviclineError | None:
    """What ended the drill before its end."""
    from operate.drills.score import first_answered
    from sandbox.server import client

    journey, to = rehearsal.journey, rehearsal.sitting.request.to
    try:
        _lose(rehearsal, calling, folder)
        plan, readiness = _decided(rehearsal, yes=yes)
        journey.there(plan, readiness, 0)
        lost = journey.marks.lost
        if calling.wait_for(lambda placed: first_answered(placed, to, lost), PATIENCE) is None:
            raise CloudError(to, "no simulated contact was answered there", f"civicline failover check --in {to}")
        say(f"callers are answered in {to}; the lost region comes back, and traffic goes home")
        client.clear_faults(folder)
        journey.home(rehearsal.sitting.why, 0)
    except CiviclineError as error:
        journey.notes.append(f"{error.where}: {error.what}" if error.where else error.what)
        return error
    return None


def _lose(rehearsal: _Rehearsal, calling: Calling, folder: Path) -> None:
    """The home region goes dark; from now on callers find nobody, until somebody does something."""
    from operate.drills.score import all_answered, first_unanswered
    from sandbox.server import client

    journey, homes = rehearsal.journey, list(dict.fromkeys(one.regions[0] for one in rehearsal.opened.controls))
    if calling.wait_for(lambda placed: all_answered(placed, homes), PATIENCE) is None:
        raise CloudError(", ".join(homes), "no simulated contact was answered there before anything was broken")
    journey.mark("lost")
    for home in homes:
        client.set_fault(folder, "dark", region=home)
    lost = journey.clock()
    detected = calling.wait_for(lambda placed: first_unanswered(placed, lost), PATIENCE)
    if detected is None:
        raise CloudError(", ".join(homes), "it is dark, and no simulated contact noticed")
    journey.mark("detected", detected)
    journey.mark("asked", detected)
    say(f"{', '.join(homes)} is dark: simulated callers find nobody")


def _decided(rehearsal: _Rehearsal, *, yes: bool) -> tuple[Plan, tuple[Readiness, ...]]:
    """What an operator would see now, and the answer. Raises PlanRefusedError."""
    from cli.render.failover import question as render
    from cli.terminal import columns
    from operate.failover.gate import require_ready
    from operate.failover.limits import touched
    from operate.failover.plan import NOW, plan_shift

    journey, request = rehearsal.journey, rehearsal.sitting.request
    plan = plan_shift(request.wish(NOW), journey.look(), dt.datetime.now(dt.UTC))
    readiness = (journey.gate(request.to),)
    require_ready(readiness, request.because)
    deployed, zone = rehearsal.opened.place.deployed, rehearsal.opened.zone
    known = render.Known(readiness, touched(plan, deployed), rehearsal.sitting.me, zone)
    say(render.as_question(plan, known, columns(sys.stderr)))
    if not yes and not agreed(render.question(plan)):
        raise PlanRefusedError("simulated drill", "nobody said yes, so nothing moved in its sandbox, which is gone")
    journey.notes += ["nobody was asked: --yes said yes"] if yes else []
    journey.mark("decided")
    return plan, readiness


def _honest() -> str:
    """What the seconds of a sandbox do not say."""
    alarm = f"on AWS the alarm of a line rings after {LOOKS} looks of the probe, {LOOKS * PROBE_SECONDS} s"
    return f"seconds are those of a sandbox and of the people who took part; {alarm}"


def _scored(rehearsal: _Rehearsal, calling: Calling, error: CiviclineError | None) -> Drill:
    from operate.drills.model import Result
    from operate.drills.score import score

    journey, request = rehearsal.journey, rehearsal.sitting.request
    expected = expected_calls(request, rehearsal.sitting.centers)
    card = score(tuple(calling.placed), journey.marks, to=request.to, until=journey.clock(), per_hour=expected)
    result = Result.FAILED if error is not None or card.first_answered is None else Result.PASSED
    return rehearsal.sitting.drill(result, card, [*journey.notes, _honest()])
