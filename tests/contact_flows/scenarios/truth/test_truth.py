"""The judge on compiled flows: what is true passes, and each small untruth is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from contact_flows.compile import compile_flows
from contact_flows.language.document import Action, FlowSet, Ref, Value
from contact_flows.scenarios.mandatory import functions_of, mandatory
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.run import Bench, run_here
from contact_flows.scenarios.truth.book import Book
from infra.local_functions import local_functions
from spec.load import load

ROOT = Path(__file__).parents[4]
Change = Callable[[Action], Action]


@cache
def _bench() -> Bench:
    program = load(ROOT / "stacks" / "washington-outsourced" / "program.yaml")
    center = program.infrastructure.centers[0]
    return Bench(program, center, compile_flows(program, center), local_functions)


@cache
def _scenarios() -> Mapping[str, Scenario]:
    bench = _bench()
    return {one.id: one for one in mandatory(bench.program, bench.center, functions_of(bench.flows))}


def _changed(flow: str, block: str, change: Change) -> FlowSet:
    flows = []
    for document in _bench().flows.flows:
        actions = tuple(change(a) if (document.id, a.id) == (flow, block) else a for a in document.actions)
        flows.append(replace(document, actions=actions) if document.id == flow else document)
    return FlowSet(tuple(flows))


def _with(**parameters: Value) -> Change:
    return lambda action: replace(action, parameters={**(action.parameters or {}), **parameters})


def _unmet(scenario: str, flows: FlowSet) -> str:
    (result,) = run_here(replace(_bench(), flows=flows), (_scenarios()[scenario],))
    return str(result.unmet)


def test_every_mandatory_scenario_of_the_compiled_flows_is_true() -> None:
    results = run_here(_bench(), tuple(_scenarios().values()))
    assert [f"{one.scenario.id}: {one.unmet}" for one in results if one.unmet is not None] == []


def test_a_sentence_that_nobody_wrote_is_an_untruth() -> None:
    flows = _changed("line-main", "notice", _with(Text="We record you, whether you like it or not."))
    assert 'expected the truth; instead nobody of us says "We record you' in _unmet("main/en-US/key-2/open", flows)


def test_closed_is_not_said_while_the_hours_are_open() -> None:
    closed = _bench().flows["queue-billing"].by_id["closed"].given("Text")
    flows = _changed("queue-billing", "full", _with(Text=closed))
    assert "was said" in _unmet("main/en-US/key-4/all-full", flows)


def test_a_call_that_is_not_recorded_must_not_be_announced_as_one() -> None:
    silent: Value = {"RecordedParticipants": (), "IVRRecordingBehavior": "Disabled"}
    flows = _changed("line-main", "record", _with(RecordingBehavior=silent))
    assert "not recorded" in _unmet("main/en-US/key-2/open", flows)


def test_a_question_gives_the_time_that_the_program_promises() -> None:
    flows = _changed("line-main", "menu-keys", _with(InputTimeLimitSeconds="3"))
    assert "waits 3 seconds, less than" in _unmet("main/en-US/silent/open", flows)


def test_a_menu_goes_round_as_often_as_it_should() -> None:
    flows = _changed("line-main", "menu-keys-again", _with(LoopCount="90"))
    assert "goes round more than 1 times" in _unmet("main/en-US/silent/open", flows)


def test_a_function_is_told_the_truth() -> None:
    flows = _changed("emergency", "ask", _with(LambdaInvocationAttributes={"line": "$.Attributes.queue"}))
    assert "switchboard is not told language" in _unmet("main/en-US/key-2/open", flows)


def test_a_caller_waits_in_the_queue_that_was_chosen() -> None:
    flows = _changed("queue-billing", "target", _with(QueueId=Ref("queue", "dispute")))
    assert _unmet("main/en-US/key-4/open", flows) != "None"


@pytest.mark.parametrize("text", ["", "Press any key to win.", "We open again."])
def test_the_book_knows_no_text_of_others(text: str) -> None:
    assert Book(_bench().program, _bench().center).read(text) == ()


def test_the_book_reads_values_back() -> None:
    (found,) = Book(_bench().program, _bench().center).read("We open again on Monday, November 23, at 7 AM.")
    assert (found.key, found.language) == ("reopens", "en-US")
    assert found.values["reopens"] == "Monday, November 23, at 7 AM"
