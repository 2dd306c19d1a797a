"""Scenarios as the service's own test cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contact_flows.compile import compile_flows
from contact_flows.language.document import Ref
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.native import NativeCase, batches, native_cases
from contact_flows.scenarios.run import Bench, run_all
from infra.local_functions import local_functions
from spec.load import load

ROOT = Path(__file__).parents[3]
WASHINGTON = load(ROOT / "stacks/washington-outsourced/program.yaml")
CENTER = WASHINGTON.infrastructure.centers[0]
BENCH = Bench(WASHINGTON, CENTER, compile_flows(WASHINGTON, CENTER), local_functions)


def made(**changes: Any) -> tuple[list[NativeCase], list[str]]:
    usual: dict[str, Any] = {
        "id": "main/billing",
        "title": "Billing",
        "when": [{"press": "4"}],
        "then": {"hears": ["recorded"], "ends": "queue", "queue": "billing"},
    }
    results = run_all(BENCH, [Scenario.model_validate(usual | changes)], 1)
    found = native_cases(WASHINGTON, results)
    return list(found.cases), [reason for _, reason in found.left_out]


def actions(case: NativeCase) -> list[dict[str, Any]]:
    return [action for observed in case.content["Observations"] for action in observed["Actions"]]


def test_observations_form_one_chain_from_the_start_to_the_queue() -> None:
    observed = made()[0][0].content["Observations"]
    assert observed[0]["Event"]["Type"] == "TestInitiated"
    assert observed[-1]["Event"]["Properties"]["ActionType"] == "TransferContactToQueue"
    following = [one["Transitions"]["NextObservations"] for one in observed]
    assert following == [[one["Identifier"]] for one in observed[1:]] + [[]]


def test_the_test_ends_before_an_agent_could_answer_and_asserts_the_queue() -> None:
    assertion, end = made()[0][0].content["Observations"][-1]["Actions"]
    assert assertion["Parameters"]["Operand"] == "$ref:queue:billing"
    assert end["Parameters"]["Command"] == {"Type": "EndTest"}
    assert assertion["Transitions"] == {"NextAction": end["Identifier"]}


def test_a_key_is_sent_at_the_words_of_its_question() -> None:
    case = made()[0][0]
    asked = next(
        one for one in case.content["Observations"] for action in one["Actions"] if action["Type"] == "SendInstruction"
    )
    assert "press 4" in asked["Event"]["Properties"]["Text"] or "menu" in asked["Event"]["Properties"]["Text"]
    assert asked["Actions"][0]["Parameters"]["Instruction"] == {"Type": "DtmfInput", "Properties": {"Value": "4"}}


def test_a_prompt_is_matched_by_similarity_as_a_transcript_has_no_punctuation() -> None:
    texts = [one["Event"]["Properties"] for one in made()[0][0].content["Observations"][1:-1]]
    assert texts
    assert all(text["MatchingCriteria"] == {"Type": "Similarity"} for text in texts)


def test_a_dead_function_and_a_closure_are_overrides_before_anything_else() -> None:
    told = {"emergency": {"state": "announce", "message": "Snow."}, "faults": {"function:opening": "dead"}}
    first = made(given=told)[0][0].content["Observations"][0]
    kinds = [action["Parameters"]["Behavior"]["Properties"] for action in first["Actions"]]
    assert [kind["ActionParameters"]["LambdaFunctionARN"] for kind in kinds] == [
        "$ref:function:opening",
        "$ref:function:switchboard",
    ]
    assert json.loads(kinds[1]["Strategy"]["Response"]["ExecutionResult"]["LoadedData"])["message"] == "Snow."


def test_content_is_json_with_every_reference_resolved() -> None:
    text = made()[0][0].text(lambda ref: f"arn:{ref.kind}/{ref.id}")
    assert "$ref:" not in text
    assert "arn:queue/billing" in text
    assert Ref("queue", "billing").id in text


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"given": {"channel": "task"}, "when": [], "then": {"ends": "queue"}}, "no entry point"),
        ({"given": {"at": "closed"}, "then": {"ends": "voicemail"}}, "present moment"),
        ({"given": {"unstaffed": "all"}, "then": {"ends": ["voicemail", "callback"]}}, "staffing"),
        ({"given": {"region_down": True}}, "switch a region off"),
        ({"given": {"caller": "withheld"}}, "caller's number"),
        ({"given": {"faults": {"function:opening": "slow"}}}, "only functions can be made to fail"),
        ({"then": {"never_hears": ["goodbye"]}}, "never happens"),
        ({"then": {"queue": "general"}}, "fails in the simulator"),
    ],
)
def test_what_the_service_cannot_run_is_left_out_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    cases, reasons = made(**changes)
    assert cases == []
    assert reason in reasons[0]


def test_five_run_at_once() -> None:
    case = made()[0][0]
    assert [len(batch) for batch in batches([case] * 12)] == [5, 5, 2]
