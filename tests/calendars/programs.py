"""Small programs of which only hours and holidays matter."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from spec.load import load
from spec.models import ProgramSpec
from spec.models.hours import HolidayCalendar, Hours

STACKS = Path(__file__).parents[2] / "stacks"
LAUNCH: dict[str, Any] = {
    "id": "launch",
    "from": "2027-07-01",
    "till": "2027-08-27",
    "weekly": {"mon-fri": ["07:00-18:00"], "sat": ["08:00-12:00"]},
    "reason": "Longer hours.",
}


@functools.cache
def _example() -> ProgramSpec:
    return load(STACKS / "hawaii-in-house" / "program.yaml")


def program(*every: Hours, state: str = "HI", **changes: Any) -> ProgramSpec:
    """Set-up A with these hours and one holiday calendar, `state`; changes are its additions and removals."""
    calendar = HolidayCalendar.model_validate({"id": "state", "state": state, **changes})
    known = _example()
    infra = known.infrastructure.model_copy(update={"hours": every, "holidays": (calendar,)})
    return known.model_copy(update={"infrastructure": infra})


def hours(*overrides: dict[str, Any], **fields: Any) -> Hours:
    """Of an office, closed on the holidays of `state`."""
    week = {"mon-fri": ["07:45-16:30"]}
    return Hours.model_validate({"id": "main", "weekly": week, "holidays": "state", "overrides": overrides, **fields})
