"""The operator's wheel, built and unpacked; and a Python that has it and what it requires, nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PROJECT = ROOT / "packaging" / "operator"
_NAME = re.compile(r"[A-Za-z0-9._-]+")

RUN = """
import importlib.abc, sys
wheel, refused, words = sys.argv[1], set(sys.argv[2].split(",")), sys.argv[3:]

class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in refused:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Refuse())
sys.path.insert(0, wheel)
sys.argv = ["civicline", *words]
import cli.main
assert cli.main.__file__.startswith(wheel), cli.main.__file__
cli.main.run()
"""


def project(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))["project"]
    return found


def build(folder: Path) -> Path:
    """The unpacked wheel. Building needs no network: hatchling is installed."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = folder.glob("civicline_operator-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def refused() -> frozenset[str]:
    """Top-level modules of all that is installed here and that the wheel does not require, directly or by others."""
    allowed = _closure(project(PROJECT / "pyproject.toml")["dependencies"])
    owners = packages_distributions()
    foreign = {module for module, names in owners.items() if not {_plain(name) for name in names} & allowed}
    rooms = {"infra", "operate", "spec", "calendars", "contact_flows", "publish", "cli", "templates"}
    return frozenset(foreign | {"sandbox", "stacks", "measure"}) - rooms


def _closure(requirements: list[str]) -> set[str]:
    found: set[str] = set()
    waiting = [_named(line) for line in requirements]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        try:
            lines = requires(name) or []
        except PackageNotFoundError:  # of another platform
            continue
        waiting += [_named(line) for line in lines if "extra ==" not in line]
    return found


def _named(requirement: str) -> str:
    match = _NAME.match(requirement)
    assert match is not None
    return _plain(match[0])


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
