"""From one tier to another on a center that stands: what stays, what is refused, what is gone, and a kill on the way."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from sandbox.server import client
from spec.deployed import DeployedCenter, read
from tests.e2e.home import HAWAII, Done, Home

pytestmark = pytest.mark.xdist_group("e2e-two-regions")

REGION, AWAY = "us-west-2", "us-east-1"
WAIT_SECONDS = 60
TWO = "    tier: global-resiliency "
REPLICA = f"    replica_region: {AWAY}\n"


def program(folder: Path, *changes: tuple[str, str]) -> Path:
    """Set-up A, changed."""
    made = folder / f"hawaii-{len(list(folder.iterdir()))}" / "program.yaml"
    shutil.copytree(HAWAII.parent, made.parent)
    text = HAWAII.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    made.write_text(text, encoding="utf-8")
    return made


def one_region(folder: Path) -> Path:
    return program(folder, (TWO, "    tier: multi-az "), (REPLICA, ""))


def center_of(home: Home) -> DeployedCenter:
    (file,) = (home.folder / "deployed" / "sandbox").glob("*.json")
    return read(file).centers["office"]


def answering(home: Home) -> dict[str, str]:
    """What each number starts in the center's own region, asked of the service."""
    connect, center = home.aws("connect", REGION), center_of(home)
    numbers = {
        row["PhoneNumberArn"]: row["PhoneNumber"]
        for row in connect.list_phone_numbers_v2()["ListPhoneNumbersSummaryList"]
    }
    told = connect.list_flow_associations(InstanceId=center.instance.id, ResourceType="VOICE_PHONE_NUMBER")
    return {numbers[row["ResourceId"]]: row["FlowId"] for row in told["FlowAssociationSummaryList"]}


def named(refused: Done) -> list[str]:
    """The options that the refusal spells out."""
    assert refused.code == 3, refused.err
    return re.findall(r"--delete-protected \S+", refused.err)


def killed(home: Home, calls: int, *words: str | Path) -> None:
    """Killed after so many calls that change something."""
    assert home.endpoint
    client.mark_counters(home.folder)
    up, until = home.start(*words), time.monotonic() + WAIT_SECONDS
    while home.changes() < calls:
        assert up.poll() is None, up.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)
    up.kill()
    up.communicate()


def stands(done: Done) -> dict[str, int]:
    """What an `up` that left everything as the spec says has changed."""
    assert done.code == 0, done.err
    assert done.json["differs"] == done.json["missing"] == 0
    return {name: n for name, n in done.json["changes"].items() if n and name != "same"}


WAIVER = "    waiver: {reason: The agency signs in without SAML, signed_by: A. Person}\n"


def with_standby(folder: Path) -> Path:
    return program(folder, (TWO, "    tier: cold-standby "), (REPLICA, f"{REPLICA}{WAIVER}"))


def nothing_in(home: Home, region: str) -> None:
    connect = home.aws("connect", region)
    assert connect.list_instances()["InstanceSummaryList"] == []
    assert connect.list_traffic_distribution_groups()["TrafficDistributionGroupSummaryList"] == []
    assert home.aws("lambda", region).list_functions()["Functions"] == []
    assert home.aws("dynamodb", region).list_tables()["TableNames"] == []
    assert home.aws("lexv2-models", region).list_bots()["botSummaries"] == []


def shares(center: DeployedCenter, away: int) -> dict[str, Any]:
    assert center.traffic_group is not None
    rows = [{"Region": REGION, "Percentage": 100 - away}, {"Region": AWAY, "Percentage": away}]
    return {
        "Id": center.traffic_group.arn,
        **{key: {"Distributions": rows} for key in ("TelephonyConfig", "AgentConfig")},
    }


def test_a_second_region_that_has_traffic_is_not_given_up(standing: Home, tmp_path: Path) -> None:
    one, connect = one_region(tmp_path), standing.aws("connect", AWAY)
    connect.update_traffic_distribution(**shares(center_of(standing), 10))
    client.mark_counters(standing.folder)
    refused = standing.run("up", one, "--yes", "--delete-protected", "office-replica")
    assert refused.code == 3, refused.err
    assert f"error: {AWAY}: the center office would lose this region, and it has 10 % of the calls" in refused.err
    assert "civicline failover restore" in refused.err
    planned = standing.run("plan", one)
    assert f"`up` would be refused now: {AWAY}: the center office would lose this region" in planned.err
    assert standing.changes() == 0


def test_regions_that_change_places_are_refused_with_what_to_do_instead(standing: Home, tmp_path: Path) -> None:
    swapped = program(
        tmp_path, (REPLICA, f"    replica_region: {REGION}\n"), (f"source_region: {REGION}", f"source_region: {AWAY}")
    )
    assert standing.endpoint
    client.mark_counters(standing.folder)
    refused = standing.run("up", swapped, "--yes")
    assert refused.code == 3, refused.err
    assert f"stands in {REGION}, and the spec has it in {AWAY}" in refused.err
    assert f"civicline failover shift --to {AWAY}" in refused.err
    planned = standing.run("plan", swapped)
    assert (planned.code, planned.out) == (3, ""), "no plan of what cannot be"
    assert f"stands in {REGION}, and the spec has it in {AWAY}" in planned.err
    assert standing.changes() == 0


@pytest.mark.slow
def test_a_center_gives_its_second_region_up_is_killed_on_the_way_and_gets_it_back(
    standing: Home, tmp_path: Path
) -> None:
    one, before = one_region(tmp_path), answering(standing)
    assert len(before) == 2
    refused = standing.run("up", one, "--yes")
    options = [word for option in named(refused) for word in option.split()]
    assert "office-replica" in options
    assert standing.run("up", one, "--yes").code == 3, "a refusal takes no protection away"

    killed(standing, 40, "up", one, "--yes", *options)
    stands(standing.run("up", one, "--yes", "--json", *options[:2]))

    assert answering(standing) == before
    assert center_of(standing).replica is None
    nothing_in(standing, AWAY)
    assert stands(standing.run("up", one, "--yes", "--refresh", "--json")) == {}

    killed(standing, 60, "up", HAWAII, "--yes")
    stands(standing.run("up", HAWAII, "--yes", "--json"))
    assert answering(standing) == before
    assert center_of(standing).replica is not None
    assert stands(standing.run("up", HAWAII, "--yes", "--refresh", "--json")) == {}
    assert standing.run("failover", "check", "--in", AWAY).code == 0


def test_one_kind_of_second_region_does_not_become_another(standing: Home, tmp_path: Path) -> None:
    assert standing.endpoint
    client.mark_counters(standing.folder)
    refused = standing.run("up", with_standby(tmp_path), "--yes")
    assert refused.code == 3, refused.err
    assert "write tier: multi-az without replica_region, and civicline up" in refused.err
    assert standing.changes() == 0


@pytest.mark.slow
def test_a_center_gets_a_cold_standby_that_says_what_it_is_and_gives_it_up(home: Home, tmp_path: Path) -> None:
    one, cold = one_region(tmp_path), with_standby(tmp_path)
    stands(home.run("up", one, "--yes", "--json"))
    before = answering(home)

    killed(home, 120, "up", cold, "--yes")
    done = home.run("up", cold, "--yes", "--json")
    stands(done)
    assert {row["center"] for row in done.json["rows"]} == {"office", "office (standby)"}
    assert stands(home.run("up", cold, "--yes", "--refresh", "--json")) == {}
    assert answering(home) == before
    assert home.aws("connect", AWAY).list_phone_numbers_v2()["ListPhoneNumbersSummaryList"] == []

    status = home.run("failover", "status")
    assert status.code == 0
    for words in ("cold, not supported by AWS", "signed by A. Person", "no command of ours does"):
        assert words in status.out
    check = home.run("failover", "check", "--in", AWAY, "--json")
    told = {row.get("line") or row["channel"]: row["state"] for row in check.json["verdicts"]}
    assert told["main"] == told["voice"] == "not_ready"
    assert told["email"] == told["agents"] == "ready"
    shift = home.run("failover", "shift", "--to", AWAY, "--now", "--yes")
    assert shift.code != 0
    assert "either the carrier redirects the numbers" in shift.err

    options = [word for option in named(home.run("up", one, "--yes")) for word in option.split()]
    stands(home.run("up", one, "--yes", "--json", *options))
    nothing_in(home, AWAY)
    assert answering(home) == before
    assert center_of(home).standby is None


@pytest.mark.slow
def test_a_center_ends_with_its_replica_while_traffic_is_there_and_after_a_kill(standing: Home) -> None:
    standing.aws("connect", AWAY).update_traffic_distribution(**shares(center_of(standing), 100))
    kept = standing.run("destroy", HAWAII, "--yes", "--json").json["left"]
    assert "office-replica" in {row["name"] for row in kept}
    options = [word for row in kept for word in ("--delete-protected", row["name"])]
    refused = standing.run("destroy", HAWAII, "--yes", "--delete-protected", "office-replica")
    assert refused.code == 3
    assert "would stay and need it" in refused.err
    killed(standing, 6, "destroy", HAWAII, "--yes", *options)
    left = [row["name"] for row in standing.run("destroy", HAWAII, "--yes", "--json").json["left"]]
    again = [word for name in left for word in ("--delete-protected", name)]
    ended = standing.run("destroy", HAWAII, "--yes", "--json", *again)
    assert ended.code == 0, ended.err
    assert ended.json["left"] == []
    for region in (REGION, AWAY):
        nothing_in(standing, region)
        assert standing.aws("connect", region).list_phone_numbers_v2()["ListPhoneNumbersSummaryList"] == []
