"""How many calls the busiest hour has, as the spec expects."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from calendars.check import load
from operate.drills.load import busiest_hour

STACKS = Path(__file__).parents[3] / "stacks"


def test_the_busiest_phase_and_the_share_of_its_busiest_hour_count() -> None:
    program = load(STACKS / "washington-outsourced" / "program.yaml", today=dt.date(2027, 1, 14))
    assert busiest_hour(program, ["evergreen"]) == pytest.approx(900 * 0.13)
    assert busiest_hour(program, ["evergreen", "elsewhere"]) is None
