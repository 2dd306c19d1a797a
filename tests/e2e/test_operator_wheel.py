"""The small wheel of whoever is on duty: it moves traffic and closes lines with nothing that deploys installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.server import client
from tests.e2e.home import Done, Home
from tests.e2e.operator_wheel import PROJECT, ROOT, RUN, build, project, refused

pytestmark = pytest.mark.xdist_group("e2e-two-regions")

HOME_REGION, AWAY = "us-west-2", "us-east-1"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"))


def run(wheel: Path, folder: Path, *words: str, endpoint: str = "") -> Done:
    """As a person types it whose machine has the wheel, credentials, and the folder that he copied."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PULUMI_", "PYTHON"))}
    keys = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any"}
    where = {"AWS_ENDPOINT_URL": endpoint} if endpoint else {}
    command = [sys.executable, "-I", "-c", RUN, str(wheel), ",".join(sorted(refused())), *words]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**kept, **keys, **where, "CIVICLINE_HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=240,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def test_it_moves_a_center_with_the_primary_dark_and_says_so_in_the_status(
    wheel: Path, standing: Home, tmp_path: Path
) -> None:
    laptop = tmp_path / "laptop"
    for folder in ("deployed", "trusted"):
        if (standing.folder / folder / "sandbox").exists():
            shutil.copytree(standing.folder / folder / "sandbox", laptop / folder / "aws")
    endpoint = standing.endpoint
    client.set_fault(standing.folder, "dark", region=HOME_REGION)

    moved = run(
        wheel, laptop, "failover", "shift", "--to", AWAY, "--now", "--yes", "--target", "aws", endpoint=endpoint
    )
    assert moved.code == 0, moved.err
    told = run(wheel, laptop, "failover", "status", "--json", "--target", "aws", endpoint=endpoint).json
    assert told["channels"]["voice"] == {HOME_REGION: 0, AWAY: 100}
    words = ("close", "main", "--until", "4h", "--reason", "storm", "--yes", "--target", "aws")
    closed = run(wheel, laptop, *words, endpoint=endpoint)
    assert (closed.code, HOME_REGION in closed.err) == (4, True), closed.err


@pytest.mark.parametrize("words", [("up", "program.yaml"), ("sandbox", "start"), ("failover", "status")])
def test_what_it_lacks_is_said_and_is_not_a_bug(wheel: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "program.yaml").write_bytes((ROOT / "stacks" / "hawaii-in-house" / "program.yaml").read_bytes())
    for folder in (ROOT / "stacks" / "hawaii-in-house").iterdir():
        if folder.is_dir():
            shutil.copytree(folder, tmp_path / folder.name)
    done = run(wheel, tmp_path, *words)
    assert done.code == 2, done.err
    assert "Traceback" not in done.err


def test_every_module_of_its_commands_is_there(wheel: Path, tmp_path: Path) -> None:
    for words in ([], ["failover"], ["failover", "shift"], ["close"], ["switches"]):
        done = run(wheel, tmp_path, *words, "--help")
        assert (done.code, "Usage" in done.out) == (0, True), done.err


def test_nothing_that_deploys_is_in_it(wheel: Path) -> None:
    inside = {path.relative_to(wheel).parts[0] for path in wheel.rglob("*.py")}
    assert inside == {"spec", "calendars", "contact_flows", "operate", "publish", "cli", "infra"}
    assert {path.name for path in (wheel / "infra").glob("[!_]*")} == {"functions"}


def test_it_requires_a_part_of_what_the_whole_requires_in_the_same_version() -> None:
    whole, small = project(ROOT / "pyproject.toml"), project(PROJECT / "pyproject.toml")
    assert set(small["dependencies"]) < set(whole["dependencies"])
    assert (small["version"], small["requires-python"]) == (whole["version"], whole["requires-python"])
