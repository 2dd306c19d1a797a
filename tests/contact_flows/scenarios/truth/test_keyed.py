"""Keys typed ahead of a question: they answer it, unheard, and the judge blames nobody for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from contact_flows.compile import compile_flows
from contact_flows.language.document import FlowSet
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.run import Bench, run_here
from contact_flows.scenarios.truth.keyed import Keyed, keyed
from infra.local_functions import local_functions
from spec.load import load

ROOT = Path(__file__).parents[4]
WITHHELD = {"caller": "withheld", "emergency": {"state": "closed", "message": "We are closed because of the storm."}}
CALLBACK = {"full": "all"}
"""Then the fourth key of the menu offers a callback, and 2 one at another number."""


@cache
def _bench() -> Bench:
    program = load(ROOT / "stacks" / "washington-outsourced" / "program.yaml")
    center = program.infrastructure.centers[0]
    return Bench(program, center, compile_flows(program, center), local_functions)


def _unmet(given: Mapping[str, object], *pressed: str, flows: FlowSet | None = None) -> str:
    story = {
        "id": "keys",
        "title": "keys",
        "given": {"line": "main", **given},
        "when": [{"press": keys} for keys in pressed],
        "then": {"ends": ["callback", "voicemail"]},
    }
    bench = replace(_bench(), flows=flows or _bench().flows)
    (result,) = run_here(bench, (Scenario.model_validate(story),))
    return str(result.unmet)


def _asking_once() -> FlowSet:
    """Flows that keep the request of a caller without a number after one try."""
    flows = []
    for document in _bench().flows.flows:
        changed = tuple(
            replace(a, parameters={"LoopCount": "0"}) if (document.id, a.id) == ("message", "number-again") else a
            for a in document.actions
        )
        flows.append(replace(document, actions=changed))
    return FlowSet(tuple(flows))


@pytest.mark.parametrize("pressed", ["##", "#*#", "911#5#"])
def test_whoever_answers_the_second_question_ahead_was_asked_twice(pressed: str) -> None:
    assert _unmet(WITHHELD, pressed) == "None"


def test_whoever_enters_nothing_is_asked_a_second_time() -> None:
    assert _unmet(WITHHELD, "#") == "None"
    assert "the number was asked for only once" in _unmet(WITHHELD, "#", flows=_asking_once())


@pytest.mark.parametrize("pressed", ["##", "#3605550142#", "##3605550142#"])
def test_a_number_for_a_callback_may_be_typed_ahead(pressed: str) -> None:
    assert _unmet(CALLBACK, "4", "2", pressed, "3605550142#") == "None"


@pytest.mark.parametrize(
    ("question", "keys", "found"),
    [
        ("menu", "", ("", "")),
        ("menu", "4", ("4", "")),
        ("menu", "42", ("4", "2")),
        ("ask_number", "3605550142", ("3605550142", "")),
        ("ask_number", "3605550142#", ("3605550142", "")),
        ("ask_number", "36*3605550142#1", ("3605550142", "1")),
        ("ask_number", "##", ("", "#")),
        ("ask_number", "1234567890123456", ("123456789012345", "6")),
        ("case_ask", "1234567890123", ("123456789012", "3")),
    ],
)
def test_keys_answer_a_question_as_far_as_it_takes_them(question: str, keys: str, found: tuple[str, str]) -> None:
    assert keyed(question, keys) == Keyed(*found)
