"""The deployment that stands, whatever its spec looks like this morning: an emergency does not wait for a repair."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from cli.deployments import Deployment, open_deployment
from cli.options import TargetName
from spec.deployed import Deployed, read
from spec.errors import SpecFaultsError
from spec.home import civicline_home
from spec.read_file import read_text

if TYPE_CHECKING:
    from operate.aws import Target

REMARK = "the spec cannot be used as it is now; what was deployed last counts"


def standing(program: Path | None, stack: str | None, target: TargetName, remark: Callable[[str], None]) -> Deployment:
    """As `open_deployment`; and for a spec with faults, or the bare id of a program, what this machine has of it.

    remark   is told where the spec was left aside
    raises   what `open_deployment` raises where that does not help either
    """
    try:
        return open_deployment(program, stack, target)
    except SpecFaultsError:
        if program is None:
            raise
        is_file = program.exists()
        id_ = _id_in(program) if is_file else str(program)
        found = [deployed for deployed in _recorded(target) if deployed.program == id_]
        chosen = [deployed for deployed in found if stack in (None, deployed.stack)]
        if len(chosen) != 1:
            raise
        if is_file:
            remark(REMARK)
        return Deployment(chosen[0], _aws(target))


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


def _recorded(target: TargetName) -> list[Deployed]:
    return [read(file) for file in sorted((civicline_home(os.environ) / "deployed" / target.value).glob("*.json"))]


def _aws(target: TargetName) -> Target:
    from cli.session import sandbox_endpoint
    from operate.aws import Target

    return Target(sandbox_endpoint(civicline_home(os.environ)) if target is TargetName.SANDBOX else None)
