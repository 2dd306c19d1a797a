"""Freeze windows: days on which nothing is deployed, unless somebody says why. Pure.

Closures, announcements, `reopen`, `rollback`, plans and comparisons are no deployments; they never ask here.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from spec.errors import PlanRefusedError, UsageError
from spec.models import ProgramSpec
from spec.models.dates import Freeze


def freeze_at(program: ProgramSpec, environment: str, moment: dt.datetime) -> Freeze | None:
    """The freeze that an environment is under at `moment` (aware); days are those of the program's own zone."""
    day = moment.astimezone(ZoneInfo(program.program.time_zone)).date()
    return next(
        (found for found in program.dates.freezes if found.holds(environment) and found.from_ <= day <= found.till),
        None,
    )


def ends(freeze: Freeze, program: ProgramSpec) -> dt.datetime:
    """The first moment after it, in the program's own zone."""
    morning = dt.datetime.combine(freeze.till + dt.timedelta(days=1), dt.time())
    return morning.replace(tzinfo=ZoneInfo(program.program.time_zone))


def described(freeze: Freeze, program: ProgramSpec) -> str:
    """`frozen from 2027-09-24 to 2027-10-15 (America/Los_Angeles): The weeks around the launch.`"""
    return f"frozen from {freeze.from_} to {freeze.till} ({program.program.time_zone}): {freeze.reason}"


def passing(program: ProgramSpec, environment: str, moment: dt.datetime, why: str | None) -> str | None:
    """What to write down of a deployment that breaks a freeze; None where there is none to break.

    why      the reason that somebody gave, to be recorded
    raises   PlanRefusedError in a freeze without a reason; UsageError for a reason of no words
    """
    if why is not None and not why.strip():
        raise UsageError("--break-freeze", "the reason is empty", 'say why it cannot wait: --break-freeze "..."')
    freeze = freeze_at(program, environment, moment)
    if freeze is None:
        return None
    if why is None:
        hint = f'wait until {ends(freeze, program):%Y-%m-%d %H:%M}, or say why it cannot wait: --break-freeze "..."'
        raise PlanRefusedError(environment, described(freeze, program), hint)
    return f"freeze broken: {' '.join(why.split())} ({environment} is {described(freeze, program)})"
