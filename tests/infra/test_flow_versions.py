"""Versions are kept, the alias follows new content, and a step that was cut short is taken up where it ended."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.flow_versions import _Alias, _LiveVersion
from tests.operate.fake_connect import FakeConnect, Flow, content

PROPS = {"region": "us-west-2", "instance": "i", "flow": "f1", "alias_id": None, "arn": None}
LIVE = {"region": "us-west-2", "instance": "i", "flow": "f1", "alias": "a1", "content": "first", "version": None}


class Alias(_Alias):
    def __init__(self, connect: FakeConnect) -> None:
        self.connect = connect

    def client(self, props: dict[str, Any]) -> Any:
        assert props["region"] == "us-west-2"
        return self.connect


class LiveVersion(_LiveVersion):
    def __init__(self, connect: FakeConnect) -> None:
        self.connect = connect

    def client(self, props: dict[str, Any]) -> Any:
        assert props["region"] == "us-west-2"
        return self.connect


@pytest.fixture
def connect() -> FakeConnect:
    return FakeConnect(f1=Flow("Line", content("Aloha.")))


def published(connect: FakeConnect) -> dict[str, Any]:
    """Outputs of the live version after a first deployment."""
    Alias(connect).create(PROPS)
    outs = LiveVersion(connect).create(LIVE).outs
    assert outs is not None
    return outs


def reached(connect: FakeConnect) -> int:
    return int(connect.flows["f1"].aliases["a1"]["Version"])


def test_a_first_deployment_makes_one_version_and_one_alias(connect: FakeConnect) -> None:
    outs = published(connect)
    assert (outs["version"], reached(connect)) == (1, 1)
    assert connect.calls == ["create version", "create alias", "alias to 1"]


def test_the_alias_tells_its_id_and_the_arn_that_the_service_gave_it(connect: FakeConnect) -> None:
    made = Alias(connect).create(PROPS)
    assert made.outs is not None
    assert (made.id, made.outs["alias_id"], made.outs["arn"].rpartition("/")[2]) == ("a1", "a1", "f1:a1")


def test_new_content_is_a_new_version_and_the_old_one_stays(connect: FakeConnect) -> None:
    outs = published(connect)
    connect.flows["f1"].content = content("Hello.")
    news = {**LIVE, "content": "second"}
    assert LiveVersion(connect).diff("id", outs, news).changes
    updated = LiveVersion(connect).update("id", outs, news).outs
    assert updated is not None
    assert (updated["version"], reached(connect)) == (2, 2)
    assert connect.flows["f1"].versions == [content("Aloha."), content("Hello.")]


def test_a_step_that_was_cut_short_makes_no_second_version(connect: FakeConnect) -> None:
    Alias(connect).create(PROPS)
    for _ in range(3):
        Alias(connect).create(PROPS)
        LiveVersion(connect).create(LIVE)
    assert (len(connect.flows["f1"].versions), len(connect.flows["f1"].aliases)) == (1, 1)


def test_an_up_without_changes_leaves_a_rolled_back_alias_where_it_is(connect: FakeConnect) -> None:
    outs = published(connect)
    assert not LiveVersion(connect).diff("id", outs, LIVE).changes


def test_a_refresh_sees_that_an_alias_was_moved_and_the_next_step_moves_it_forward(connect: FakeConnect) -> None:
    published(connect)
    connect.flows["f1"].content = content("Hello.")
    outs = LiveVersion(connect).update("id", {}, {**LIVE, "content": "second"}).outs
    assert outs is not None
    connect.flows["f1"].aliases["a1"]["Version"] = 1
    seen = LiveVersion(connect).read("id", outs).outs
    assert seen is not None
    news = {**LIVE, "content": "second"}
    assert LiveVersion(connect).diff("id", seen, news).changes
    LiveVersion(connect).update("id", seen, news)
    assert (reached(connect), len(connect.flows["f1"].versions)) == (2, 2)


def test_a_refresh_that_finds_all_in_place_changes_nothing(connect: FakeConnect) -> None:
    outs = published(connect)
    assert LiveVersion(connect).read("id", outs).outs == outs
    made = Alias(connect).create(PROPS)
    assert made.outs is not None
    assert Alias(connect).read("a1", made.outs).outs == made.outs


@pytest.mark.parametrize("gone", ["alias", "flow"])
def test_what_was_deleted_by_hand_reads_as_gone(connect: FakeConnect, gone: str) -> None:
    outs = published(connect)
    if gone == "alias":
        connect.flows["f1"].aliases.clear()
    else:
        connect.flows.clear()
    assert LiveVersion(connect).read("id", outs).id == ""
    assert Alias(connect).read("a1", {**PROPS, "alias_id": "a1"}).id == ""


def test_no_deletion_takes_a_version_away(connect: FakeConnect) -> None:
    outs = published(connect)
    LiveVersion(connect).delete("id", outs)
    Alias(connect).delete("a1", PROPS)
    assert (len(connect.flows["f1"].versions), connect.flows["f1"].aliases) == (1, {})


def test_an_alias_whose_flow_is_gone_is_gone(connect: FakeConnect) -> None:
    connect.flows.clear()
    Alias(connect).delete("a1", PROPS)
    assert connect.calls == []
    with pytest.raises(ClientError, match="ResourceNotFound"):
        Alias(connect).create(PROPS)


def test_another_flow_is_another_alias(connect: FakeConnect) -> None:
    other = {**LIVE, "flow": "f2"}
    assert LiveVersion(connect).diff("id", LIVE, other).replaces == ["flow"]
    assert Alias(connect).diff("id", PROPS, {**PROPS, "flow": "f2"}).replaces == ["flow"]
    assert not Alias(connect).diff("id", {**PROPS, "arn": "a"}, PROPS).changes
