"""Run scenarios on the compiled (or read back) flows of a center; over processes where there are many."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from contact_flows.language.document import FlowSet
from contact_flows.scenarios.expect import Unmet, first_unmet
from contact_flows.scenarios.inject import as_taken, is_injected, speaks_no_more, with_errors
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.moments import Dates
from contact_flows.scenarios.script import Question, Script
from contact_flows.scenarios.truth.judge import Judge
from contact_flows.scenarios.twin import twin_of, unlike
from contact_flows.scenarios.understanding import understanding_of
from contact_flows.scenarios.worlds import FunctionSource, Worlds, contact_of
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.trace import Step, Trace, Verdict
from contact_flows.simulate.world import World
from spec.models import ProgramSpec
from spec.models.centers import Center

WORTH_A_PROCESS = 1_500
"""Scenarios that one process runs in about the time in which another one starts."""


@dataclass(frozen=True, slots=True)
class Bench:
    """The flows of one center, and what they need around them. Travels to workers as a whole.

    functions   a module-level function; see FunctionSource
    around      what is deployed in place of what the spec says of hours and queues; None where the spec counts
    declared    first and last day for which `around` has holidays and dated hours; None for all
    truthful    whether each word must be ours and true; not for flows in others' words, nor with `around`
    """

    program: ProgramSpec
    center: Center
    flows: FlowSet
    functions: FunctionSource
    around: Callable[[World], World] | None = None
    truthful: bool = True
    declared: Dates | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One scenario's outcome.

    unmet       None when it passed
    topic       that the flows noted, empty where none
    heard       what the contact heard, each text with its language
    steps       each way that it went, once
    questions   in the order in which the contact was asked
    """

    scenario: Scenario
    unmet: Unmet | None
    ended: str
    queue: str | None
    topic: str
    heard: tuple[tuple[str, str], ...]
    steps: frozenset[Step]
    questions: tuple[Question, ...]
    elapsed_seconds: float

    @property
    def passed(self) -> bool:
        return self.unmet is None


def run_all(bench: Bench, scenarios: Sequence[Scenario], workers: int | None = None) -> tuple[Result, ...]:
    """Results in the order of the scenarios, whoever ran them."""
    count = min(workers or os.cpu_count() or 1, max(1, len(scenarios) // WORTH_A_PROCESS))
    if workers is not None and workers > 1:
        count = min(workers, max(1, len(scenarios)))
    if count <= 1:
        return run_here(bench, scenarios)
    slices = [tuple(scenarios[start::count]) for start in range(count)]
    # Spawned, not forked: the same on every system, and safe beside the caller's threads.
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        parts = list(pool.map(run_here, [bench] * count, slices))
    found: list[Result | None] = [None] * len(scenarios)
    for start, part in enumerate(parts):
        found[start::count] = part
    return tuple(result for result in found if result is not None)


def run_here(bench: Bench, scenarios: Sequence[Scenario]) -> tuple[Result, ...]:
    """In this process; machine and calendars are prepared once."""
    return Stage(bench).results(scenarios)


@dataclass(frozen=True, slots=True)
class Played:
    """One contact, whole.

    errors   blocks that were made to fail
    unmet    None when the scenario passed
    """

    scenario: Scenario
    trace: Trace
    script: Script
    errors: Mapping[str, str]
    unmet: Unmet | None


class Stage:
    """The flows of a bench, prepared for any number of scenarios."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._machines = _Machines(bench.flows)
        understanding = understanding_of(bench.program, bench.center)
        self._worlds = Worlds(bench.program, bench.center, bench.functions, understanding, declared=bench.declared)
        self._judge = Judge(bench.program, bench.center, understanding)

    def results(self, scenarios: Sequence[Scenario]) -> tuple[Result, ...]:
        return tuple(_result(self.play(scenario)) for scenario in scenarios)

    def play(self, scenario: Scenario) -> Played:
        errors = {key: kind for key, kind in scenario.given.faults.items() if is_injected(key)}
        machine = self._machines.of(errors)
        world = self._worlds.of(scenario.given)
        if self._bench.around is not None:
            world = self._bench.around(world)
        contact = contact_of(self._bench.program, scenario)
        script = Script(contact.answers, mute=speaks_no_more(self._bench.flows, errors))
        trace = machine.run(world, contact, script)
        unmet = first_unmet(scenario, trace, script)
        judged = self._bench.truthful and self._bench.around is None
        if judged and unmet is None and trace.verdict is Verdict.FINE:
            untruth = self._judge.untruth(scenario, world, trace, script)
            unmet = Unmet("the truth", untruth) if untruth else self._beside_its_twin(scenario, trace)
        return Played(scenario, trace, script, errors, unmet)

    def _beside_its_twin(self, scenario: Scenario, trace: Trace) -> Unmet | None:
        """What a failure changed that should change nothing."""
        flows = self._bench.flows
        twin = twin_of(flows, scenario)
        if twin is None:
            return None
        contact = contact_of(self._bench.program, twin)
        healthy = self._machines.of({}).run(self._worlds.of(twin.given), contact, Script(contact.answers))
        return unlike(flows, scenario.given.faults, trace, healthy)


class _Machines:
    """The machine of the flows as they are, and the last one with failing blocks: neighbors often share it."""

    def __init__(self, flows: FlowSet) -> None:
        self._flows = flows
        self._whole = Machine.of(flows)
        self._errors: Mapping[str, str] = {}
        self._failing = self._whole

    def of(self, errors: Mapping[str, str]) -> Machine:
        if not errors:
            return self._whole
        if errors != self._errors:
            changed = with_errors(self._flows, errors).flows
            failing = [flow for flow, whole in zip(changed, self._flows.flows, strict=True) if flow is not whole]
            self._errors, self._failing = errors, self._whole.replacing(failing)
        return self._failing


def _result(played: Played) -> Result:
    trace = played.trace
    return Result(
        scenario=played.scenario,
        unmet=played.unmet,
        ended=trace.ended.value,
        queue=trace.queue,
        topic=trace.attributes.get("topic", ""),
        heard=tuple((said.language, said.text) for said in trace.said if said.to == "customer"),
        steps=as_taken(trace.steps, played.errors),
        questions=tuple(played.script.questions),
        elapsed_seconds=trace.elapsed_seconds,
    )
