"""The tables of the operator's switches: in both regions, out of the reach of `up`, and kept in production."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from spec.deployed import DeployedCenter, read
from spec.serving import doors_scope
from spec.switches import SCOPE, Action, Kind, LogEntry, SwitchRow, entry_of, line_scope, row_of
from tests.e2e.home import HAWAII, Home

pytestmark = pytest.mark.xdist_group("e2e-changes")

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
ROW = SwitchRow(
    scope=line_scope("main"), kind=Kind.CLOSED, message="Storm.", expires=NOW + dt.timedelta(hours=4), set_at=NOW
)
ENTRY = LogEntry(
    center="office", at=NOW, nonce="1", who="arn", os_user="duty", action=Action.CLOSE, scope=ROW.scope, kind=ROW.kind
)


def office(home: Home) -> DeployedCenter:
    (file,) = (home.folder / "deployed" / "sandbox").glob("*.json")
    return read(file).centers["office"]


def switch(dynamodb: Any, center: DeployedCenter) -> None:
    """As a person does it by hand: the row, and its entry."""
    tables = {center.switchboard: ROW.item(), center.switch_log: ENTRY.item()}
    dynamodb.transact_write_items(
        TransactItems=[{"Put": {"TableName": table, "Item": item}} for table, item in tables.items()]
    )


def test_both_regions_have_the_tables_each_under_a_key_of_its_own(standing: Home) -> None:
    center = office(standing)
    assert center.switch_regions == ("us-west-2", "us-east-1")
    for region in center.switch_regions:
        for name in (center.switchboard, center.switch_log):
            table = standing.aws("dynamodb", region).describe_table(TableName=name)["Table"]
            assert table["SSEDescription"]["KMSMasterKeyArn"].startswith(f"arn:aws:kms:{region}:")
            assert table["TableStatus"] == "ACTIVE"


def test_what_was_switched_by_hand_is_no_drift_and_survives_up(standing: Home) -> None:
    center = office(standing)
    clients = [standing.aws("dynamodb", region) for region in center.switch_regions]
    for dynamodb in clients:
        switch(dynamodb, center)
    assert standing.run("drift", HAWAII).code == 0
    again = standing.run("up", HAWAII, "--yes", "--refresh", "--json").json["changes"]
    assert {kind: again[kind] for kind in ("create", "update", "replace", "delete")} == dict.fromkeys(
        ("create", "update", "replace", "delete"), 0
    )
    for dynamodb in clients:
        rows = {row[SCOPE]["S"]: row for row in dynamodb.scan(TableName=center.switchboard)["Items"]}
        (entry,) = dynamodb.scan(TableName=center.switch_log)["Items"]
        assert (row_of(rows[ROW.scope]), entry_of(entry)) == (ROW, ENTRY)
        assert rows.keys() == {ROW.scope, doors_scope("office")}, "the doors are the only row of `up`"


@pytest.mark.slow
def test_in_production_the_log_outlives_destroy_until_it_is_named(home: Home) -> None:
    assert home.run("up", HAWAII, "--yes", "--stack", "prod").code == 0
    center = office(home)
    clients = [home.aws("dynamodb", region) for region in center.switch_regions]
    for dynamodb in clients:
        switch(dynamodb, center)
    assert home.run("destroy", HAWAII, "--yes", "--stack", "prod").code == 0
    assert [len(dynamodb.scan(TableName=center.switch_log)["Items"]) for dynamodb in clients] == [1, 1]
    named = home.run("destroy", HAWAII, "--yes", "--stack", "prod", "--delete-protected", "office-us-east-1-switch-log")
    assert named.code == 0, named.err
    assert [center.switch_log in dynamodb.list_tables()["TableNames"] for dynamodb in clients] == [True, False]


@pytest.mark.slow
def test_elsewhere_the_tables_go_with_the_rest(standing: Home) -> None:
    center = office(standing)
    assert standing.run("destroy", HAWAII, "--yes").code == 0
    for region in center.switch_regions:
        left = standing.aws("dynamodb", region).list_tables()["TableNames"]
        assert not {center.switchboard, center.switch_log} & set(left)
