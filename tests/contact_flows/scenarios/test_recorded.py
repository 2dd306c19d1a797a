"""What is recorded of contacts, and how flows that do something else are told apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.mutation_check import NOBODY, verdicts
from contact_flows.language.document import FlowSet
from contact_flows.scenarios.mandatory import functions_of, mandatory
from contact_flows.scenarios.model import Given, Scenario
from contact_flows.scenarios.recorded import Recorded, differences, record
from contact_flows.scenarios.run import Bench
from infra.local_functions import local_functions
from tests.contact_flows.compile.examples import ROOT, center_of, compiled, program

OFFICE = ROOT / "tests" / "cases" / "good" / "office" / "program.yaml"
NOBODY_CAME = "0 contacts came to it"
MET = 0.9


@pytest.fixture(scope="module")
def bench() -> Bench:
    spec = program("office")
    return Bench(spec, center_of(spec), compiled(spec), local_functions)


@pytest.fixture(scope="module")
def open_calls(bench: Bench) -> tuple[Scenario, ...]:
    every = mandatory(bench.program, bench.center, functions_of(bench.flows))
    return tuple(scenario for scenario in every if scenario.id.endswith("/open"))


@pytest.fixture(scope="module")
def known(bench: Bench, open_calls: tuple[Scenario, ...]) -> tuple[Recorded, ...]:
    return tuple(record(bench, open_calls))


def with_text(flows: FlowSet, flow: str, block: str, text: str) -> FlowSet:
    actions = tuple(
        replace(action, parameters={**(action.parameters or {}), "Text": text}) if action.id == block else action
        for action in flows[flow].actions
    )
    return FlowSet(tuple(replace(one, actions=actions) if one.id == flow else one for one in flows.flows))


def test_the_same_flows_do_the_same_again(bench: Bench, known: tuple[Recorded, ...]) -> None:
    assert len(known) > 10
    assert list(differences(bench, known)) == []


def test_another_sentence_is_told_with_the_one_that_was_recorded(bench: Bench, known: tuple[Recorded, ...]) -> None:
    changed = replace(bench, flows=with_text(bench.flows, "line-main", "greet", "Wrong number."))
    found = list(differences(changed, known))
    assert found
    assert "Wrong number." in found[0].unlike.instead
    assert found[0].unlike.expectation.startswith("said as recorded: ")


def test_a_difference_also_says_whether_a_promise_is_broken(bench: Bench, known: tuple[Recorded, ...]) -> None:
    changed = replace(bench, flows=with_text(bench.flows, "line-main", "greet", "Wrong number."))
    assert any(found.now.unmet is not None for found in differences(changed, known))


def test_a_failure_that_the_flows_cannot_have_is_passed_over(bench: Bench, open_calls: tuple[Scenario, ...]) -> None:
    given = Given.model_validate({"line": "main", "faults": {"line-main/gone": "NoMatchingError"}})
    assert list(record(bench, [open_calls[0].model_copy(update={"given": given})])) == []


def test_a_mutation_that_a_mandatory_contact_meets_is_noticed() -> None:
    found = verdicts(OFFICE, "main", 20, 7, swept=False)
    met = [verdict for verdict in found if verdict.told != NOBODY_CAME]
    unnoticed = [verdict.mutation for verdict in met if verdict.by == NOBODY]
    assert len(met) > 10
    assert len(unnoticed) <= (1 - MET) * len(met), unnoticed


@pytest.mark.slow
def test_with_the_sweep_nearly_every_mutation_is_noticed() -> None:
    found = verdicts(OFFICE, "main", 100, 7)
    assert sum(verdict.caught for verdict in found) >= 95, [str(one) for one in found if not one.caught]
