"""The record of a deployment outlives the machine that deployed it, and the region that is home."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest

from sandbox.server import client
from tests.e2e.home import HAWAII, Home

pytestmark = pytest.mark.xdist_group("e2e-two-regions")

HOME_REGION, AWAY = "us-west-2", "us-east-1"
WITHOUT_PULUMI = "import sys; sys.modules['pulumi'] = None; from cli.main import run; run()"


def another_machine(home: Home) -> None:
    """The same AWS, and a folder in which nothing was ever deployed."""
    for folder in ("deployed", "trusted", "state", "work"):
        shutil.rmtree(home.folder / folder)


def record(home: Home) -> Any:
    (file,) = (home.folder / "deployed" / "sandbox").glob("*.json")
    return json.loads(file.read_text(encoding="utf-8"))


def copies(home: Home) -> dict[str, list[Any]]:
    """Versions by region."""
    return {
        region: home.aws("s3", region).list_object_versions(Bucket=bucket).get("Versions", [])
        for region, bucket in record(home)["copies"].items()
    }


def test_a_new_laptop_moves_everything_with_the_home_region_dark(standing: Home) -> None:
    (known,) = standing.run("deployments", "--json").json
    assert (known["seal"], known["newer"]) == ("verified", None)
    assert {region: copy["state"] for region, copy in known["copies"].items()} == {HOME_REGION: "same", AWAY: "same"}
    another_machine(standing)
    assert standing.endpoint  # it runs
    client.set_fault(standing.folder, "dark", region=HOME_REGION)
    assert standing.run("failover", "status").code == 2

    bucket = f"s3://{known['copies'][AWAY]['bucket']}"
    words = ("deployments", "fetch", bucket, "--region", AWAY, "--key", known["fingerprint"])
    fetched = standing.run(*words, code=WITHOUT_PULUMI)
    assert fetched.code == 0, fetched.err
    moved = standing.run("failover", "shift", "--to", AWAY, "--now", "--yes", code=WITHOUT_PULUMI)
    assert moved.code == 0, moved.err
    told = standing.run("failover", "status", "--json", code=WITHOUT_PULUMI).json
    assert told["channels"]["voice"] == {HOME_REGION: 0, AWAY: 100}


def test_up_says_which_region_has_no_copy_and_the_next_one_does_what_is_missing_and_nothing_else(
    standing: Home,
) -> None:
    before = record(standing)
    standing.aws("s3", AWAY).delete_object(Bucket=before["copies"][AWAY], Key="deployed.json")
    client.set_fault(standing.folder, "dark", region=AWAY, service="s3")
    failed = standing.run("up", HAWAII, "--yes")
    assert (failed.code, len(failed.said)) == (4, 1)
    assert failed.said[0].startswith("error: us-east-1: the record of what is deployed could not be put there")

    client.clear_faults(standing.folder)
    done = standing.run("up", HAWAII, "--yes")
    assert done.code == 0, done.err
    assert record(standing) == before
    assert {region: len(found) for region, found in copies(standing).items()} == {HOME_REGION: 1, AWAY: 2}
    assert f"--key {standing.run('deployments', '--json').json[0]['fingerprint']}" in done.err


def test_destroy_forgets_record_copies_and_key(standing: Home) -> None:
    done = standing.run("destroy", HAWAII, "--yes")
    assert done.code == 0, done.err
    assert not list((standing.folder / "deployed").rglob("*.json"))
    assert not list((standing.folder / "trusted").rglob("*.pem"))
    assert standing.run("deployments", "--json").json == []
