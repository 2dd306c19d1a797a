"""What an operator may name, what that concerns, and what stays open meanwhile."""

from __future__ import annotations

import pytest

from operate.switches.named import languages_of, named, stays_open, zone_of
from spec.deployed import Deployed, DeployedResource
from spec.errors import UsageError
from tests.operate.switches.fake_board import DESK, MAIN, PROGRAM, ZONE, center, deployed, line


def with_numbers(*lines: str) -> Deployed:
    """Lines that have a number each."""
    numbers = tuple(
        DeployedResource(kind="number", id=id_, name=id_, path=f"infrastructure.lines[{id_}].numbers[+18085550140]")
        for id_ in lines
    )
    return deployed(MAIN, DESK, office=center("chat").model_copy(update={"resources": numbers}))


def test_a_line_is_one_row_and_matters_together_with_its_center() -> None:
    (one,) = named(PROGRAM, "main")
    assert (one.scope, one.concerned) == ("line#main", (MAIN,))
    assert one.scopes == ("center#office", "line#main", "line#desk")


def test_all_is_one_row_a_center_and_concerns_every_line() -> None:
    both = deployed(MAIN, line("north", "North", center="north"), office=center(), north=center())
    assert [one.scope for one in named(both, "all")] == ["center#office", "center#north"]
    assert [one.scope for one in named(both, "all", "north")] == ["center#north"]
    assert [one.whole for one in named(both, "all")] == ["all --center office", "all --center north"]
    assert named(PROGRAM, "all")[0].whole == "all"


def test_a_line_of_another_center_is_refused() -> None:
    both = deployed(MAIN, office=center(), north=center())
    with pytest.raises(UsageError, match="belongs to office"):
        named(both, "main", "north")
    with pytest.raises(UsageError, match="no such center"):
        named(both, "all", "south")


def test_languages_are_those_of_the_lines_and_english_where_there_is_none() -> None:
    assert languages_of(named(PROGRAM, "all")) == ("en-US", "es-US")
    assert languages_of(named(PROGRAM, "desk")) == ("en-US",)
    assert languages_of(named(deployed(office=center("chat")), "all")) == ("en-US",)


def test_times_are_those_of_the_line_and_of_the_program_for_all() -> None:
    east = line("east", "East").model_copy(update={"time_zone": "America/New_York"})
    found = deployed(MAIN, east)
    assert zone_of(found, named(found, "east")) == "America/New_York"
    assert zone_of(found, named(found, "all")) == ZONE


def test_closing_a_line_leaves_other_lines_and_written_channels_open() -> None:
    assert stays_open(PROGRAM, named(PROGRAM, "main")) == ("Policy desk (desk)", "chat", "e-mail")


def test_closing_all_leaves_email_open() -> None:
    assert stays_open(PROGRAM, named(PROGRAM, "all")) == ("e-mail",)


def test_closing_one_center_leaves_the_others_open() -> None:
    both = deployed(MAIN, line("north", "North", center="north"), office=center("chat"), north=center("chat"))
    assert stays_open(both, named(both, "all", "north")) == ("Main line (main)", "chat")


def test_a_line_without_a_number_stays_open_by_transfer() -> None:
    found = with_numbers("main")
    assert stays_open(found, named(found, "main")) == ("Policy desk (desk, by transfer)",)
    whole = with_numbers("main", "desk")
    assert stays_open(whole, named(whole, "main")) == ("Policy desk (desk)",)
