"""`civicline engine policy`: what an administrator hands to whoever deploys."""

from __future__ import annotations

import json
import shutil
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


def test_who_deploys_a_cold_standby_may_there_what_he_may_at_home(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "hawaii" / "program.yaml"
    shutil.copytree(Path(PROGRAM).parent, program.parent)
    text = program.read_text(encoding="utf-8").replace("    tier: global-resiliency ", "    tier: cold-standby ")
    waiver = "    replica_region: us-east-1\n    waiver: {reason: No SAML, signed_by: A. Person}\n"
    program.write_text(text.replace("    replica_region: us-east-1\n", waiver), encoding="utf-8")
    assert main(["engine", "policy", str(program), "--stack", "prod"]) == 0
    names = set(json.loads(capsys.readouterr().out))
    home, away = (
        {name.removesuffix(region) for name in names if name.endswith(region)} for region in ("us-west-2", "us-east-1")
    )
    assert home == away
    assert not [name for name in names if "replica" in name]


def test_the_policies_are_written_one_file_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["engine", "policy", PROGRAM, "--stack", "prod", "--out", str(tmp_path / "policies")]) == 0
    written = capsys.readouterr().out.split()
    assert [json.loads(Path(path).read_text(encoding="utf-8"))["Version"] for path in written] == ["2012-10-17"] * len(
        NAMES
    )
    assert {Path(path).stem for path in written} == NAMES
