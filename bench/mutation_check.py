"""Which mutations lint, the expectations of scenarios, or what was recorded of them notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.mutate import Mutation, mutations
from contact_flows.compile import compile_flows
from contact_flows.language.document import FlowSet
from contact_flows.lint import Context, lint
from contact_flows.scenarios.load import load_scenarios
from contact_flows.scenarios.mandatory import functions_of, mandatory
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.recorded import Recorded, differences, record
from contact_flows.scenarios.run import Bench, run_here
from contact_flows.scenarios.sweep import sweep
from contact_flows.scenarios.worlds import place_of
from infra.local_functions import local_functions
from spec.load import load
from spec.models import ProgramSpec
from spec.models.centers import Center

LINT, EXPECTATION, RECORD, NOBODY = "lint", "expectation", "record", "nobody"
"""Who noticed."""

Place = tuple[str, str]
"""Flow and block."""
Known = frozenset[tuple[str, str, str]]
"""Code, flow and block of findings."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who noticed a mutation.

    by    lint, expectation (a scenario fails), record (a contact fares otherwise than before), nobody
    told  code of the finding, or scenario and what it missed
    """

    mutation: str
    kind: str
    center: str
    by: str
    told: str = ""

    @property
    def caught(self) -> bool:
        return self.by != NOBODY


@dataclass(frozen=True, slots=True)
class _Met:
    """A scenario that passes, and the blocks that its contact came to; nothing else can change what happens."""

    recorded: Recorded
    places: frozenset[Place]


@dataclass(frozen=True, slots=True)
class _Unbroken:
    """What holds before anything is broken."""

    program: ProgramSpec
    center: Center
    flows: FlowSet
    findings: Known
    passed: tuple[_Met, ...]


def verdicts(file: Path, center_id: str, count: int, seed: int, *, swept: bool = True) -> tuple[Verdict, ...]:
    """`count` mutations of one center's flows, each with who noticed.

    swept   with the scenarios that go to every branch; they are most of them, and most of the time
    """
    unbroken = _unbroken(file, center_id, swept=swept)
    made = mutations(unbroken.flows, count, seed)
    return tuple(Verdict(str(one), one.kind, center_id, *_noticed(unbroken, one)) for one in made)


def _unbroken(file: Path, center_id: str, *, swept: bool) -> _Unbroken:
    program = load(file)
    center = next(center for center in program.infrastructure.centers if center.id == center_id)
    flows = compile_flows(program, center)
    bench = Bench(program, center, flows, local_functions)
    written = (found for found in load_scenarios(file, program).scenarios if _is_of(program, found, center))
    results = run_here(bench, (*written, *mandatory(program, center, functions_of(flows))))
    more = sweep(bench, results, workers=1) if swept else ()
    results = tuple(result for result in (*results, *more) if result.passed)
    places = [frozenset((step.flow, step.block) for step in result.steps) for result in results]
    recorded = record(bench, (result.scenario for result in results))
    passed = tuple(_Met(*pair) for pair in zip(recorded, places, strict=True))
    return _Unbroken(program, center, flows, _findings(program, flows), passed)


def _is_of(program: ProgramSpec, scenario: Scenario, center: Center) -> bool:
    return place_of(program, scenario.given).center.id == center.id


def _findings(program: ProgramSpec, flows: FlowSet) -> Known:
    return frozenset((found.code, found.flow, found.block) for found in lint(flows.flows, context=Context.of(program)))


def _noticed(unbroken: _Unbroken, mutation: Mutation) -> tuple[str, str]:
    """The first of lint, expectations and record that does."""
    if new := sorted(_findings(unbroken.program, mutation.flows) - unbroken.findings):
        return LINT, new[0][0]
    changed = frozenset(_changed(unbroken.flows, mutation))
    met = [one.recorded for one in unbroken.passed if one.places & changed]
    bench = Bench(unbroken.program, unbroken.center, mutation.flows, local_functions)
    # Contacts that fare as before meet every expectation as before: only the others are asked.
    first = ""
    for found in differences(bench, met):
        name = found.now.scenario.id
        if found.now.unmet is not None:
            return EXPECTATION, f"{name}: {found.now.unmet}"
        first = first or f"{name}: {found.unlike}"
    return (RECORD, first) if first else (NOBODY, f"{len(met)} contacts came to it")


def _changed(flows: FlowSet, mutation: Mutation) -> Iterator[Place]:
    """Blocks that differ: the mutated one, or those that led to it."""
    before = flows[mutation.flow].by_id
    for action in mutation.flows[mutation.flow].actions:
        if action != before[action.id]:
            yield mutation.flow, action.id
