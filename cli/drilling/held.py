"""What every kind of drill has in common: who holds it, what is kept of it, and how it ends."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import sys
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cli.confirm import typed
from cli.options import TargetName
from spec.errors import CheckFailedError, CiviclineError, CloudError, PlanRefusedError, UsageError
from spec.home import civicline_home

if TYPE_CHECKING:
    from cli.failover.opened import Opened
    from cli.recorded.deployments import Deployment
    from operate.drills.calling import Calling
    from operate.drills.journey import Journey
    from operate.drills.model import Drill, Kind, Result, Scorecard
    from operate.failover.plan import Wish
    from operate.failover.shift import Outcome
    from operate.readiness.verdict import Readiness


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillRequest:
    """Options as they were typed."""

    kind: Kind
    program: Path | None
    to: str
    steps: str | None
    hold: int | None
    because: str
    beyond: str
    reason: str
    break_freeze: str | None
    centers: tuple[str, ...]
    stack: str | None
    target: TargetName

    @property
    def flags(self) -> str:
        """Options that a command to the same deployment needs, with a space before; empty for none."""
        words = [str(self.program)] if self.program else []
        words += ["--stack", self.stack] if self.stack else []
        words += ["--target", self.target.value] if self.target is not TargetName.SANDBOX else []
        return "".join(f" {word}" for word in words)

    def wish(self, usual: tuple[int, ...]) -> Wish:
        """The move there. usual: steps where none were typed. Raises UsageError."""
        from operate.failover.plan import Wish, read_steps
        from operate.switches.words import read_reason
        from spec.switches import Action

        return Wish(
            action=Action.SHIFT,
            to=self.to,
            steps=usual if self.steps is None else read_steps(self.steps),
            reason=f"drill: {read_reason(self.reason)}" if self.reason else "drill",
            because=read_reason(self.because, "--not-ready-because") if self.because else "",
            beyond=read_reason(self.beyond, "--beyond-limits-because") if self.beyond else "",
        )


@dataclass(frozen=True, slots=True)
class Sitting:
    """A drill that has begun. me: ARN of the caller, and name on this machine; why: it is held, for the log."""

    request: DrillRequest
    centers: tuple[str, ...]
    program: str
    stack: str
    me: tuple[str, str]
    why: str
    at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    clock: float = field(default_factory=time.monotonic)

    def drill(self, result: Result, scorecard: Scorecard, notes: Sequence[str]) -> Drill:
        from operate.drills.model import Drill

        return Drill(
            kind=self.request.kind,
            program=self.program,
            stack=self.stack,
            target=self.request.target.value,
            centers=self.centers,
            to=self.request.to,
            at=self.at,
            seconds=round(time.monotonic() - self.clock, 3),
            who=self.me[0],
            os_user=self.me[1],
            result=result,
            scorecard=scorecard,
            reason=self.why,
            notes=tuple(dict.fromkeys(notes)),
        )


def say(words: str) -> None:
    """To whoever waits."""
    typer.echo(words, err=True)


def fresh() -> str:
    return secrets.token_hex(12)


def regions_of(found: Opened) -> tuple[str, ...]:
    return tuple(dict.fromkeys(region for one in found.controls for region in one.regions))


def journey_of(found: Opened, me: tuple[str, str]) -> Journey:
    """Of all centers that were opened, as one."""
    from operate.drills.journey import Journey
    from operate.failover.clock import SystemPace
    from operate.readiness.check import check
    from operate.serving.followed import followed, require_followed
    from operate.switches.apply import Signature

    centers = tuple(one.center for one in found.controls)

    def gate(region: str) -> Readiness:
        return check(found.place.aws, found.place.deployed, region, now=dt.datetime.now(dt.UTC), centers=centers)

    def follow(outcomes: Sequence[Outcome]) -> None:
        require_followed(followed(outcomes, found.place.deployed, found.place.aws.page))

    signature = Signature(*me, dt.datetime.now(dt.UTC))
    return Journey(found.controls, gate, SystemPace(), signature, fresh, say, follow=follow)


def calling_of(found: Opened, every: float) -> Calling:
    """Simulated contacts to every line that people call. Raises UsageError where there is none."""
    from operate.drills.calling import Calling
    from operate.drills.line import lines_of

    place = found.place
    lines = [line for one in found.controls for line in lines_of(place.aws, place.deployed, one)]
    if not lines:
        names = ", ".join(one.center for one in found.controls)
        raise UsageError(names, "it has no line to which a simulated contact could be placed", "--kind tabletop")
    return Calling(lines, every)


def me_in(place: Deployment, regions: Sequence[str]) -> tuple[str, str]:
    from cli.switching import os_user
    from operate.switches.dynamo import StsIdentity
    from operate.switches.state import who

    return who(StsIdentity(place.aws), regions), os_user()


def require_typed(word: str, question: str, *, yes: bool) -> None:
    """Ask for a word that nobody types by chance. Raises PlanRefusedError."""
    if not yes and typed(f"{question}\nType {word} to begin") != word:
        raise PlanRefusedError("", "nothing was changed")


def no_freeze(request: DrillRequest) -> str:
    """A remark for the evidence where a freeze was broken; empty where there is none.

    raises   PlanRefusedError in a freeze that nobody breaks; SpecFaultsError
    """
    from calendars.freeze import passing
    from cli.programs import load
    from spec.select import environment

    if request.program is None or not request.program.is_file():
        say("no spec was named, so nobody looked whether this is a freeze window")
        return ""
    program = load(request.program)
    name = environment(program, request.stack).name
    return passing(program, name, dt.datetime.now(dt.UTC), request.break_freeze) or ""


def expected_calls(request: DrillRequest, centers: Collection[str]) -> float | None:
    """In the busiest hour; None where no spec was named that says it."""
    from cli.programs import load
    from operate.drills.load import busiest_hour

    if request.program is None or not request.program.is_file():
        return None
    return busiest_hour(load(request.program), centers)


def require_program(request: DrillRequest) -> Path:
    """The spec's file, which a drill in a sandbox stands up. Raises UsageError."""
    if request.program is None or not request.program.is_file():
        what = "a simulated drill stands the program up in a sandbox of its own, and needs its spec for that"
        raise UsageError(
            "PROGRAM", what, "civicline failover drill stacks/.../program.yaml --kind simulated --to REGION"
        )
    return request.program


def close(drill: Drill, place: Deployment | None, *, as_json: bool) -> None:
    """Log it in every region, keep the evidence, show the scorecard.

    place    of the deployment that was practiced for; None where this machine knows none
    raises   CloudError where the disk does not take the evidence, after the scorecard was shown
    """
    from cli.render.failover import drills as render
    from cli.terminal import columns
    from operate.drills.evidence import keep

    whole = _logged(drill, place)
    path, failed = None, None
    try:
        path = keep(civicline_home(os.environ), whole)
    except OSError as error:
        failed = error
    if as_json:
        typer.echo(json.dumps(render.as_json(whole, path), indent=2, ensure_ascii=False))
    else:
        typer.echo(render.as_text(whole, path, columns(sys.stdout)))
    if failed is not None:
        what = f"the evidence of the drill could not be kept: {failed.strerror}"
        raise CloudError(str(civicline_home(os.environ)), what, "keep what is shown above; no file has it")


def _logged(drill: Drill, place: Deployment | None) -> Drill:
    from operate.drills.log import write
    from operate.failover.words import said

    if place is None:
        note = "this machine knows no deployment of it: the drill is in no log, and other machines do not hear of it"
        return drill.model_copy(update={"notes": (*drill.notes, note)})
    told = write(place.aws, place.deployed, drill, dt.datetime.now(dt.UTC), fresh)
    missing = [f"the log of {at.region} does not have it: {said(error)}" for at, error in told.items() if error]
    logged = tuple(dict.fromkeys(at.region for at, error in told.items() if error is None))
    return drill.model_copy(update={"logged": logged, "notes": (*drill.notes, *missing)})


def require_passed(drill: Drill, error: CiviclineError | None) -> None:
    """Raises what ended the drill, or CheckFailedError where it went to its end and showed something wrong."""
    from operate.drills.model import Result

    if error is not None:
        raise error
    if drill.result is not Result.PASSED:
        raise CheckFailedError(
            f"{drill.kind} drill", "; ".join(drill.notes) or "it did not pass", "mend it, then again"
        )
