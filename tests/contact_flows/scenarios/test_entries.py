"""Contacts that begin amid, and the worlds made for branches that ordinary callers do not take."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from contact_flows.compile import compile_flows
from contact_flows.scenarios.coverage import Branch, coverage_of
from contact_flows.scenarios.entries import Entries
from contact_flows.scenarios.mandatory import functions_of, mandatory
from contact_flows.scenarios.model import Given, Scenario
from contact_flows.scenarios.moments import Clocks
from contact_flows.scenarios.run import Bench, Result, Stage, run_all
from contact_flows.scenarios.sweep import sweep
from contact_flows.simulate.trace import Step
from infra.local_functions import local_functions
from spec.load import load

STACKS = Path(__file__).parents[3] / "stacks"
WASHINGTON = load(STACKS / "washington-outsourced/program.yaml")
CENTER = WASHINGTON.infrastructure.centers[0]
FLOWS = compile_flows(WASHINGTON, CENTER)
STAGE = Stage(Bench(WASHINGTON, CENTER, FLOWS, local_functions))
ENTRIES = Entries(WASHINGTON, CENTER, FLOWS, Clocks(WASHINGTON))


def results(scenarios: Iterable[Scenario]) -> tuple[Result, ...]:
    found = STAGE.results(tuple(scenarios))
    assert [f"{result.scenario.given}: {result.unmet}" for result in found if not result.passed] == []
    return found


def taken(found: Iterable[Result]) -> set[Branch]:
    return {Branch(*step) for result in found for step in result.steps}


def heard(result: Result) -> str:
    return " ".join(text for _language, text in result.heard)


@pytest.mark.parametrize("waiting", ["waiting", "waiting-es-US"])
def test_who_waits_when_all_have_gone_home_is_told_and_the_request_is_kept(waiting: str) -> None:
    missing = Branch(waiting, "still-open", "=False")
    found = results(ENTRIES.staged([missing]))
    assert missing in taken(found)
    told = [result for result in found if Step(waiting, "gone", "next") in result.steps]
    assert {result.ended for result in told} == {"voicemail"}
    by = {Branch(waiting, "reachable", "TextStartsWith +"), Branch(waiting, "reachable", "!NoMatchingCondition")}
    assert by <= taken(told), "with a number to call back, and without"


@pytest.mark.parametrize("chosen", ["device_technical", "billing"])
def test_a_callback_taken_where_another_queue_helps_out_is_promised_by_the_chosen_one(chosen: str) -> None:
    branch = Branch("waiting", "promise", f"={chosen}")
    assert {branch, Branch("waiting", f"promise-{chosen}", "next")} <= taken(results(ENTRIES.staged([branch])))


@pytest.mark.parametrize("block", ["ask-reopening-whose", "nobody-whose", "full-whose"])
def test_a_helper_that_cannot_serve_sends_callers_back_to_the_queue_they_chose(block: str) -> None:
    branch = Branch("queue-general", block, "=billing")
    assert {branch, Branch("queue-billing", "returned", "=billing")} <= taken(results(ENTRIES.staged([branch])))


def test_an_agents_transfer_brings_its_queue_in_each_language() -> None:
    branch = Branch("transfer", "enter", "queued")
    found = results(ENTRIES.staged([branch]))
    assert {branch, Branch("transfer", "language", "=es-US")} <= taken(found)
    assert all(result.queue == f"queue:{result.scenario.given.passed_on_to}" for result in found)


def test_a_copy_to_the_press_makes_an_e_mail_sensitive() -> None:
    branch = Branch("email-help", "copied", "TextContains @legislature.example")
    copied = results(one for one in ENTRIES.letters([branch]) if one.given.copies)
    assert branch in taken(copied)
    assert {result.queue for result in copied} == {"queue:sensitive_priority"}


def test_we_call_without_a_recording_whoever_declined_it() -> None:
    found = results(one for one in ENTRIES.others() if one.given.enters == "outbound")
    declined = [result for result in found if result.scenario.given.attributes["recorded"] == "no"]
    assert {Branch("outbound", "recorded", "=no")} <= taken(declined)
    assert not any("record" in heard(result) for result in declined)


def test_agents_who_leave_take_nobody_before() -> None:
    given = Given(line="main", wait_seconds=30, agents_leave_after_seconds=600)
    scenario = Scenario.model_validate(
        {"id": "one", "title": "t", "given": given, "when": [{"press": "0"}], "then": {"ends": "queue"}}
    )
    result = STAGE.results([scenario])[0]
    assert result.passed, result.unmet
    assert result.elapsed_seconds > 1_200, "the caller gives up in the end"


def test_no_branch_of_an_example_is_left_without_a_reason_and_every_contact_passes() -> None:
    program = load(STACKS / "hawaii-in-house/program.yaml")
    center = program.infrastructure.centers[0]
    bench = Bench(program, center, compile_flows(program, center), local_functions)
    first = run_all(bench, mandatory(program, center, functions_of(bench.flows)), 1)
    every = (*first, *sweep(bench, first, 1))
    found = coverage_of(bench.flows, [step for result in every for step in result.steps])
    assert [str(missed.branch) for missed in found.uncovered if not missed.reason] == []
    assert found.untouched == ()
    assert [f"{result.scenario.id}: {result.unmet}" for result in every if not result.passed] == []
