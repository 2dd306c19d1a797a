"""Finding a deployment without its spec: what `up` recorded on this machine is enough to act on it."""

from __future__ import annotations

import datetime as dt
import glob
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from calendars.declared.horizon import horizon
from cli.options import TargetName
from cli.recorded.records import open_record
from spec.deployed import ELSEWHERE, Deployed, DeployedCenter
from spec.errors import CiviclineError, UsageError
from spec.faults import did_you_mean, listed
from spec.home import civicline_home

if TYPE_CHECKING:
    from cli.session import Session
    from operate.aws import Target


@dataclass(frozen=True, slots=True)
class Deployment:
    """What was recorded, where its AWS is, and the file of the record."""

    deployed: Deployed
    aws: Target
    file: Path


def open_deployment(program: Path, stack: str | None, target: TargetName) -> Deployment:
    """The deployment of a program, of the first environment where none is said.

    raises   UsageError (none, damaged), PlanRefusedError (changed by hand), SpecFaultsError (of the program),
             CloudError (dead sandbox)
    """
    from cli.session import open_session, started

    session = open_session(program, stack, target, start_sandbox=False)
    deployed = _of(session, stack)
    return Deployment(deployed, started(session).aws, session.deployed_file)


def the_recorded(id_: str | None, stack: str | None, target: TargetName) -> Deployment:
    """The only deployment of a target that this machine knows, of one program where that is said.

    raises   UsageError (none, several, damaged), PlanRefusedError (changed by hand), CloudError (dead sandbox)
    """
    file = _only(folder_of(target), id_, stack)
    return Deployment(open_record(file), aws_of(target), file)


def folder_of(target: TargetName) -> Path:
    """Where this machine keeps the records of a target."""
    return civicline_home(os.environ) / "deployed" / target.value


def aws_of(target: TargetName) -> Target:
    """Where AWS is for a target. Raises CloudError (dead sandbox)."""
    from operate.aws import Target

    if target is TargetName.AWS:
        return Target()
    from cli.session import sandbox_endpoint

    return Target(sandbox_endpoint(civicline_home(os.environ)))


def is_recorded(id_: str, target: TargetName) -> bool:
    """Whether this machine has any record of a program, readable or not."""
    return any(folder_of(target).glob(f"{glob.escape(id_)}-*.json"))


def center_with(deployed: Deployed, kind: str, id_: str, center: str | None) -> DeployedCenter:
    """The center that has a resource; of one center whether it has it or not. Raises UsageError."""
    if center is not None:
        if center not in deployed.centers:
            raise UsageError(
                f"--center {center}", "no such center is deployed", f"one of {', '.join(deployed.centers)}"
            )
        return deployed.centers[center]
    having = [
        name
        for name, found in deployed.centers.items()
        if any(row.kind == kind and row.id == id_ for row in found.resources)
    ]
    if len(having) > 1:
        raise UsageError(id_, f"{listed(having, 'and')} have it", f"say which: --center {having[0]}")
    return deployed.centers[having[0] if having else next(iter(deployed.centers))]


def declared_days(deployed: Deployed) -> tuple[dt.date, dt.date]:
    """First and last day for which holidays and dated hours are deployed."""
    first, last = horizon(dt.datetime.fromisoformat(deployed.deployed_at).date())
    return first, dt.date.fromisoformat(deployed.hours_till) if deployed.hours_till else last


def _of(session: Session, stack: str | None) -> Deployed:
    """Raises UsageError; where another environment is deployed, it says which."""
    if stack is None and not session.deployed_file.exists():
        names = [environment.name for environment in session.program.infrastructure.environments]
        prefix = session.deployed_file.stem.removesuffix(session.env.name)
        there = [name for name in names if session.deployed_file.with_name(f"{prefix}{name}.json").exists()]
        if there:
            what = f"nothing is deployed here in {session.env.name}, which is meant where --stack is left out"
            raise UsageError(session.program.program.id, what, f"deployed is --stack {listed(there)}")
    return open_record(session.deployed_file)


def _only(folder: Path, id_: str | None, stack: str | None) -> Path:
    """The one that can be meant. One of another program that cannot be used stands in nobody's way."""
    known, damaged = _recorded(folder)
    meant = {file: one for file, one in known.items() if id_ in (None, one.program) and stack in (None, one.stack)}
    found = list(meant.values())
    begins, ends = ("" if id_ is None else f"{id_}-"), ("" if stack is None else f"-{stack}")
    for file, error in damaged.items():
        if file.stem.startswith(begins) and file.stem.endswith(ends):
            others = [one.program for one in found] if id_ is None else []
            raise type(error)(error.where, error.what, f"{error.hint}{_or_name(others)}") from error
    if len(meant) == 1:
        return next(iter(meant))
    raise _several(found) if found else _none(folder, id_, stack, list(known.values()))


def _recorded(folder: Path) -> tuple[dict[Path, Deployed], dict[Path, CiviclineError]]:
    """What can be used, and why the rest cannot."""
    from operate.copies.trust import opened

    known: dict[Path, Deployed] = {}
    damaged: dict[Path, CiviclineError] = {}
    for file in sorted(folder.glob("*.json")):
        try:
            known[file] = opened(file)[0].deployed
        except CiviclineError as error:
            damaged[file] = error
    return known, damaged


def _several(found: list[Deployed]) -> UsageError:
    programs = list(dict.fromkeys(one.program for one in found))
    names = listed([f"{one.program} {one.stack}" for one in found], "and")
    if len(programs) == 1:
        return UsageError("--stack", f"{names} are deployed", f"say which: --stack {listed([o.stack for o in found])}")
    hint = f"name one before the rest: {listed(programs)}"
    also = " (and its --stack, where it has several)" if len(programs) < len(found) else ""
    return UsageError("PROGRAM", f"{names} are deployed", hint + also)


def _none(folder: Path, id_: str | None, stack: str | None, known: list[Deployed]) -> UsageError:
    words = [word for word in (id_, stack and f"--stack {stack}") if word]
    where = " ".join(words) or f"--target {folder.name}"
    if not known:
        others = [one.value for one in TargetName if one.value != folder.name and any(folder_of(one).glob("*.json"))]
        cure = f"add --target {others[0]}, of which this machine has records; else {ELSEWHERE}" if others else ELSEWHERE
        return UsageError(where, f"no deployment is recorded in {folder}", cure)
    near = did_you_mean(id_, {one.program for one in known}) if id_ else None
    names = listed([f"{one.program} {one.stack}" for one in known], "and")
    what = f"no such deployment is recorded on this machine, only {names}"
    return UsageError(where, what, f"did you mean {near}?" if near and near != id_ else "name one of these, or a spec")


def _or_name(programs: list[str]) -> str:
    return f"; or name the program that you mean: {listed(programs)}" if programs else ""
