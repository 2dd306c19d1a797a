"""Hours that stand: a service that stores overrides without applying them, and the turn of a year."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.e2e.home import HAWAII, Home
from tests.e2e.wanted import thanksgiving

pytestmark = pytest.mark.xdist_group("e2e-changes")

REGION = "us-west-2"
TODAY = dt.datetime.now(dt.UTC).date()
YEAR = TODAY.year


def test_up_names_the_days_on_which_the_service_ignores_overrides(standing: Home) -> None:
    assert standing.run("sandbox", "start", "--ignore-overrides").code == 0

    done = standing.run("up", HAWAII, "--yes")

    assert done.code == 1
    said = " ".join(done.out.split())
    assert "differs: hours of operation Mileage Office" in said
    assert "days differ, from" in said
    assert said.count("the spec says closed, AWS shows 07:45-16:30") == 3
    assert "issue 3064" in said
    drift = standing.run("drift", HAWAII, "--json")
    (row,) = drift.json["rows"]
    (difference,) = row["differences"]
    assert (drift.code, difference["property"]) == (1, "effective hours")
    holiday = str(thanksgiving(YEAR + 1))
    assert (difference["spec"][holiday], difference["found"][holiday]) == ("closed", "07:45-16:30")
    assert min(difference["spec"]) >= str(TODAY - dt.timedelta(days=1)), "what was is no matter any more"
    assert standing.run("sandbox", "start", "--apply-overrides").code == 0
    assert standing.run("drift", HAWAII).code == 0


def overrides(home: Home) -> dict[str, list[str]]:
    """First dates of the overrides of each hours of operation, by name."""
    connect = home.aws("connect", REGION)
    (instance,) = connect.list_instances()["InstanceSummaryList"]
    found: dict[str, Any] = {}
    for row in connect.list_hours_of_operations(InstanceId=instance["Id"])["HoursOfOperationSummaryList"]:
        named = {"InstanceId": instance["Id"], "HoursOfOperationId": row["Id"]}
        told = connect.list_hours_of_operation_overrides(**named)["HoursOfOperationOverrideList"]
        found[row["Name"]] = [one["EffectiveFrom"] for one in told]
    return found


def test_the_turn_of_a_year_is_one_up_that_changes_hours_in_place(standing: Home) -> None:
    before = overrides(standing)
    script = "import sys\nfrom tests.e2e.engine import up_on\nup_on(sys.argv[1], sys.argv[2])\n"

    done = standing.python(script, HAWAII, f"{YEAR + 2}-01-02")

    assert done.code == 0, done.err
    assert (done.json["differs"], done.json["missing"], done.json["hours_till"]) == (0, 0, f"{YEAR + 4}-12-31")
    changed = {(op, kind.rpartition(":")[2]) for op, kind, _ in done.json["changes"]}
    assert {kind for op, kind in changed if op == "update"} <= {"HoursOfOperation", "Function"}
    assert ("update", "HoursOfOperation") in changed
    assert {op for op, _ in changed} == {"update", "same"}
    after = overrides(standing)
    assert before.keys() == after.keys()
    assert before["Mileage Office"] == ["2027-07-01", "2027-07-06", "2027-08-21"]
    assert after["Mileage Office"] == []
    first, last = f"{YEAR + 1}-12-31", f"{YEAR + 4}-12-31"
    assert min(before["Holidays hawaii"]) < first <= min(after["Holidays hawaii"])
    assert max(after["Holidays hawaii"]) <= last


def test_a_refresh_that_shows_parents_their_children_changes_nothing(standing: Home) -> None:
    done = standing.run("up", HAWAII, "--yes", "--refresh", "--json")
    assert done.code == 0, done.err
    assert {name: n for name, n in done.json["changes"].items() if n and name != "same"} == {}
