"""The front doors of a deployed center: the deployed code with its deployed settings, asked in both regions.

The sandbox keeps functions and runs none, so the code is run here, over the sandbox's tables and contacts.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from boto3.dynamodb.types import TypeDeserializer

from infra.functions.front_door import handler as front_door
from sandbox.server import client
from spec.deployed import DeployedCenter, read
from tests.e2e.home import Home

pytestmark = pytest.mark.xdist_group("e2e-two-regions")

HOME_REGION, AWAY = "us-west-2", "us-east-1"
PLAIN = TypeDeserializer()
PAGE = "https://www.kalamiles.example"
CHAT = {"name": "A. Visitor", "message": "Where is my statement?", "token": "6a1f0f8e-0000-4000-8000-000000000001"}
FORM = {"name": "A. Visitor", "reply_to": "visitor@mail.example", "subject": "Odometer", "message": "It is broken."}


def office(home: Home) -> DeployedCenter:
    return read(home.folder / "deployed" / "sandbox" / "hi-kalamiles-dev.json").centers["office"]


def door(home: Home, region: str) -> front_door.Door:
    """As Lambda would make it, with the environment of the deployed function."""
    functions = home.aws("lambda", region).get_paginator("list_functions").paginate()
    (made,) = [one for page in functions for one in page["Functions"] if one["FunctionName"].endswith("front-door")]
    tables = {one: home.aws("dynamodb", one) for one in (HOME_REGION, AWAY)}
    settings = front_door.settings_of(made["Environment"]["Variables"])

    def get_row(where: str, scope: str) -> dict[str, Any] | None:
        found = tables[where].get_item(TableName=settings.table, Key={"scope": {"S": scope}}).get("Item")
        return None if found is None else {name: PLAIN.deserialize(value) for name, value in found.items()}

    return front_door.Door(settings, get_row, home.aws("connect", region))


def ask(at: front_door.Door, method: str, path: str, body: Any = None, origin: str = "") -> tuple[int, Any, Any]:
    text = json.dumps(body) if body is not None else ""
    answer = at.answer(front_door.Asked(method, path, origin, text))
    return answer["statusCode"], json.loads(answer["body"]), answer["headers"]


def contact(home: Home, region: str, id_: str) -> Any:
    instance = office(home).instance.id
    return home.aws("connect", region).describe_contact(InstanceId=instance, ContactId=id_)["Contact"]


def test_a_chat_begins_where_the_row_says_and_the_other_door_sends_visitors_there(standing: Home) -> None:
    center = office(standing)
    assert center.replica is not None
    urls = {HOME_REGION: center.front_door, AWAY: center.replica.front_door}
    at_home, away = door(standing, HOME_REGION), door(standing, AWAY)

    status, told, _ = ask(at_home, "POST", "/chat", CHAT, PAGE)
    assert (status, told["region"]) == (201, HOME_REGION)
    assert contact(standing, HOME_REGION, told["contact"])["Channel"] == "CHAT"
    assert ask(at_home, "POST", "/chat", CHAT, PAGE)[1]["contact"] == told["contact"]
    status, told, headers = ask(away, "POST", "/chat", CHAT)
    assert (status, headers["location"]) == (307, f"{str(urls[HOME_REGION]).rstrip('/')}/chat")
    status, told, _ = ask(away, "POST", "/chat", CHAT, PAGE)
    assert (status, f"{told['door']}/") == (409, urls[HOME_REGION])
    assert [ask(one, "GET", "/serves/email")[0] for one in (at_home, away)] == [200, 404]
    assert ask(away, "GET", "/serving")[1]["doors"] == urls


def test_the_doors_follow_a_shift_with_the_first_region_dark_and_after_it_is_back(standing: Home) -> None:
    at_home, away = door(standing, HOME_REGION), door(standing, AWAY)
    client.set_fault(standing.folder, "dark", region=HOME_REGION)
    moved = standing.run("failover", "shift", "--to", AWAY, "--now", "--yes")
    assert moved.code == 0, moved.err

    status, told, _ = ask(away, "POST", "/chat", CHAT, PAGE)
    assert (status, told["region"]) == (201, AWAY)
    status, told, _ = ask(away, "POST", "/form", FORM, PAGE)
    task = contact(standing, AWAY, told["contact"])
    assert (status, task["Channel"], task["Name"]) == (201, "TASK", "Odometer")
    assert task["Attributes"]["queue"] == "eligibility_enrollment"
    assert ask(away, "GET", "/serves/email")[0] == 200

    client.clear_faults(standing.folder)  # home has the old row; its door reads the other one as well
    assert ask(at_home, "POST", "/form", FORM)[0] == 307
    assert ask(at_home, "GET", "/serves/email")[0] == 404
    cut_off = replace(at_home, settings=replace(at_home.settings, other=""))
    assert ask(cut_off, "GET", "/serving")[1]["chat"] == HOME_REGION

    assert standing.run("failover", "restore", "--hold", "0", "--yes").code == 0
    assert ask(at_home, "POST", "/chat", {**CHAT, "token": "0" * 16}, PAGE)[0] == 201
    assert ask(away, "POST", "/chat", CHAT)[0] == 307


def test_what_operators_announce_is_told_to_web_pages(standing: Home) -> None:
    closed = standing.run(
        "close", "all", "--until", "4h", "--reason", "ice", "--message", "en=Closed for ice.", "--yes"
    )
    assert closed.code == 0, closed.err
    told = ask(door(standing, AWAY), "GET", "/serving")[1]["banner"]
    assert (told["kind"], set(told["words"].values())) == ("closed", {"Closed for ice."})
