"""All doors are asked at once, and what each says is shown beside the others."""

from __future__ import annotations

import json

from cli.render.failover.doors import as_json, as_text
from operate.serving.doors import hear
from spec.errors import CloudError
from tests.operate.failover.fake_world import EAST, WEST
from tests.operate.serving.test_followed import DOORS, record

REGIONS = {"office": (EAST, WEST)}


def read(url: str) -> str:
    if url.startswith(DOORS[EAST]):
        raise CloudError("east.door.example", "it does not answer: TimeoutError", "")
    return json.dumps({"region": WEST, "chat": WEST, "email": EAST, "web": WEST})


def test_one_door_that_is_silent_hides_no_other() -> None:
    heard = hear(record(), REGIONS, read)
    told = as_text(heard, 100)
    assert "us-east-1   does NOT answer: east.door.example: it does not answer: TimeoutError" in told
    assert "us-west-2   says served are chat and web by us-west-2; e-mail by us-east-1" in told
    rows = {row["region"]: row for row in as_json(heard)}
    assert (rows[EAST]["serving"], rows[WEST]["serving"]["email"]) == (None, EAST)


def test_in_the_sandbox_doors_are_not_asked_and_that_is_said_in_one_line() -> None:
    heard = hear(record(), REGIONS, lambda _url: None)
    told = as_text(heard, 200)
    assert "not asked: the sandbox runs no functions" in told
    assert len(told.splitlines()) == 1
    assert [row["url"] for row in as_json(heard)] == [DOORS[EAST], DOORS[WEST]]


def test_a_center_without_doors_shows_none() -> None:
    bare = record(front_door=None, replica=None)
    assert as_text(hear(bare, REGIONS, read), 80) == ""
