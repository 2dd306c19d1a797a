"""The two sides of `flows diff`, and the contacts placed on both."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cli.flow_sources import CenterFlows, centers_named, compiled, deployed_center
from cli.options import TargetName
from contact_flows.compare.blocks import FlowChange, changes
from contact_flows.compare.paths import PathChanges, path_changes
from contact_flows.compare.probes import probes, runs
from contact_flows.language.document import FlowSet
from contact_flows.scenarios.run import Bench
from infra.local_functions import local_functions
from spec.errors import UsageError
from spec.load import load
from spec.models import ProgramSpec


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
    new = _sides(_program(file, after), center, after or "the spec")
    if before is None:
        old = {
            id_: deployed_center(file, id_, None, stack, target) for id_ in new if _is_there(file, id_, stack, target)
        }
    else:
        old = _sides(_program(file, before), center, before)
    return tuple(_comparison(id_, old.get(id_), side) for id_, side in new.items() if before is not None or id_ in old)


def _is_there(file: Path, center: str, stack: str | None, target: TargetName) -> bool:
    from cli.deployments import open_deployment

    return center in open_deployment(file, stack, target).deployed.centers


def _sides(program: ProgramSpec, center: str | None, source: str) -> dict[str, CenterFlows]:
    found = (compiled(program, one) for one in centers_named(program, center))
    return {one.center.id: CenterFlows(one.program, one.center, one.flows, source) for one in found}


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
    listed = _git(place, commit, "ls-tree", "-r", "--name-only", "-z", "--end-of-options", commit, "--", ".")
    names = [name for name in listed.decode().split("\0") if name]
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
