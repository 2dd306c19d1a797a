"""`civicline engine policy`: what an administrator hands to whoever deploys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.main import main

PROGRAM = str(Path(__file__).parents[2] / "stacks" / "hawaii-in-house" / "program.yaml")

NAMES = {
    "civicline-deploy-center-us-west-2",
    "civicline-deploy-customers-us-west-2",
    "civicline-deploy-surroundings-us-west-2",
    "civicline-deploy-watching-us-west-2",
    "civicline-deploy-second-region-us-east-1",
    "civicline-deploy-second-watching-us-east-1",
    "civicline-deploy-replica-us-east-1",
    "civicline-operate-failover",
    "civicline-deploy-doors",
    "civicline-operate-switches",
}


def test_the_policies_name_the_account_of_the_environment(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["engine", "policy", PROGRAM, "--stack", "prod"]) == 0
    printed = capsys.readouterr().out
    assert set(json.loads(printed)) == NAMES
    assert "000000000103" in printed


def test_the_policies_are_written_one_file_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["engine", "policy", PROGRAM, "--stack", "prod", "--out", str(tmp_path / "policies")]) == 0
    written = capsys.readouterr().out.split()
    assert [json.loads(Path(path).read_text(encoding="utf-8"))["Version"] for path in written] == ["2012-10-17"] * len(
        NAMES
    )
    assert {Path(path).stem for path in written} == NAMES
