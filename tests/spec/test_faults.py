"""Words that messages are made of."""

from __future__ import annotations

import pytest

from calendars.rules import ALL_RULES
from spec.errors import SpecFaultsError
from spec.faults import Fault, Mark, counted, did_you_mean, in_file_order, listed, spelled
from spec.rules.zones import ZONES
from spec.wording import choices, singular


@pytest.mark.parametrize(
    ("word", "meant"),
    [("polcy", "policy"), ("Policy", "policy"), ("poli-cy", "policy"), ("am-complaint", "am_complaint"), ("zzz", None)],
)
def test_the_closest_word_is_suggested(word: str, meant: str | None) -> None:
    assert did_you_mean(word, {"policy", "general", "am_complaint"}) == meant


def test_nothing_is_suggested_where_nothing_is_declared() -> None:
    assert did_you_mean("policy", ()) is None


def test_a_path_is_spelled_as_people_write_it() -> None:
    assert spelled(("infrastructure", "queues", 2, "hours")) == "infrastructure.queues[2].hours"
    assert spelled(()) == ""


def test_lists_read_aloud() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"], "and") == "a, b and c"
    assert listed([]) == "nothing"


def test_faults_come_in_file_order_and_once() -> None:
    first = Fault(code="R201", severity="error", path=("a",), message="m").at("f", Mark(2, 9))
    second = Fault(code="Q801", severity="error", path=("b",), message="m").at("f", Mark(10, 1))
    whole = Fault(code="S001", severity="error", path=(), message="m").at("f", None)
    assert in_file_order([second, first, whole, first]) == (whole, first, second)


def test_a_list_item_is_named_in_the_singular() -> None:
    assert [singular(key) for key in ("agencies", "routing_profiles", "hours", "addresses")] == [
        "agency",
        "routing profile",
        "hours",
        "address",
    ]


def test_a_pattern_of_words_is_a_choice() -> None:
    assert choices("^(csv|pdf)$") == ("csv", "pdf")
    assert choices("^contact_level_(csv|parquet)$") == ("contact_level_csv", "contact_level_parquet")
    assert choices("^[a-z]+$") == ()


def test_every_state_and_the_district_has_a_time_zone() -> None:
    assert len(ZONES) == 51


def test_no_message_of_a_rule_is_a_sentence_for_machines() -> None:
    for rule in ALL_RULES.values():
        assert not rule.sentence.endswith(".")
        assert "Input should be" not in rule.sentence


def test_a_fault_that_is_alone_gives_its_own_hint_and_several_a_way_to_all() -> None:
    missing = Fault(code="S001", severity="error", path=(), message="there is no such file", hint="check the path")
    other = Fault(code="S101", severity="error", path=("cases",), message="cases is missing", hint="add it")
    assert SpecFaultsError("p.yaml", (missing,)).hint == "check the path"
    assert SpecFaultsError("p.yaml", (missing, other)).hint == "civicline validate p.yaml lists every fault"


def test_one_thing_is_no_several() -> None:
    assert [counted(number, "event") for number in (0, 1, 2, 10_000)] == [
        "0 events",
        "1 event",
        "2 events",
        "10,000 events",
    ]
