"""The way in of every command: a program, judged as of today, with what is deployed of it."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

from cli.options import TargetName
from spec.deployed import read
from spec.errors import UsageError
from spec.home import civicline_home
from spec.load import Checked
from spec.models import ProgramSpec
from spec.models.dates import Stage

if TYPE_CHECKING:
    from calendars.rules import Horizon


def today() -> dt.date:
    """In UTC, so that everyone who deploys the same program in the same hour declares the same days."""
    return dt.datetime.now(dt.UTC).date()


def check(file: Path, stage: Stage | None = None) -> Checked:
    """Every fault of a spec, in file order."""
    from calendars.check import check as check_on

    return check_on(file, stage, today=today(), deployed=lambda program: horizons(program, civicline_home(os.environ)))


def load(file: Path) -> ProgramSpec:
    """The program, ready to use. Raises SpecFaultsError with every fault; warnings do not count."""
    from calendars.check import load as load_on

    return load_on(file, today=today())


def deployed_file(home: Path, program: ProgramSpec, environment: str, target: TargetName) -> Path:
    """Where `up` writes down what is deployed."""
    return home / "deployed" / target.value / f"{program.program.id}-{environment}.json"


def horizons(program: ProgramSpec, home: Path) -> tuple[Horizon, ...]:
    """Until when holidays are deployed, as far as this machine knows."""
    from calendars.rules import Horizon

    names = [environment.name for environment in program.infrastructure.environments]
    found = (
        (name, target, _hours_till(deployed_file(home, program, name, target)))
        for target in TargetName
        for name in names
    )
    return tuple(Horizon(name, target.value, till) for name, target, till in found if till is not None)


def _hours_till(file: Path) -> dt.date | None:
    """None also for a file that is damaged: the commands that need it say so."""
    try:
        till = read(file).hours_till
        return dt.date.fromisoformat(till) if till else None
    except (UsageError, ValueError):
        return None
