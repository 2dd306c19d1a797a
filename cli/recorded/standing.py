"""The deployment that stands, whatever its spec looks like this morning: an emergency does not wait for a repair."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
import yaml

from cli.options import TargetName
from cli.recorded.deployments import Deployment, is_recorded, open_deployment, the_recorded
from spec.errors import SpecFaultsError
from spec.read_file import read_text

REMARK = "the spec cannot be used as it is now; what was deployed last counts"


def standing(program: Path | None, stack: str | None, target: TargetName) -> Deployment:
    """As `open_deployment`; and for a spec with faults, or the bare id of a program, what this machine has of it.

    Where the spec was left aside, that is said on stderr. Raises what `open_deployment` raises where that does not help
    either.
    """
    if program is None or _is_id(program):
        return the_recorded(None if program is None else program.name, stack, target)
    try:
        return open_deployment(program, stack, target)
    except SpecFaultsError:
        id_ = _id_in(program)
        if id_ is None or not is_recorded(id_, target):
            raise
        found = the_recorded(id_, stack, target)
        typer.echo(REMARK, err=True)
        return found


def _is_id(program: Path) -> bool:
    """One word, and no file of that name: `wa-evergreen`."""
    return not program.exists() and not program.suffix and program.name == str(program)


def _id_in(file: Path) -> str | None:
    """The program's id, as far as the file is YAML at all."""
    text = read_text(file)
    if not isinstance(text, str):
        return None
    try:
        document: Any = yaml.safe_load(text)
        return str(document["program"]["id"])
    except (yaml.YAMLError, TypeError, KeyError, ValueError, RecursionError):
        return None
