"""`sandbox reset`: the cloud and what the states say of it go together, unless one is rehearsed without the other."""

from pathlib import Path

import pytest

from cli.main import main

FOLDERS = ("state", "work", "deployed")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CIVICLINE_HOME", str(tmp_path))
    for folder in FOLDERS:
        for target in ("sandbox", "aws"):
            (tmp_path / folder / target).mkdir(parents=True)
    return tmp_path


def test_the_stacks_of_the_sandbox_are_forgotten_and_those_of_aws_are_not(home: Path) -> None:
    assert main(["sandbox", "reset"]) == 0
    assert [(home / folder / "sandbox").exists() for folder in FOLDERS] == [False, False, False]
    assert all((home / folder / "aws").is_dir() for folder in FOLDERS)


def test_a_lost_cloud_can_be_rehearsed(home: Path) -> None:
    assert main(["sandbox", "reset", "--keep-state"]) == 0
    assert all((home / folder / "sandbox").is_dir() for folder in FOLDERS)
