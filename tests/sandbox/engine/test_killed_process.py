"""The same as `test_recovery`, with a process that really dies."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[3]


def run(folder: Path, fatal: int) -> int:
    command = [sys.executable, "-m", "tests.sandbox.engine.killed_run", str(folder), str(fatal)]
    return subprocess.run(command, cwd=HERE, capture_output=True, check=False).returncode


@pytest.mark.parametrize("fatal", [1, 6])
def test_a_dead_process_leaves_nothing_that_the_next_run_does_not_settle(tmp_path: Path, fatal: int) -> None:
    assert run(tmp_path, fatal) == 9
    assert run(tmp_path, 0) == 0
    cloud = json.loads((tmp_path / "cloud.json").read_text("utf-8"))["things"]
    file = next((tmp_path / "state").rglob("stacks/rehearsal/dev.json"))
    state = json.loads(file.read_text("utf-8"))["checkpoint"]["latest"]
    ids = [r["id"] for r in state["resources"] if r["type"] == "fake:index:Thing"]
    assert len(ids) == 9
    assert sorted(ids) == sorted(cloud)
    assert not state.get("pending_operations")
