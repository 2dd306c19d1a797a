"""Every starter validates, whatever the state and the set-up."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import yaml

from calendars.check import check_text
from calendars.law import law_of
from publish.starter import SETUPS, render_starter, states
from spec.errors import UsageError
from spec.load import Checked
from spec.models import ProgramSpec
from spec.models.dates import Stage

TODAY = dt.date(2026, 11, 22)


def text_of(setup: str, state: str, today: dt.date = TODAY) -> str:
    return render_starter(setup, state, today)["program.yaml"].decode()


def checked(setup: str, state: str, stage: Stage | None = None) -> Checked:
    return check_text(text_of(setup, state), f"{setup}-{state}.yaml", stage, today=TODAY)


def program_of(setup: str, state: str) -> ProgramSpec:
    program = checked(setup, state).program
    assert program is not None
    return program


def test_there_are_fifty_one_states() -> None:
    assert len(states()) == 51


@pytest.mark.parametrize("state", states())
@pytest.mark.parametrize("setup", SETUPS)
def test_a_starter_validates_without_a_complaint_but_of_a_law_that_nobody_has_read(setup: str, state: str) -> None:
    codes = {fault.code for fault in checked(setup, state).faults}
    assert codes == (set() if law_of(state).verified else {"H620"})


@pytest.mark.parametrize("state", [state for state in states() if not law_of(state).verified])
def test_a_starter_says_where_a_law_that_nobody_has_read_may_differ(state: str) -> None:
    assert "additions and removals; `validate` says what to check" in text_of("in-house", state)


@pytest.mark.parametrize("today", [dt.date(2026, 1, 1) + dt.timedelta(days=41 * n) for n in range(18)])
def test_the_launch_is_on_a_working_day_whenever_the_starter_is_made(today: dt.date) -> None:
    found = check_text(text_of("vendor", "OR", today), "starter.yaml", Stage.REQUIREMENTS, today=today)
    assert found.faults == ()


@pytest.mark.parametrize("setup", SETUPS)
def test_a_starter_is_ready_for_the_setup_stage_too(setup: str) -> None:
    assert checked(setup, "OR", Stage.SETUP).errors == ()


@pytest.mark.parametrize("setup", SETUPS)
@pytest.mark.parametrize("today", [dt.date(2026, 12, 31), dt.date(2027, 2, 28), dt.date(2028, 2, 29)])
def test_every_date_lies_ahead_and_in_order(setup: str, today: dt.date) -> None:
    program = check_text(text_of(setup, "UT", today), "starter.yaml", today=today).program
    assert program is not None
    dates = program.dates
    order = [
        today,
        dates.setup_complete,
        dates.e2e.from_,
        dates.e2e.till,
        dates.trial.from_,
        dates.trial.till,
        dates.launch,
    ]
    assert order == sorted(set(order))


def test_the_state_gives_zone_numbers_and_holidays() -> None:
    program = program_of("in-house", "ID")
    assert program.program.time_zone == "America/Boise"
    assert [(r.name, r.time_zone) for r in program.program.served_regions] == [
        ("Northern Idaho", "America/Los_Angeles")
    ]
    assert [calendar.state for calendar in program.infrastructure.holidays] == ["ID"]
    assert program.infrastructure.lines[0].numbers[0].number == "+12085550140"


def test_a_vendor_starter_has_a_center_for_each_account_manager() -> None:
    program = program_of("vendor", "ME")
    assert [center.id for center in program.infrastructure.centers] == ["state", "alder", "birch"]
    assert "4" in {faq.minimum for faq in program.content.faqs}


@pytest.mark.parametrize("setup", SETUPS)
def test_the_list_at_the_top_names_the_lines_to_change(setup: str) -> None:
    lines = text_of(setup, "GA").splitlines()
    listed = {int(m[1]): m[2] for line in lines if (m := re.match(r"#   line +(\d+): (.+)", line))}
    marked = {n: line.split("# change me: ")[1] for n, line in enumerate(lines, 1) if "# change me: " in line}
    assert listed == marked
    assert len(listed) > 20


@pytest.mark.parametrize("setup", SETUPS)
def test_no_template_marker_is_left(setup: str) -> None:
    assert not re.search(r"\{\{|\}\}\}\}|\{%|@@", text_of(setup, "NY"))


@pytest.mark.parametrize("setup", SETUPS)
def test_a_starter_brings_the_recordings_it_names(setup: str) -> None:
    files = render_starter(setup, "VT", TODAY)
    assert {prompt.file for prompt in program_of(setup, "VT").content.prompts} <= set(files)


@pytest.mark.parametrize("setup", SETUPS)
def test_both_parsers_of_pyyaml_read_the_same(setup: str) -> None:
    text = text_of(setup, "NM")
    assert yaml.load(text, yaml.CSafeLoader) == yaml.load(text, yaml.SafeLoader)


def test_the_same_day_gives_the_same_bytes() -> None:
    assert render_starter("vendor", "OR", TODAY) == render_starter("vendor", "OR", TODAY)


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        render_starter("vendor", "XX", TODAY)
    assert "not the postal code of a state" in caught.value.what
    assert "such as OR" in caught.value.hint


def test_an_unknown_set_up_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        render_starter("franchise", "OR", TODAY)
    assert "in-house, outsourced, vendor" in caught.value.hint
