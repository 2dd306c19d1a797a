"""`failover check` on set-up A: passes as deployed, in both regions, and finds what somebody broke there."""

from __future__ import annotations

from typing import Any

import pytest

from spec.deployed import DeployedCenter, read
from tests.e2e.home import Home

pytestmark = pytest.mark.xdist_group("e2e-two-regions")

REGION, AWAY = "us-west-2", "us-east-1"


def away_of(home: Home) -> DeployedCenter:
    (file,) = (home.folder / "deployed" / "sandbox").glob("*.json")
    away = read(file).centers["office"].in_replica()
    assert away is not None
    return away


def reasons(told: dict[str, Any]) -> str:
    return "\n".join(reason["why"] for verdict in told["verdicts"] for reason in verdict["reasons"])


def test_what_was_deployed_passes_in_both_regions_and_nothing_is_changed(standing: Home) -> None:
    assert standing.endpoint, "a copy of a home is not running yet"
    before = standing.changes()
    for region in (REGION, AWAY):
        done = standing.run("failover", "check", "--in", region, "--json")
        assert (done.code, reasons(done.json)) == (0, ""), done.err
        assert done.json["ready"]
        assert {verdict.get("line") or verdict["channel"] for verdict in done.json["verdicts"]} >= {"voice", "agents"}
    assert standing.changes() == before


def test_what_somebody_broke_in_the_second_region_is_told(standing: Home) -> None:
    away = away_of(standing)
    named = {"InstanceId": away.instance.id}
    connect = standing.aws("connect", AWAY)
    function = next(row for row in away.resources if row.kind == "function")
    bot = next(row for row in away.resources if row.kind == "bot")
    standing.aws("lambda", AWAY).delete_function(FunctionName=function.name)
    connect.disassociate_bot(**named, LexV2Bot={"AliasArn": bot.arn})
    origin = connect.list_approved_origins(**named)["Origins"][0]
    connect.disassociate_approved_origin(**named, Origin=origin)
    kind = "CHAT_TRANSCRIPTS"
    (kept,) = connect.list_instance_storage_configs(**named, ResourceType=kind)["StorageConfigs"]
    connect.disassociate_instance_storage_config(**named, ResourceType=kind, AssociationId=kept["AssociationId"])
    key = kept["S3Config"]["EncryptionConfig"]["KeyId"].rpartition("/")[2]
    standing.aws("kms", AWAY).disable_key(KeyId=key)
    standing.aws("dynamodb", AWAY).delete_table(TableName=away.switch_log)

    done = standing.run("failover", "check", "--in", AWAY, "--json")

    assert done.code == 1, done.err
    assert not done.json["holds"]
    told = reasons(done.json)
    assert f"the function {function.id} ({function.name}) is not in {AWAY}" in told
    assert f"the alias of the bot {bot.id} is not associated" in told
    assert f"{origin.rstrip('/')} is an approved origin in {REGION} and not in {AWAY}" in told
    assert "no storage for chat transcripts" in told
    assert f"the key {key} in {AWAY} is Disabled" in told
    assert f"the table {away.switch_log} in {AWAY} is not there" in told
    assert standing.run("failover", "check", "--in", REGION, "--json").json["holds"], "the other region is as it was"


def test_with_the_first_region_dark_the_second_one_is_found_fit_to_answer(standing: Home) -> None:
    assert standing.endpoint, "a copy of a home is not running yet"
    assert standing.run("sandbox", "fault", "set", "--region", REGION, "--kind", "dark").code == 0
    done = standing.run("failover", "check", "--in", AWAY, "--json")
    assert (done.code, done.json["holds"], done.json["ready"]) == (1, True, False), done.err
    assert {why[: len(REGION) + 16] for why in reasons(done.json).splitlines()} == {f"{REGION} does not answer"}
    dark = standing.run("failover", "check", "--in", REGION)
    assert dark.code == 1
    assert "ready for" in dark.out.splitlines()[-1]
