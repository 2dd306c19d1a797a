"""What bad luck a move has to survive, and which tests show that it does.

A test, or a case of one with many, that is renamed or taken away is missed here. Whether it shows what it is named for is
for people to judge.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
SHIFT, NIGHTS, ANSWERS = (
    "operate/failover/test_shift.py",
    "e2e/test_bad_nights.py",
    "operate/failover/test_bent_answers.py",
)
E2E = "e2e/test_failover.py"
IN_PLACE = ("operate/readiness/test_planted_in_place.py", "test_a_defect_made_in_the_sandbox_is_caught")
IN_ANSWERS = ("operate/readiness/test_planted_in_answers.py", "test_a_defect_in_what_the_region_answers_is_caught")
SEQUENCES = (
    "operate/failover/test_bad_nights.py",
    "test_two_operators_darkness_a_wrong_clock_and_a_dead_machine_in_one_night",
)
SURVIVED: dict[str, tuple[tuple[str, ...], ...]] = {
    "primary dark before a shift": (
        (E2E, "test_everything_moves_with_the_primary_dark_and_comes_home_in_steps"),
        (SHIFT, "test_a_dark_primary_is_not_needed_and_not_waited_for"),
    ),
    "primary dark during a shift": (
        (NIGHTS, "test_a_primary_that_goes_dark_in_mid_shift_is_left_and_told_when_it_is_back"),
        (SHIFT, "test_a_primary_that_goes_dark_in_mid_shift_is_told_and_the_same_again_is_fine"),
    ),
    "primary dark after a shift, and back": (
        (SHIFT, "test_the_primary_is_told_when_it_is_back"),
        (SHIFT, "test_moves_of_which_one_region_knows_nothing_do_not_count_more_than_a_later_one"),
    ),
    "receiving region throttled to one request a second": (
        (NIGHTS, "test_a_receiving_region_that_takes_one_request_a_second_is_checked_and_takes_the_traffic"),
        (ANSWERS, "test_one_request_a_second_in_the_receiving_region_delays_a_shift_and_no_more"),
    ),
    "API says yes and does nothing": (
        (ANSWERS, "test_a_yes_that_does_nothing_is_found_out"),
        (SHIFT, "test_what_the_service_says_is_not_believed"),
    ),
    "time-out with the change applied": (
        (ANSWERS, "test_an_answer_that_is_lost_when_traffic_has_moved_is_a_success_and_the_call_is_not_wrong_twice"),
        (ANSWERS, "test_a_lost_answer_to_the_row_writes_one_entry_of_the_log_a_region"),
    ),
    "two operators in opposite directions": (
        (E2E, "test_two_who_shift_in_opposite_directions_at_once_leave_no_doubt"),
        SEQUENCES,
    ),
    "stale deployed.json": (
        ("cli/failover/test_failover.py", "test_a_record_that_is_out_of_date_is_told_as_such"),
        ("cli/recorded/test_deployments.py", "test_a_shift_and_a_check_go_by_the_newer_copy"),
    ),
    "replica without one function, one bot's alias, one association": (
        (NIGHTS, "test_a_replica_that_lacks_this_and_that_is_refused_for_what_nobody_could_answer"),
        ("e2e/test_readiness.py", "test_what_somebody_broke_in_the_second_region_is_told"),
        (*IN_PLACE, "function missing", "function not associated"),
        (*IN_ANSWERS, "bot alias missing"),
    ),
    "replica without its quota": ((*IN_ANSWERS, "quota lower"),),
    "findings BLOCKED": (
        (*IN_PLACE, "finding blocked"),
        (NIGHTS, "test_a_replica_that_lacks_this_and_that_is_refused_for_what_nobody_could_answer"),
    ),
    "a shift during `up`": ((NIGHTS, "test_a_shift_during_an_up_moves_everything_and_the_up_ends_well"),),
    "`up` during a shift": ((NIGHTS, "test_an_up_during_a_shift_leaves_the_traffic_where_the_step_has_put_it"),),
    "`up` after a shift": (("e2e/test_two_regions.py", "test_an_up_after_a_shift_does_not_shift_back"),),
    "clock skew": (
        (SHIFT, "test_a_clock_that_is_wrong_does_not_decide"),
        (SHIFT, "test_a_clock_that_is_set_while_a_region_throttles_changes_nothing_about_patience"),
        SEQUENCES,
    ),
    "killed in mid-shift and resumed": (
        (E2E, "test_a_shift_that_is_killed_between_two_steps_is_finished_by_the_same_command"),
        (SHIFT, "test_a_shift_that_is_killed_is_seen_to_be_under_way_and_can_be_resumed_by_anybody"),
        SEQUENCES,
    ),
}


@cache
def defined(file: str) -> frozenset[str]:
    """Functions of the file, and keys of its tables of cases."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    tables = (node for node in ast.walk(tree) if isinstance(node, ast.Dict))
    keys = (key.value for table in tables for key in table.keys if isinstance(key, ast.Constant))
    functions = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset((*functions, *(key for key in keys if isinstance(key, str))))


@pytest.mark.parametrize("luck", SURVIVED)
def test_every_kind_of_bad_luck_has_its_tests(luck: str) -> None:
    assert [name for file, *names in SURVIVED[luck] for name in names if name not in defined(file)] == []
