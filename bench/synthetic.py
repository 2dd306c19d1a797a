"""Programs that are larger than the examples: one of them with more people."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import yaml

from bench.place import HAWAII


def with_agents(folder: Path, count: int) -> Path:
    """Set-up A with so many people on the roster, written to a folder; the program file."""
    shutil.copytree(HAWAII.parent, folder)
    program = folder / "program.yaml"
    document = yaml.safe_load(program.read_text(encoding="utf-8"))
    roster = document["workforce"]["agents"]
    pattern = next(agent for agent in roster if agent["role"] == "agent")
    for number in range(count - len(roster)):
        agent = copy.deepcopy(pattern)
        agent["username"] = f"agent.{number:04}"
        agent["email"] = f"agent.{number:04}@kalamiles.example"
        roster.append(agent)
    program.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return program
