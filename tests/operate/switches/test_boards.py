"""One set of facts for the board kept by hand and for DynamoDB as the sandbox has it."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from operate.aws import URGENT, Target
from operate.switches.dynamo import DynamoBoard, StsIdentity, boards_of
from operate.switches.named import named
from operate.switches.ports import Board, Change, OvertakenError, Place
from sandbox.server.server import Options, RunningServer, opened
from spec.errors import CloudError, UsageError
from spec.switches import Action, Kind, LogEntry, SwitchRow
from tests.operate.switches.fake_board import MAIN, NOW, PROGRAM, WEST, FakeBoard, center, deployed

SIGNED = SwitchRow(
    scope="line#main",
    kind=Kind.CLOSED,
    message_in={"es-US": "Cerrado por nieve.", "en-US": "Closed for snow."},
    expires=NOW + dt.timedelta(hours=4),
    reason="snow",
    set_by="arn:aws:sts::1:user/kai (kai)",
    set_at=NOW,
)
OVER = replace(SIGNED, expires=NOW)
ANOTHERS = replace(SIGNED, set_by="arn:aws:sts::1:user/lani (lani)", set_at=NOW + dt.timedelta(microseconds=1))


def change(then: SwitchRow | None, was: SwitchRow | None = None, *, nonce: str = "a", after: int = 0) -> Change:
    entry = LogEntry(
        center="office",
        at=NOW + dt.timedelta(seconds=after),
        nonce=nonce,
        who="arn",
        os_user="kai",
        action=Action.CLOSE if then else Action.REOPEN,
        scope="line#main",
        kind=then.kind if then else None,
        message_in=then.message_in if then else {},
        until=then.expires if then else None,
        reason="snow",
    )
    return Change(scope="line#main", was=was, then=then, entry=entry)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with opened(Options(home=tmp_path_factory.mktemp("home"))) as running:
        yield running


@pytest.fixture
def dynamo(server: RunningServer, request: pytest.FixtureRequest) -> DynamoBoard:
    """Tables of their own for each test."""
    target, number = Target(server.endpoint), f"{zlib.crc32(request.node.name.encode()):x}"
    client = target.client("dynamodb", "us-west-2")
    for name, keys in ((f"board-{number}", ["scope"]), (f"log-{number}", ["center", "at"])):
        client.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
            KeySchema=[
                {"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)
            ],
        )
    return DynamoBoard(target, WEST, f"board-{number}", f"log-{number}")


@pytest.fixture(params=["by hand", "dynamo"])
def board(request: pytest.FixtureRequest) -> Board:
    if request.param == "by hand":
        return FakeBoard(WEST)
    found: Board = request.getfixturevalue("dynamo")
    return found


def row(board: Board) -> SwitchRow | None:
    return board.rows(["line#main", "center#office"]).get("line#main")


def test_an_empty_board_has_no_rows_and_no_log(board: Board) -> None:
    assert dict(board.rows(["line#main"])) == {}
    assert list(board.entries()) == []


def test_a_change_is_a_row_and_an_entry_and_both_come_back_as_they_were(board: Board) -> None:
    done = change(SIGNED)
    board.change([done], "token-1")
    assert row(board) == SIGNED
    assert list(board.entries()) == [done.entry]


def test_the_log_is_told_newest_first(board: Board) -> None:
    for number in range(3):
        board.change([change(SIGNED, SIGNED if number else None, after=number)], f"token-{number}")
    assert [entry.at.second - NOW.second for entry in board.entries()] == [2, 1, 0]


def test_a_row_is_taken_away_with_an_entry_of_its_own(board: Board) -> None:
    board.change([change(SIGNED)], "token-1")
    board.change([change(None, SIGNED, after=1)], "token-2")
    assert row(board) is None
    assert [entry.action for entry in board.entries()] == [Action.REOPEN, Action.CLOSE]


@pytest.mark.parametrize("seen", [None, SIGNED, OVER])
@pytest.mark.parametrize("then", [replace(SIGNED, reason="mine"), None])
def test_what_somebody_else_changed_meanwhile_is_left_alone(
    board: Board, seen: SwitchRow | None, then: SwitchRow | None
) -> None:
    board.change([change(ANOTHERS)], "token-1")
    with pytest.raises(OvertakenError):
        board.change([change(then, seen, nonce="b")], "token-2")
    assert row(board) == ANOTHERS
    assert len(list(board.entries())) == 1


def test_what_somebody_else_opened_meanwhile_is_left_alone(board: Board) -> None:
    with pytest.raises(OvertakenError):
        board.change([change(replace(SIGNED, reason="mine"), SIGNED)], "token-1")
    assert (row(board), list(board.entries())) == (None, [])


def test_a_row_that_was_over_may_be_gone(board: Board) -> None:
    """DynamoDB deletes it some time after its end."""
    board.change([change(SIGNED, OVER)], "token-1")
    assert row(board) == SIGNED


def test_several_rows_change_together_or_not_at_all(board: Board) -> None:
    whole = replace(SIGNED, scope="center#office")
    second = replace(change(whole, whole, nonce="b"), scope="center#office")
    with pytest.raises(OvertakenError):
        board.change([change(SIGNED), second], "token-1")
    assert (row(board), list(board.entries())) == (None, [])


def test_a_row_that_means_nothing_to_callers_is_not_read_and_may_be_written_over(dynamo: DynamoBoard) -> None:
    client = dynamo.target.client("dynamodb", "us-west-2")
    client.put_item(TableName=dynamo.switchboard, Item={"scope": {"S": "line#main"}, "kind": {"S": "shut"}})
    assert row(dynamo) is None
    dynamo.change([change(SIGNED)], "token-1")
    assert row(dynamo) == SIGNED


def test_a_row_without_a_signature_is_known_by_having_none(dynamo: DynamoBoard) -> None:
    by_hand = SwitchRow(scope="line#main", kind=Kind.CLOSED, message="Closed.")
    client = dynamo.target.client("dynamodb", "us-west-2")
    client.put_item(TableName=dynamo.switchboard, Item=by_hand.item())
    assert row(dynamo) == by_hand
    dynamo.change([change(SIGNED, by_hand)], "token-1")
    with pytest.raises(OvertakenError):
        dynamo.change([change(None, by_hand, nonce="b")], "token-2")


def test_an_entry_that_somebody_else_wrote_is_no_log_of_ours(dynamo: DynamoBoard) -> None:
    client = dynamo.target.client("dynamodb", "us-west-2")
    client.put_item(TableName=dynamo.log, Item={"center": {"S": "office"}, "at": {"S": "2027-01-01T00:00:00+00:00#x"}})
    with pytest.raises(CloudError, match="not as Civicline writes it"):
        list(dynamo.entries())


def test_a_change_carries_its_token_so_that_the_service_knows_a_second_try(dynamo: DynamoBoard) -> None:
    sent: list[Any] = []
    events = dynamo._client.meta.events
    events.register("provide-client-params.dynamodb.TransactWriteItems", lambda params, **_: sent.append(params))
    dynamo.change([change(SIGNED)], "token-1")
    assert [params["ClientRequestToken"] for params in sent] == ["token-1-00"]
    assert len(sent[0]["TransactItems"]) == 2


def test_more_rows_than_one_request_takes_are_read_and_changed(dynamo: DynamoBoard) -> None:
    scopes = [f"line#n{number:03}" for number in range(120)]
    rows = [replace(SIGNED, scope=scope) for scope in scopes]
    dynamo.change([replace(change(one, nonce=one.scope), scope=one.scope) for one in rows], "token-1")
    assert dynamo.rows(scopes) == dict(zip(scopes, rows, strict=True))


def test_the_caller_has_a_name(server: RunningServer) -> None:
    assert StsIdentity(Target(server.endpoint))("us-west-2").startswith("arn:aws:sts::")


def test_nobody_waits_long_for_a_region_that_does_not_answer() -> None:
    config: Any = Target("http://127.0.0.1:9").client("dynamodb", "us-west-2", URGENT).meta.config
    assert (config.connect_timeout, config.read_timeout, config.retries["total_max_attempts"]) == (3, 5, 2)


def test_a_closed_port_is_an_error_with_the_region_in_it() -> None:
    board = DynamoBoard(Target("http://127.0.0.1:9"), WEST, "board", "log")
    with pytest.raises(CloudError, match="us-west-2"):
        board.rows(["line#main"])


def test_a_deployment_has_a_board_in_each_region_its_own_first() -> None:
    both = deployed(MAIN, office=center(), state=center(regions=("us-west-2",)))
    places = [board.place for board in boards_of(Target(), both, ["office", "state"])]
    assert places == [Place("office", "us-west-2"), Place("office", "us-east-1"), Place("state", "us-west-2")]


def test_an_older_deployment_is_answered_with_the_command_that_renews_it() -> None:
    old = deployed(office=center(regions=()))
    for ask in (lambda: boards_of(Target(), old, ["office"]), lambda: named(old, "all")):
        with pytest.raises(UsageError, match="older Civicline") as refused:
            ask()
        assert "civicline up" in refused.value.hint


@pytest.mark.parametrize(
    ("word", "said"), [("mian", "did you mean main"), ("office", "one of main, desk, all"), ("", "one of main")]
)
def test_a_line_that_is_not_deployed_is_answered_with_those_that_are(word: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        named(PROGRAM, word)
    assert said in refused.value.hint
