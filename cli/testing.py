"""What `civicline test` runs: scenarios of files and of the spec, center by center, and the sweep behind them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

import typer

from cli.flow_sources import centers_named, deployable
from cli.options import TargetName
from cli.programs import load
from contact_flows.compile import compile_flows
from contact_flows.scenarios.coverage import Coverage, coverage_of
from contact_flows.scenarios.junit import as_junit
from contact_flows.scenarios.load import load_scenarios
from contact_flows.scenarios.mandatory import functions_of, mandatory
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.moments import Clocks
from contact_flows.scenarios.native import LeftOut, native_cases
from contact_flows.scenarios.reach import Part, reach_of
from contact_flows.scenarios.recorded import Difference, differences, record
from contact_flows.scenarios.run import Bench, Result, run_all
from contact_flows.scenarios.sweep import sweep
from contact_flows.scenarios.worlds import place_of
from infra.local_functions import local_functions
from spec.errors import UsageError
from spec.models import ProgramSpec
from spec.models.centers import Center


@dataclass(frozen=True, slots=True)
class Tested:
    """results in the order of files, spec, sweep; coverage by center, where everything was run.

    strays   contacts that fare otherwise on what is deployed than on what `up` would deploy
    """

    program: ProgramSpec
    results: tuple[Result, ...]
    coverage: Mapping[str, Coverage]
    reach: tuple[Part, ...]
    places: Mapping[str, str]
    strays: tuple[Difference, ...] = ()

    @property
    def passed(self) -> bool:
        return all(result.passed for result in self.results) and not self.strays

    def junit(self) -> str:
        return as_junit(self.results, self.program.program.id, self.places)

    def write_native(self, folder: Path) -> tuple[LeftOut, ...]:
        """One JSON file for each test case; those that cannot be one, with the reason."""
        made = native_cases(self.program, self.results)
        folder.mkdir(parents=True, exist_ok=True)
        for case in made.cases:
            text = json.dumps(case.as_data(), ensure_ascii=False, indent=2)
            (folder / f"{case.file_name}.json").write_text(text + "\n", encoding="utf-8")
        return made.left_out


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to run. stack and target matter for deployed flows only."""

    center: str | None
    select: str | None
    deployed: bool
    stack: str | None
    target: TargetName
    workers: int | None


def run_tests(file: Path, wanted: Wanted) -> Tested:
    """Raises SpecFaultsError, ScenarioFaultsError or UsageError before anything runs."""
    program = load(file)
    written = load_scenarios(file, program)
    centers = centers_named(program, wanted.center)
    results: list[Result] = []
    strays: list[Difference] = []
    coverage: dict[str, Coverage] = {}
    for bench in _benches(file, program, centers, wanted):
        center, flows = bench.center, bench.flows
        ran = run_all(bench, _chosen(bench, written.scenarios, wanted.select), wanted.workers)
        if wanted.select is None:
            ran = (*ran, *sweep(bench, ran, wanted.workers))
            coverage[center.id] = coverage_of(flows, (step for result in ran for step in result.steps))
        results += ran
        if wanted.deployed:
            strays += _strays(bench, ran, wanted.stack)
    if not results:
        hint = "--json without --select lists every id"
        raise UsageError("--select", f"no scenario matches '{wanted.select}'", hint)
    return Tested(program, tuple(results), coverage, reach_of(program, centers, results), written.places, tuple(strays))


def _strays(bench: Bench, ran: Iterable[Result], stack: str | None) -> Iterator[Difference]:
    """The same contacts on the flows that `up` would deploy now, in the same surroundings."""
    flows = deployable(bench.program, bench.center, stack)
    return differences(bench, record(replace(bench, flows=flows), (result.scenario for result in ran)))


def _chosen(bench: Bench, written: tuple[Scenario, ...], select: str | None) -> list[Scenario]:
    """Of this center: those of files, then the mandatory ones."""
    program, center = bench.program, bench.center
    own = [found for found in written if place_of(program, found.given).center.id == center.id]
    every = (*_of_deployed_days(bench, own), *mandatory(program, center, functions_of(bench.flows), bench.declared))
    return [found for found in every if select is None or fnmatchcase(found.id, select)]


def _of_deployed_days(bench: Bench, own: list[Scenario]) -> Iterator[Scenario]:
    """Without those of a time whose hours are deployed no more, such as launch weeks of long ago: these are named."""
    clocks = Clocks(bench.program, bench.declared)
    for found in own:
        at = clocks.moment(place_of(bench.program, found.given).hours.id, found.given.at)
        if at is None and bench.declared is not None:
            typer.echo(f"left out: {found.id}, as no hours of '{found.given.at}' are deployed", err=True)
        else:
            yield found


def _benches(file: Path, program: ProgramSpec, centers: tuple[Center, ...], wanted: Wanted) -> Iterator[Bench]:
    """Compiled flows, or what is deployed, with its hours and queues. Of several stacks, the centers of this one."""
    if not wanted.deployed:
        yield from (Bench(program, center, compile_flows(program, center), local_functions) for center in centers)
        return
    from cli.calling.found import AsDeployed
    from cli.recorded.deployments import declared_days, open_deployment
    from operate.flows.reading import read_flows
    from operate.flows.surroundings import read_surroundings

    place = open_deployment(file, wanted.stack, wanted.target)
    for center in centers:
        if center.id in place.deployed.centers:
            there = place.deployed.centers[center.id]
            around = AsDeployed(read_surroundings(place.aws, there))
            flows, days = read_flows(place.aws, there), declared_days(place.deployed)
            yield Bench(program, center, flows, local_functions, around, declared=days)
