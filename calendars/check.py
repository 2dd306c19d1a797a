"""As `spec.load`, with the rules that need a calendar: the way in for whatever deploys, calls or answers.

`today` is an argument, as holidays, stages and what runs out are judged from a day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from calendars.rules import Horizon, Outlook, broken_rules
from spec import load as spec_load
from spec.errors import SpecFaultsError
from spec.faults import in_file_order
from spec.load import Checked
from spec.models.dates import Stage
from spec.models.program import ProgramSpec
from spec.rules.schedule import IMPLAUSIBLE

Deployed = Callable[[ProgramSpec], tuple[Horizon, ...]]


def nothing_deployed(_: ProgramSpec) -> tuple[Horizon, ...]:
    """For whoever has no business with what is deployed."""
    return ()


def check(path: Path, stage: Stage | None = None, *, today: dt.date, deployed: Deployed = nothing_deployed) -> Checked:
    """Every fault of a spec, in file order.

    stage      judge it as of this stage; as of the spec's own `dates.stage` when left out
    deployed   what of the program is deployed, for warnings of what runs out
    """
    return with_calendar(spec_load.check(path, stage), stage, today, deployed)


def check_text(
    text: str, file: str, stage: Stage | None = None, *, today: dt.date, deployed: Deployed = nothing_deployed
) -> Checked:
    """As `check`, for a text that is already in hand; `file` is only quoted."""
    return with_calendar(spec_load.check_text(text, file, stage), stage, today, deployed)


def load(path: Path, stage: Stage | None = None, *, today: dt.date) -> ProgramSpec:
    """The program, ready to use. Raises SpecFaultsError with every fault; warnings do not count."""
    checked = check(path, stage, today=today)
    if checked.program is None or checked.errors:
        raise SpecFaultsError(str(path), checked.faults)
    return checked.program


def with_calendar(checked: Checked, stage: Stage | None, today: dt.date, deployed: Deployed) -> Checked:
    """What is known of a spec, and what its calendars say. Nothing is added to a spec with dates that are slips."""
    program, source = checked.program, checked.source
    if program is None or source is None or any(found.code == IMPLAUSIBLE for found in checked.faults):
        return checked
    outlook = Outlook(program=program, today=today, deployed=deployed(program))
    broken = broken_rules(outlook, stage or program.dates.stage)
    placed = (found.at(source.file, source.locate(found.path)) for found in broken)
    return replace(checked, faults=in_file_order([*checked.faults, *placed]))
