"""D: the order of dates, the launch ramp, and what must stand before."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import Any

from spec.faults import Path
from spec.models.program import ProgramSpec
from spec.rules.rule import Finding, Findings, rule
from spec.rules.walk import walk

MAX_FREEZE_DAYS = 92
IMPLAUSIBLE = "D710"
"""Code of a date that is a slip; nothing that reckons with days can be judged before it is corrected."""
FIRST_YEAR, LAST_YEAR = 2000, 2099
_DATES = (
    "dates.setup_complete",
    "dates.launch",
    *(f"{window}.{end}" for window in ("dates.e2e", "dates.trial", "dates.freezes[]") for end in ("from", "till")),
    *(f"infrastructure.hours[].overrides[].{end}" for end in ("from", "till")),
    *(f"infrastructure.holidays[].{change}[].date" for change in ("additions", "removals")),
)


@rule()
def setup_after_trial(program: ProgramSpec) -> Findings:
    """D701: customer service is set up before the small-scale operational trial starts (S31-1, S31-23)."""
    dates = program.dates
    if dates.setup_complete > dates.trial.from_:
        message = f"setup is complete on {dates.setup_complete}, after the trial starts on {dates.trial.from_}"
        yield Finding(("dates", "setup_complete"), message, "finish earlier, or move the trial")


@rule(severity="warning")
def setup_after_e2e(program: ProgramSpec) -> Findings:
    """D702: ideally, customer service is set up before the end-to-end test starts (S31-24)."""
    dates = program.dates
    if dates.e2e.from_ < dates.setup_complete <= dates.trial.from_:
        message = f"setup is complete on {dates.setup_complete}, after the end-to-end test starts on {dates.e2e.from_}"
        yield Finding(
            ("dates", "setup_complete"), message, "finish earlier, so that the test includes customer service"
        )


@rule()
def stages_out_of_order(program: ProgramSpec) -> Findings:
    """D703: the end-to-end test ends before the trial begins, and the trial before the launch (S31-1, N41-1)."""
    dates = program.dates
    if dates.e2e.till > dates.trial.from_:
        message = f"the end-to-end test lasts until {dates.e2e.till}, but the trial starts on {dates.trial.from_}"
        yield Finding(("dates", "trial", "from"), message, "start the trial after the test's findings are corrected")
    if dates.trial.till > dates.launch:
        message = f"the trial lasts until {dates.trial.till}, but the launch is on {dates.launch}"
        yield Finding(("dates", "launch"), message, "launch after the trial")


@rule()
def window_backwards(program: ProgramSpec) -> Findings:
    """D704: a window ends on or after the day it starts (S31-1)."""
    windows: list[tuple[Path, Any]] = [(("dates", "e2e"), program.dates.e2e), (("dates", "trial"), program.dates.trial)]
    windows += walk(program, "infrastructure.hours[].overrides[]")
    windows += walk(program, "workforce.absences[]")
    windows += walk(program, "dates.freezes[]")
    for path, window in windows:
        if window.till < window.from_:
            message = f"this ends on {window.till}, before it starts on {window.from_}"
            yield Finding((*path, "till"), message, "correct one of the dates")


@rule()
def ramp_incomplete(program: ProgramSpec) -> Findings:
    """D705: the launch ramp starts in week 1 and has neither gap nor overlap; the first weeks are no quieter than the
    steady state (S31-21).
    """
    path: Path = ("dates", "launch_ramp")
    steps = program.dates.launch_ramp
    if not steps:
        yield Finding(path, "the launch ramp is empty", "add weeks with a multiplier; the start is the busiest time")
        return
    expected = 1
    for i, step in enumerate(steps):
        if step.from_week != expected:
            message = f"this step starts in week {step.from_week}, but week {expected} comes next"
            yield Finding((*path, i, "from_week"), message, "let each step start in the week after the one before")
        if step.to_week < step.from_week:
            yield Finding((*path, i, "to_week"), "this step ends before it starts", "correct one of the weeks")
        expected = step.to_week + 1
    if steps[0].multiplier < 1:
        message = f"the first weeks are planned with {steps[0].multiplier:g} times the steady load"
        yield Finding((*path, 0, "multiplier"), message, "plan for more, not less, than the steady load")


@rule(severity="warning")
def no_concept(program: ProgramSpec) -> Findings:
    """D706: the concept of operations comes first (S29-29)."""
    if program.program.concept_of_operations is None:
        message = "no concept of operations is named"
        yield Finding(("program",), message, "add 'concept_of_operations: {id, version, date}'")


@rule()
def phase_before_launch(program: ProgramSpec) -> Findings:
    """D707: later enrollment phases start after the launch (S31-21)."""
    for path, date in walk(program, "program.enrollment.phases[].date"):
        if isinstance(date, dt.date) and date <= program.dates.launch:
            yield Finding(
                path,
                f"this phase starts on {date}, not after the launch",
                "count these vehicles at launch, or correct the date",
            )


@rule()
def freezes_overlap(program: ProgramSpec) -> Findings:
    """D708: an environment is under one freeze at a time, so that a refusal has one reason and one end (S31-21)."""
    freezes = program.dates.freezes
    names = [environment.name for environment in program.infrastructure.environments]
    for (i, a), (k, b) in combinations(enumerate(freezes), 2):
        both = [name for name in names if a.holds(name) and b.holds(name)]
        if both and a.from_ <= b.till and b.from_ <= a.till:
            message = f"this freeze shares days with the one from {a.from_} to {a.till}"
            yield Finding(("dates", "freezes", k), message, f"join it with item {i + 1}, or let one end before")


@rule(severity="warning")
def freeze_too_long(program: ProgramSpec) -> Findings:
    """D709: a freeze lasts no longer than three months; corrections and the next year's holidays must get through
    (S31-21).
    """
    for path, freeze in walk(program, "dates.freezes[]"):
        if freeze.days() > MAX_FREEZE_DAYS:
            message = f"this freeze lasts {freeze.days()} days, in which nothing can be corrected by `up`"
            yield Finding((*path, "till"), message, "end it sooner, or freeze the few days that matter")


@rule()
def implausible_date(program: ProgramSpec) -> Findings:
    """D710: dates of stages, hours and holidays lie in this century (S31-1)."""
    for pattern in _DATES:
        for path, date in walk(program, pattern):
            if not FIRST_YEAR <= date.year <= LAST_YEAR:
                yield Finding(path, f"{date} is not a date of this century", "correct the year")
