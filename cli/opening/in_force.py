"""What operators have switched at this moment, as far as this machine knows and is told without waiting."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import wait
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cli.options import TargetName
from cli.programs import deployed_file
from spec.deployed import Deployed
from spec.errors import CiviclineError
from spec.home import civicline_home
from spec.models import ProgramSpec

if TYPE_CHECKING:
    from calendars.table.ways import Served
    from operate.aws import Target
    from operate.switches.state import InForce

QUICK = 2.0
"""Seconds. Hours are looked at by many who could not reach a switchboard: what does not answer is left out."""
DONE = {"closed": "closed it", "announce": "tell its callers something"}


def in_force_now(
    program: ProgramSpec, ways: Mapping[Served, str], moment: dt.datetime, zone: str | None, quick: float = QUICK
) -> dict[Served, list[str]]:
    """Sentences by way in, of every environment of the program that is deployed from here.

    quick   seconds after which nobody waits any more
    """
    found = list(_asked(list(_recorded(program)), moment, quick)) if ways else []
    return {
        way: [_sentence(one, told, zone or way.time_zone) for one, told in found if _hears(way, told)] for way in ways
    }


def _hears(way: Served, told: InForce) -> bool:
    kind, _, id_ = told.row.scope.partition("#")
    return way.line is not None and id_ == (way.line if kind == "line" else way.center)


def _sentence(deployed: Deployed, told: InForce, zone: str) -> str:
    from cli.render.moments import at

    row = told.row
    until = f" until {at(row.expires.astimezone(ZoneInfo(zone)))}" if row.expires else ""
    where = f"In {deployed.stack} ({deployed.target})"
    target = "" if deployed.target == TargetName.SANDBOX else f" --target {deployed.target}"
    command = f"civicline switches {deployed.program} --stack {deployed.stack}{target}"
    return f"{where}, operators {DONE[row.kind.value]}{until}: {command}"


def _recorded(program: ProgramSpec) -> Iterator[tuple[Deployed, Target]]:
    home = civicline_home(os.environ)
    for target in TargetName:
        files = [deployed_file(home, program, one.name, target) for one in program.infrastructure.environments]
        there = [file for file in files if file.exists()]
        if there and (aws := _aws(home, target)) is not None:
            yield from ((found, aws) for file in there if (found := _read(file)) is not None)


def _read(file: Path) -> Deployed | None:
    from operate.copies.trust import opened

    try:
        return opened(file)[0].deployed
    except CiviclineError:
        return None


def _aws(home: Path, target: TargetName) -> Target | None:
    """None while the sandbox does not run: looking at hours starts nothing."""
    from operate.aws import Target
    from sandbox.server.client import status

    if target is TargetName.AWS:
        return Target(None)
    try:
        running = status(home)
    except CiviclineError:
        return None
    return Target(running.endpoint) if running else None


def _asked(
    recorded: list[tuple[Deployed, Target]], moment: dt.datetime, quick: float
) -> Iterator[tuple[Deployed, InForce]]:
    """All at once; what takes longer is left out."""
    from operate.switches.state import begun

    begun_now = [(deployed, begun(_rows, (deployed, aws, moment))) for deployed, aws in recorded]
    done = wait([future for _, future in begun_now], timeout=quick).done
    for deployed, future in begun_now:
        if future in done:
            yield from ((deployed, told) for told in future.result())


def _rows(asked: tuple[Deployed, Target, dt.datetime]) -> tuple[InForce, ...]:
    from operate.switches.dynamo import boards_of
    from operate.switches.named import ALL, named
    from operate.switches.state import in_force, look

    deployed, aws, moment = asked
    try:
        boards = boards_of(aws, deployed, deployed.centers)
        return in_force(look(boards, {one.center: one.scopes for one in named(deployed, ALL)}), moment)
    except CiviclineError:  # an older deployment, which has no such switches
        return ()
