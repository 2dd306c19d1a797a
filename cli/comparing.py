"""The two sides of `flows diff`, and the contacts placed on both."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cli.flow_sources import CenterFlows, centers_named, deployable
from cli.options import TargetName
from cli.programs import load
from contact_flows.compare.blocks import FlowChange, changes
from contact_flows.compare.paths import PathChanges, path_changes
from contact_flows.compare.probes import probes, runs
from contact_flows.compile import compile_flows
from contact_flows.language.document import FlowSet
from contact_flows.scenarios.run import Bench
from infra.local_functions import local_functions
from spec.errors import UsageError
from spec.faults import listed
from spec.models import ProgramSpec
from spec.select import centers_of, environment


@dataclass(frozen=True, slots=True)
class CenterComparison:
    center: str
    before: str
    after: str
    flows: tuple[FlowChange, ...]
    paths: PathChanges


def compared(
    file: Path, before: str | None, after: str | None, center: str | None, stack: str | None, target: TargetName
) -> tuple[CenterComparison, ...]:
    """Raises   UsageError (commit, center, nothing deployed), SpecFaultsError, CloudError"""
    if before is None:
        old, new = _deployed_and_spec(file, center, stack, target)
    else:
        new = _sides(_program(file, after), center, after or "the spec")
        old = _sides(_program(file, before), center, before)
    return tuple(_comparison(id_, old.get(id_), side) for id_, side in new.items())


def _deployed_and_spec(
    file: Path, center: str | None, stack: str | None, target: TargetName
) -> tuple[dict[str, CenterFlows], dict[str, CenterFlows]]:
    """What an environment has, and what `up` would put there: with its test banner, where it has one."""
    from cli.recorded.deployments import open_deployment
    from operate.flows.reading import read_flows

    program = load(file)
    env = environment(program, stack)
    own = [one for one in centers_named(program, center) if one in centers_of(program, env)]
    if not own:
        there = listed([one.id for one in centers_of(program, env)], "and")
        raise UsageError(f"--center {center}", f"the environment {env.name} does not have it", f"it has {there}")
    place = open_deployment(file, stack, target)
    new = {one.id: CenterFlows(program, one, deployable(program, one, stack), "the spec") for one in own}
    old = {
        one.id: CenterFlows(program, one, read_flows(place.aws, found), f"deployed in {found.region}")
        for one in own
        if (found := place.deployed.centers.get(one.id)) is not None
    }
    return old, new


def _sides(program: ProgramSpec, center: str | None, source: str) -> dict[str, CenterFlows]:
    centers = centers_named(program, center)
    return {one.id: CenterFlows(program, one, compile_flows(program, one), source) for one in centers}


def _program(file: Path, commit: str | None) -> ProgramSpec:
    if commit is None:
        return load(file)
    with tempfile.TemporaryDirectory(prefix="civicline-commit-") as folder:
        for path, content in _files_of(file, commit):
            copy = Path(folder) / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
        return load(Path(folder) / file.name)


def _files_of(file: Path, commit: str) -> Iterator[tuple[Path, bytes]]:
    """The spec and all that lay beside it in a commit, by path relative to the spec's folder."""
    place = file.resolve().parent
    tree = _git(place, commit, "ls-tree", "-r", "--name-only", "-z", "--end-of-options", commit, "--", ".")
    names = [name for name in tree.decode().split("\0") if name]
    if file.name not in names:
        raise UsageError(commit, f"{file} is not in this commit", "name a commit in which it is")
    for name in names:
        yield Path(name), _git(place, commit, "show", "--end-of-options", f"{commit}:./{name}")


def _git(place: Path, commit: str, *words: str) -> bytes:
    try:
        # No shell, and nothing that the user names is taken for an option.
        done = subprocess.run(["git", *words], cwd=place, capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise UsageError(commit, "git is not installed, and a commit can only be read with it", "install git") from None
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(
            commit, f"git cannot read it: {reason[0] if reason else 'no reason given'}", "git log lists commits"
        )
    return done.stdout


def _comparison(id_: str, old: CenterFlows | None, new: CenterFlows) -> CenterComparison:
    if old is None:
        nobody = PathChanges(0, (), ())
        return CenterComparison(id_, "(not there)", new.source, changes(FlowSet(()), new.flows), nobody)
    sides = [Bench(one.program, one.center, one.flows, local_functions) for one in (old, new)]
    tried = {scenario.id: scenario for side in sides[::-1] for scenario in probes(side)}
    first, second = (runs(side, tuple(tried.values())) for side in sides)
    return CenterComparison(id_, old.source, new.source, changes(old.flows, new.flows), path_changes(first, second))
