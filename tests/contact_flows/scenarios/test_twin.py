"""A failure of mere plumbing changes nothing for the contact; one that does is named."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from contact_flows.compile import compile_flows
from contact_flows.language.document import Action, ErrorBranch, FlowSet
from contact_flows.scenarios.entries import any_end
from contact_flows.scenarios.mandatory import functions_of, mandatory
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.run import Bench, run_here
from infra.local_functions import local_functions
from spec.load import load

ROOT = Path(__file__).parents[3]


@cache
def _bench() -> Bench:
    program = load(ROOT / "stacks" / "washington-outsourced" / "program.yaml")
    center = program.infrastructure.centers[0]
    return Bench(program, center, compile_flows(program, center), local_functions)


def _failing(place: str) -> Scenario:
    """A caller who chooses billing while a block of the line fails."""
    bench = _bench()
    every = {one.id: one for one in mandatory(bench.program, bench.center, functions_of(bench.flows))}
    base = next(one for name, one in every.items() if name.endswith("/en-US/key-1/open"))
    given = base.given.model_copy(update={"faults": {place: "NoMatchingError"}})
    return base.model_copy(update={"given": given, "then": any_end()})


def _leading(flow: str, block: str, target: str) -> FlowSet:
    """Flows in which an error of one block leads elsewhere."""

    def changed(action: Action) -> Action:
        errors = tuple(ErrorBranch(error.type, target) for error in action.errors)
        return replace(action, errors=errors) if action.id == block else action

    flows = _bench().flows
    broken = replace(flows[flow], actions=tuple(map(changed, flows[flow].actions)))
    return FlowSet(tuple(broken if one.id == flow else one for one in flows.flows))


def _unmet(flows: FlowSet, place: str) -> str:
    (result,) = run_here(replace(_bench(), flows=flows), (_failing(place),))
    return str(result.unmet or "")


def test_a_greeting_that_cannot_be_spoken_changes_nothing_else() -> None:
    assert _unmet(_bench().flows, "line-main/greet") == ""


def test_a_greeting_that_leads_astray_when_it_cannot_be_spoken_is_named() -> None:
    astray = _leading("line-main", "greet", "fallback")
    assert "line-main/greet" in _unmet(astray, "line-main/greet")
