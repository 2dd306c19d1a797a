"""Bots in the second region: replicated before their versions, waited for, and ended with the bot."""

from __future__ import annotations

from typing import Any

import pytest

from infra.bot_replica import BotReplicationError, _Arrival, _Replication
from tests.infra.two_regions import AWAY, HOME, missing

PROPS = {"region": HOME, "replica_region": AWAY, "bot": "b"}
ALIAS = {"region": AWAY, "bot": "b", "alias": "a", "version": "2"}


class Lex:
    """answers: statuses of the replica, or versions of the alias, one for each question; None: there is none."""

    def __init__(self, *answers: str | None) -> None:
        self.answers = list(answers)
        self.calls: list[str] = []

    def _next(self, operation: str) -> str:
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if found is None:
            raise missing(operation)
        return found

    def describe_bot_replica(self, **_: Any) -> Any:
        return {"botReplicaStatus": self._next("DescribeBotReplica")}

    def describe_bot_alias(self, **_: Any) -> Any:
        return {"botAliasStatus": "Available", "botVersion": self._next("DescribeBotAlias")}

    def create_bot_replica(self, **given: str) -> None:
        self.calls.append(f"replicate {given['botId']} to {given['replicaRegion']}")

    def delete_bot_replica(self, **_: str) -> None:
        self.calls.append("delete")


class Replication(_Replication):
    def __init__(self, lex: Lex) -> None:
        self.lex = lex

    def service(self, name: str, props: dict[str, Any]) -> Any:
        assert (name, props["region"]) == ("lexv2-models", HOME)
        return self.lex


class Arrival(_Arrival):
    def __init__(self, lex: Lex) -> None:
        self.lex = lex

    def service(self, name: str, props: dict[str, Any]) -> Any:
        assert (name, props["region"]) == ("lexv2-models", AWAY)
        return self.lex


def test_a_bot_is_replicated_once_and_waited_for() -> None:
    lex = Lex(None, "Enabling", "Enabled")
    Replication(lex).create(PROPS)
    Replication(lex).create(PROPS)
    assert lex.calls == ["replicate b to us-east-1"]


def test_a_replication_that_lex_gave_up_is_said() -> None:
    with pytest.raises(BotReplicationError, match="could not replicate the bot b to us-east-1"):
        Replication(Lex(None, "Failed")).create(PROPS)


def test_a_replica_that_is_gone_is_not_deleted_again() -> None:
    lex = Lex("Enabled", "Deleting", None)
    Replication(lex).delete("id", PROPS)
    Replication(lex).delete("id", PROPS)
    assert lex.calls == ["delete"]
    assert Replication(lex).read("id", PROPS).id == ""


def test_an_alias_has_arrived_when_it_stands_on_the_version() -> None:
    lex = Lex(None, "1", "2")
    Arrival(lex).create(ALIAS)
    assert lex.answers == ["2"]
    lex.answers = ["2", "3"]
    news = {**ALIAS, "version": "3"}
    found = Arrival(lex).diff("id", ALIAS, news)
    assert (found.changes, found.replaces) == (True, [])
    assert Arrival(lex).update("id", ALIAS, news).outs == news
    assert lex.answers == ["3"]
