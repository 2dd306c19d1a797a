"""Automatic failover on the command line: what the status says of it, and the answer to a region that asks."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from cli.main import main
from sandbox.server import client
from sandbox.server.server import Options, opened
from spec.automatic import Approval
from spec.models.resilience import Automatic, Resilience, Tier
from tests.operate.copies.sealing import write_sealed
from tests.operate.failover.fake_world import EAST, WEST
from tests.operate.failover.standing import Standing, stand

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
ASKED = Approval(
    center="office",
    region=WEST,
    execution=f"arn:aws:states:{WEST}:000000000101:execution:automatic:e1",
    token="secret-token",
    why=f"seen from {WEST}, no line of {EAST} can be answered",
    asked=NOW,
    expires=NOW + dt.timedelta(hours=12),
)


@dataclass
class Desk:
    """An operator of a center that moves by itself when somebody approves."""

    standing: Standing
    capsys: pytest.CaptureFixture[str]
    shown: str = ""
    said: str = ""

    def types(self, *words: str) -> int:
        code = main(["failover", *words])
        self.shown, self.said = self.capsys.readouterr()
        return code

    def asks(self, approval: Approval = ASKED) -> None:
        aws = self.standing.client("dynamodb", approval.region)
        aws.put_item(TableName="switchboard", Item=approval.item())


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    home = tmp_path_factory.mktemp("home")
    with opened(Options(home=home)) as running:
        made = stand(home, running.endpoint)
        _record(made, Automatic())
        yield made


def _record(standing: Standing, asked: Automatic | None) -> None:
    """As `up` would, of a center whose spec asks for that."""
    pair = {"tier": Tier.GLOBAL_RESILIENCY, "source_region": EAST, "replica_region": WEST}
    center = standing.deployed.centers["office"].model_copy(update={"resilience": Resilience(**pair, automatic=asked)})
    found = standing.deployed.model_copy(update={"centers": {"office": center}})
    write_sealed(standing.home / "deployed" / "sandbox" / "wa-program-dev.json", found)


@pytest.fixture
def desk(standing: Standing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    monkeypatch.setenv("CIVICLINE_HOME", str(standing.home))
    yield Desk(standing, capsys)
    standing.home_again()
    _record(standing, Automatic())


def told(desk: Desk, *words: str) -> Any:
    desk.types(*words, "--json")
    return json.loads(desk.shown)


def test_status_says_that_a_center_moves_by_itself_and_how(desk: Desk) -> None:
    assert desk.types("status") == 0
    said = "center office moves by itself: after 5 minutes, when a person approves; at most once in 120 minutes"
    assert said in " ".join(desk.shown.split())
    assert "WAITS" not in desk.shown
    assert told(desk, "status")["automatic"]["office"] == {
        **Automatic().model_dump(mode="json"),
        "waiting": [],
        "unread": {},
    }


def test_status_says_nothing_of_it_where_the_spec_does_not_ask(desk: Desk) -> None:
    _record(desk.standing, None)
    assert desk.types("status") == 0
    assert "by itself" not in desk.shown
    assert told(desk, "status")["automatic"] == {}


def test_status_says_who_waits_for_approval_and_never_the_token(desk: Desk) -> None:
    desk.asks()
    assert desk.types("status") == 0
    assert "WAITS" in desk.shown
    assert "whether to move to us-west-2" in " ".join(desk.shown.split())
    found = told(desk, "status")
    assert [one["to"] for one in found["automatic"]["office"]["waiting"]] == [WEST]
    assert "secret-token" not in desk.shown


def test_status_tells_of_the_question_while_the_other_region_is_dark(desk: Desk) -> None:
    desk.asks()
    client.set_fault(desk.standing.home, "dark", region=EAST)
    found = told(desk, "status")
    assert [one["to"] for one in found["automatic"]["office"]["waiting"]] == [WEST]


@pytest.mark.parametrize(("words", "approved"), [((), True), (("--no",), False)])
def test_an_answer_is_given_with_the_name_of_who_gave_it(desk: Desk, words: tuple[str, ...], approved: bool) -> None:
    desk.asks()
    client.set_fault(desk.standing.home, "dark", region=EAST)
    found = told(desk, "approve", *words, "--yes")
    assert (found["approved"], found["to"]) == (approved, WEST)
    assert found["by"].startswith("arn:")
    assert ASKED.why in " ".join(desk.said.split())
    assert "secret-token" not in desk.shown + desk.said


def test_nothing_is_answered_where_nothing_asks(desk: Desk) -> None:
    assert desk.types("approve", "--yes") == 3
    assert "no move waits for approval" in desk.said


def test_a_question_that_is_over_is_none(desk: Desk) -> None:
    desk.asks(replace(ASKED, expires=NOW - dt.timedelta(minutes=1)))
    assert desk.types("approve", "--yes") == 3
    assert "WAITS" not in desk.shown


def test_a_center_that_does_not_move_by_itself_has_nothing_to_approve(desk: Desk) -> None:
    _record(desk.standing, None)
    assert desk.types("approve", "--yes") == 3
    assert "nothing here moves by itself" in desk.said


def test_where_both_regions_ask_one_must_be_named(desk: Desk) -> None:
    desk.asks()
    desk.asks(replace(ASKED, region=EAST))
    assert desk.types("approve", "--yes") == 2
    assert "--to REGION" in desk.said
    assert desk.types("approve", "--to", EAST, "--yes") == 0


def test_where_nobody_can_tell_whether_something_asks_it_is_said(desk: Desk) -> None:
    client.set_fault(desk.standing.home, "error", service="dynamodb", operation="GetItem")
    assert desk.types("approve", "--yes") == 4
    assert "nobody can tell whether a move waits" in desk.said
