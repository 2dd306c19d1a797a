"""Scenarios on the compiled examples, on broken flows, and on demand: results, coverage, the sweep."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from contact_flows.compile import compile_flows
from contact_flows.language.document import Action, Condition, ErrorBranch, FlowDocument, FlowSet, FlowType, Ref
from contact_flows.scenarios.coverage import coverage_of
from contact_flows.scenarios.inject import with_errors
from contact_flows.scenarios.mandatory import functions_of, mandatory
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.run import Bench, run_all
from contact_flows.scenarios.sweep import sweep
from contact_flows.simulate.trace import Step
from infra.local_functions import local_functions
from spec.errors import SpecError
from spec.load import load

ROOT = Path(__file__).parents[3]
WASHINGTON = load(ROOT / "stacks/washington-outsourced/program.yaml")
CENTER = WASHINGTON.infrastructure.centers[0]
FLOWS = compile_flows(WASHINGTON, CENTER)
BENCH = Bench(WASHINGTON, CENTER, FLOWS, local_functions)
MANDATORY = mandatory(WASHINGTON, CENTER, functions_of(FLOWS))


def of(slug: str) -> list[Scenario]:
    return [scenario for scenario in MANDATORY if scenario.id.endswith(slug)]


def small(*actions: Action) -> Bench:
    """The main line, replaced by a few blocks."""
    flow = FlowDocument(id="line-main", name="Main", type=FlowType.CONTACT_FLOW, actions=actions)
    return replace(BENCH, flows=FlowSet((flow,)), truthful=False)


SAY = Action(
    id="say",
    type="MessageParticipant",
    parameters={"Text": "Press 1."},
    next="menu",
    errors=(ErrorBranch("NoMatchingError", "menu"),),
)
MENU = Action(
    id="menu",
    type="GetParticipantInput",
    parameters={"Text": "Well?", "StoreInput": "False", "InputTimeLimitSeconds": "5"},
    next="bye",
    conditions=(Condition("queue", ("1",)),),
    errors=tuple(
        ErrorBranch(kind, "bye") for kind in ("InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError")
    ),
)
QUEUE = Action(
    id="queue",
    type="UpdateContactTargetQueue",
    parameters={"QueueId": Ref("queue", "billing")},
    next="enter",
    errors=(ErrorBranch("NoMatchingError", "bye"),),
)
ENTER = Action(
    id="enter",
    type="TransferContactToQueue",
    next="bye",
    errors=(ErrorBranch("QueueAtCapacity", "bye"), ErrorBranch("NoMatchingError", "bye")),
)
BYE = Action(id="bye", type="MessageParticipant", parameters={"Text": "Bye."}, next="end")
END = Action(id="end", type="DisconnectParticipant")
SMALL = small(SAY, MENU, QUEUE, ENTER, BYE, END)
PRESSES_1 = Scenario.model_validate(
    {"id": "one", "title": "t", "when": [{"press": "1"}], "then": {"ends": "queue", "queue": "billing"}}
)


def test_every_open_line_of_an_example_serves_every_choice() -> None:
    assert [str(result.unmet) for result in run_all(BENCH, of("/open"), 1) if not result.passed] == []


@pytest.mark.parametrize("slug", ["/closed", "/holiday", "/emergency-closed", "/no-agent", "/region-down"])
def test_every_choice_is_kept_or_served_in_trouble(slug: str) -> None:
    assert [f"{r.scenario.id}: {r.unmet}" for r in run_all(BENCH, of(slug), 1) if not r.passed] == []


def test_several_processes_give_the_results_of_one_in_the_same_order() -> None:
    some = MANDATORY[:41]
    one, two = run_all(BENCH, some, 1), run_all(BENCH, some, 2)
    assert [result.scenario.id for result in two] == [scenario.id for scenario in some]
    assert two == one


def test_a_choice_that_leads_to_another_queue_fails_its_scenario() -> None:
    wrong = small(SAY, MENU, replace(QUEUE, parameters={"QueueId": Ref("queue", "general")}), ENTER, BYE, END)
    assert run_all(SMALL, [PRESSES_1], 1)[0].passed
    assert str(run_all(wrong, [PRESSES_1], 1)[0].unmet) == ("expected queue: billing; instead queue general (queue)")


def test_ids_of_mandatory_scenarios_are_unique_and_do_not_depend_on_the_run() -> None:
    ids = [scenario.id for scenario in MANDATORY]
    assert len(set(ids)) == len(ids)
    assert ids == [scenario.id for scenario in mandatory(WASHINGTON, CENTER, functions_of(FLOWS))]
    assert {"main/en-US/key-4/holiday", "main/en-US/word-4/open", "state_policy/en-US/silent/open"} <= set(ids)


def test_every_menu_key_of_every_line_is_tried_in_every_trouble() -> None:
    ids = {scenario.id for scenario in MANDATORY}
    for line in WASHINGTON.infrastructure.lines:
        for choice in line.menu:
            for slug in ("open", "closed", "holiday", "emergency-closed", "queue-full", "no-agent", "dead-open_case"):
                assert f"{line.id}/en-US/key-{choice.key}/{slug}" in ids


def test_coverage_names_what_no_contact_took() -> None:
    found = coverage_of(SMALL.flows, run_all(SMALL, [PRESSES_1], 1)[0].steps)
    gaps = [str(missed.branch) for missed in found.uncovered if not missed.reason]
    assert (found.blocks.covered, found.blocks.total) == (4, 6)
    assert "line-main/menu !InputTimeLimitExceeded" in gaps
    assert "line-main/say next" not in gaps
    assert found.untouched == ("line-main/bye", "line-main/end")


def test_a_branch_that_the_service_never_takes_has_its_reason() -> None:
    found = coverage_of(SMALL.flows, ())
    reasons = {str(missed.branch) for missed in found.uncovered if missed.reason}
    assert reasons == {"line-main/menu next", "line-main/enter next"}


def test_the_sweep_takes_every_branch_that_is_left() -> None:
    first = run_all(SMALL, [PRESSES_1], 1)
    swept = sweep(SMALL, first, 1)
    found = coverage_of(SMALL.flows, [step for result in (*first, *swept) for step in result.steps])
    assert [str(missed.branch) for missed in found.uncovered if not missed.reason] == []
    assert found.branches.percent == 100.0
    assert all(result.passed for result in swept)


def test_the_sweep_finds_a_caller_who_is_dropped_without_a_word() -> None:
    rude = replace(MENU, errors=tuple(ErrorBranch(branch.type, "end") for branch in MENU.errors))
    bench = small(SAY, rude, QUEUE, ENTER, BYE, END)
    swept = sweep(bench, run_all(bench, [PRESSES_1], 1), 1)
    assert any("hung up after the question of line-main/menu" in str(result.unmet) for result in swept)


def test_a_block_fails_on_demand_and_the_trace_names_the_error() -> None:
    faults = {"line-main/queue": "NoMatchingError"}
    scenario = PRESSES_1.model_copy(update={"given": PRESSES_1.given.model_copy(update={"faults": faults})})
    result = run_all(SMALL, [scenario], 1)[0]
    assert Step("line-main", "queue", "!NoMatchingError") in result.steps
    assert result.ended == "disconnect"


def test_an_error_of_a_block_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(SpecError, match="did you mean line-main/queue"):
        with_errors(SMALL.flows, {"line-main/qeue": "NoMatchingError"})
