"""What may happen to a center that stands: edits by hand, edits of the spec, a state that moves, an end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sandbox.server import client
from tests.e2e.home import HAWAII, Home

pytestmark = pytest.mark.xdist_group("e2e-changes")

REGION = "us-west-2"


def instance_of(home: Home) -> tuple[Any, str]:
    connect = home.aws("connect", REGION)
    (instance,) = connect.list_instances()["InstanceSummaryList"]
    return connect, instance["Id"]


def numbers_of(home: Home) -> dict[str, str]:
    """Number -> id."""
    connect, instance = instance_of(home)
    (group,) = connect.list_traffic_distribution_groups(InstanceId=instance)["TrafficDistributionGroupSummaryList"]
    rows = connect.list_phone_numbers_v2(TargetArn=group["Arn"])["ListPhoneNumbersSummaryList"]
    return {row["PhoneNumber"]: row["PhoneNumberId"] for row in rows}


def line_of(text: str) -> int:
    """Number of the only line of the program that holds the text."""
    (number,) = [n for n, line in enumerate(HAWAII.read_text(encoding="utf-8").splitlines(), 1) if text in line]
    return number


def edited(tmp_path: Path, old: str, new: str) -> Path:
    """The program with one passage changed, beside its content."""
    folder = tmp_path / "stack"
    shutil.copytree(HAWAII.parent, folder)
    text = HAWAII.read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / "program.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return folder / "program.yaml"


def test_drift_names_the_spec_line_of_a_queue_that_was_edited_by_hand(standing: Home) -> None:
    connect, instance = instance_of(standing)
    queues = connect.list_queues(InstanceId=instance, QueueTypes=["STANDARD"])["QueueSummaryList"]
    (supervisor,) = [queue["Id"] for queue in queues if queue["Name"] == "Supervisor"]
    connect.update_queue_max_contacts(InstanceId=instance, QueueId=supervisor, MaxContacts=3)

    found = standing.run("drift", HAWAII)

    assert found.code == 1
    place = f"program.yaml:{line_of('{id: supervisor, name: Supervisor, owner:')}:"
    said = " ".join(found.out.split())  # a long path makes the line wrap
    assert place in said
    assert "max contacts: the spec says 20, AWS shows 3" in said
    row = standing.run("drift", HAWAII, "--json").json
    assert (row["differs"], row["missing"], len(row["rows"])) == (1, 0, 1)


def test_drift_finds_a_queue_that_was_deleted_by_hand(standing: Home) -> None:
    connect, instance = instance_of(standing)
    queues = connect.list_queues(InstanceId=instance, QueueTypes=["STANDARD"])["QueueSummaryList"]
    (callback,) = [queue["Id"] for queue in queues if queue["Name"] == "Call-backs"]
    profiles = connect.list_routing_profiles(InstanceId=instance)["RoutingProfileSummaryList"]
    for profile in profiles:
        which = {"InstanceId": instance, "RoutingProfileId": profile["Id"]}
        rows = connect.list_routing_profile_queues(**which)["RoutingProfileQueueConfigSummaryList"]
        taken = [{"QueueId": row["QueueId"], "Channel": row["Channel"]} for row in rows if row["QueueId"] == callback]
        if taken:
            connect.disassociate_routing_profile_queues(**which, QueueReferences=taken)
    connect.delete_queue(InstanceId=instance, QueueId=callback)

    found = standing.run("drift", HAWAII, "--json")

    assert found.code == 1
    assert [(row["kind"], row["name"]) for row in found.json["rows"] if row["state"] == "missing"] == [
        ("queue", "Call-backs")
    ]


def test_a_spec_edit_becomes_an_update_and_nothing_else(standing: Home, tmp_path: Path) -> None:
    """A name of an agent is in nothing else; the capacity of a queue, for one, is in the flow before it, too."""
    program = edited(tmp_path, "first_name: Keala,", "first_name: Kealani,")
    done = standing.run("up", program, "--yes", "--json")
    assert done.code == 0, done.err
    changes = done.json["changes"]
    assert (changes["create"], changes["update"], changes["replace"], changes["delete"]) == (0, 1, 0, 0)


def test_a_renamed_line_keeps_its_numbers(standing: Home, tmp_path: Path) -> None:
    before = numbers_of(standing)
    program = edited(tmp_path, "    - id: main\n      name: Main line\n", "    - id: front\n      name: Front line\n")
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("line: main\n", "line: front\n"), encoding="utf-8")

    done = standing.run("up", program, "--yes", "--json")

    assert done.code == 0, done.err
    assert numbers_of(standing) == before
    assert done.json["differs"] == done.json["missing"] == 0


GREETING = "      greeting: Aloha. This is "
"""What the main line says first."""


def heard(home: Home) -> str:
    """Content that callers of the main line reach: what its number starts, whatever that is."""
    connect, instance = instance_of(home)
    associated = connect.list_flow_associations(InstanceId=instance, ResourceType="VOICE_PHONE_NUMBER")
    (started,) = {row["FlowId"] for row in associated["FlowAssociationSummaryList"]}
    bare = started.rpartition("/")[2]
    return str(connect.describe_contact_flow(InstanceId=instance, ContactFlowId=bare)["ContactFlow"]["Content"])


def test_a_line_goes_back_to_its_earlier_version_in_one_step(standing: Home, tmp_path: Path) -> None:
    before = heard(standing)
    assert standing.run("rollback", "line-main", "--yes").code == 3
    program = edited(tmp_path, GREETING, GREETING.replace("Aloha.", "Aloha and welcome."))
    assert standing.run("up", program, "--yes").code == 0
    after = heard(standing)
    assert "Aloha and welcome." in after != before

    client.mark_counters(standing.folder)
    done = standing.run("rollback", "line-main", "--yes", "--json")

    assert done.code == 0, done.err
    assert (done.json["from"], done.json["to"], done.json["changed"]) == (2, 1, True)
    assert standing.changes() == 1
    assert heard(standing) == before

    again = standing.run("rollback", program, "line-main", "--yes", "--json")
    assert (again.code, again.json["changed"], standing.changes()) == (0, False, 1)


def test_up_says_that_a_line_was_rolled_back_and_a_refresh_puts_it_right(standing: Home, tmp_path: Path) -> None:
    program = edited(tmp_path, GREETING, GREETING.replace("Aloha.", "Aloha and welcome."))
    assert standing.run("up", program, "--yes").code == 0
    after = heard(standing)
    assert standing.run("rollback", "line-main", "--to", "1", "--yes").code == 0

    told = standing.run("up", program, "--yes", "--json")
    assert told.code == 1
    assert told.json["changes"]["update"] == 0
    (row,) = [row for row in told.json["rows"] if row["state"] == "differs"]
    assert [(d["property"], d["found"]) for d in row["differences"]] == [("callers reach", "version 1 of 2")]
    assert "up PROGRAM --refresh" in told.err
    assert heard(standing) != after

    right = standing.run("up", program, "--refresh", "--yes", "--json")
    assert (right.code, right.json["changes"]["update"], heard(standing)) == (0, 1, after)


def test_after_up_callers_meet_what_the_spec_says(standing: Home) -> None:
    """Also in an environment that says in each greeting that it is a test."""
    done = standing.run("flows", "diff", HAWAII, "--json")
    assert (done.code, [(one["flows"], one["callers"], one["words"]) for one in done.json]) == (0, [([], [], [])])


def test_an_exported_state_imports_to_an_up_that_changes_nothing(standing: Home, tmp_path: Path) -> None:
    exported = tmp_path / "state.json"
    script = "import sys\nfrom tests.e2e.engine import move\nmove(sys.argv[1], sys.argv[2])\n"
    moved = standing.python(script, HAWAII, exported)
    assert moved.code == 0, moved.err
    deployment = json.loads(exported.read_text(encoding="utf-8"))
    assert len(deployment["resources"]) > 150
    client.mark_counters(standing.folder)

    done = standing.run("up", HAWAII, "--yes", "--json")

    assert done.code == 0, done.err
    assert {name: n for name, n in done.json["changes"].items() if n and name != "same"} == {}
    assert standing.changes() == 0


def test_destroy_leaves_what_is_protected_and_says_so(standing: Home) -> None:
    numbers = numbers_of(standing)

    gone = standing.run("destroy", HAWAII, "--yes")

    assert gone.code == 0, gone.err
    assert numbers_of(standing) == numbers
    for number in numbers:
        assert any(number.removeprefix("+") in line for line in gone.out.splitlines())
    assert "--delete-protected NAME" in gone.err
    connect, instance = instance_of(standing)
    queues = connect.list_queues(InstanceId=instance, QueueTypes=["STANDARD"])["QueueSummaryList"]
    assert [queue["Name"] for queue in queues] == ["BasicQueue"]
    cases = standing.aws("connectcases", REGION).list_domains()["domains"]
    assert len(cases) == 1
    buckets = standing.aws("s3", REGION).list_buckets()["Buckets"]
    assert any("-raw-" in bucket["Name"] for bucket in buckets)

    number = min(numbers)
    named = standing.run("destroy", HAWAII, "--yes", "--delete-protected", f"number-{number.removeprefix('+')}")
    assert named.code == 0, named.err
    assert set(numbers_of(standing)) == set(numbers) - {number}

    wrong = standing.run("destroy", HAWAII, "--yes", "--delete-protected", "number-1808555014")
    assert wrong.code == 2
    assert len(wrong.said) == 1

    back = standing.run("up", HAWAII, "--yes", "--json")
    assert back.code == 0, back.err
    assert set(numbers_of(standing)) == set(numbers)
    assert back.json["differs"] == back.json["missing"] == 0
