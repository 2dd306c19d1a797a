"""Bots made by Cloud Control, read through Lex's own API."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.world import World

SPEC = [{"LocaleId": "en_US", "BotVersionLocaleDetails": {"SourceBotVersion": "DRAFT"}}]


def locales(*utterances: str) -> list[dict[str, Any]]:
    billing = {"Name": "billing", "SampleUtterances": [{"Utterance": said} for said in utterances]}
    fallback = {"Name": "FallbackIntent", "ParentIntentSignature": "AMAZON.FallbackIntent"}
    voice = {"VoiceId": "Joanna", "Engine": "neural"}
    locale = {"LocaleId": "en_US", "NluConfidenceThreshold": 0.4, "VoiceSettings": voice}
    return [{**locale, "Intents": [billing, fallback]}]


@pytest.fixture
def world(cc: Any, instance: str) -> World:
    return World(cc, instance)


@pytest.fixture
def lex(aws: Any) -> Any:
    return aws("lexv2-models")


@pytest.fixture
def bot(world: World) -> str:
    return str(world.cc.make("Lex::Bot", **settings(world), BotLocales=locales("pay my bill")))


def settings(world: World, name: str = "menu") -> dict[str, Any]:
    privacy = {"ChildDirected": False}
    return {"Name": name, "RoleArn": world.role(), "DataPrivacy": privacy, "IdleSessionTTLInSeconds": 300}


def version(world: World, bot: str) -> str:
    made = world.cc.make("Lex::BotVersion", BotId=bot, BotVersionLocaleSpecification=SPEC)
    return str(made).partition("|")[2]


def said(lex: Any, bot: str, number: str) -> dict[str, list[str]]:
    place = {"botId": bot, "botVersion": number, "localeId": "en_US"}
    found = {}
    for row in lex.list_intents(**place)["intentSummaries"]:
        intent = lex.describe_intent(**place, intentId=row["intentId"])
        found[row["intentName"]] = [one["utterance"] for one in intent.get("sampleUtterances", ())]
    return found


def test_a_version_keeps_the_wording_of_its_moment(world: World, lex: Any, bot: str) -> None:
    first = version(world, bot)
    world.cc.set("Lex::Bot", bot, "BotLocales", locales("an invoice"))
    second = version(world, bot)
    assert said(lex, bot, first)["billing"] == ["pay my bill"]
    assert said(lex, bot, second)["billing"] == said(lex, bot, "DRAFT")["billing"] == ["an invoice"]
    assert [one["botVersion"] for one in lex.list_bot_versions(botId=bot)["botVersionSummaries"]] == [
        "DRAFT", first, second
    ]  # fmt: skip


def test_an_alias_is_told_with_its_version_and_locales(world: World, lex: Any, bot: str) -> None:
    number = version(world, bot)
    enabled = [{"LocaleId": "en_US", "BotAliasLocaleSetting": {"Enabled": True}}]
    model = {"BotId": bot, "BotAliasName": "live", "BotVersion": number, "BotAliasLocaleSettings": enabled}
    alias = str(world.cc.make("Lex::BotAlias", **model)).partition("|")[0]
    told = lex.describe_bot_alias(botId=bot, botAliasId=alias)
    assert (told["botAliasName"], told["botVersion"]) == ("live", number)
    assert told["botAliasLocaleSettings"] == {"en_US": {"enabled": True}}
    assert [one["botAliasName"] for one in lex.list_bot_aliases(botId=bot)["botAliasSummaries"]] == ["live"]


def test_a_version_stays_while_an_alias_uses_it(world: World, bot: str) -> None:
    number = version(world, bot)
    alias = world.cc.make("Lex::BotAlias", BotId=bot, BotAliasName="live", BotVersion=number)
    assert "uses the version" in world.cc.delete("Lex::BotVersion", f"{bot}|{number}")["StatusMessage"]
    assert world.cc.delete("Lex::BotAlias", alias)["OperationStatus"] == "SUCCESS"
    assert world.cc.delete("Lex::BotVersion", f"{bot}|{number}")["OperationStatus"] == "SUCCESS"


def test_an_alias_cannot_move_to_a_version_that_is_not_there(world: World, bot: str) -> None:
    code, _ = world.cc.refused("Lex::BotAlias", BotId=bot, BotAliasName="live", BotVersion="7")
    assert code == "NotFound"


@pytest.mark.parametrize("utterances", [(), ("my bill", "My Bill")])
def test_a_locale_that_lex_could_not_build_is_refused(world: World, utterances: tuple[str, ...]) -> None:
    _, message = world.cc.refused("Lex::Bot", **settings(world), BotLocales=locales(*utterances))
    assert "cannot be built" in message


def test_the_bot_tells_its_settings(lex: Any, bot: str) -> None:
    told = lex.describe_bot(botId=bot)
    assert (told["botName"], told["dataPrivacy"], told["idleSessionTTLInSeconds"]) == (
        "menu", {"childDirected": False}, 300
    )  # fmt: skip
    locale = lex.describe_bot_locale(botId=bot, botVersion="DRAFT", localeId="en_US")
    assert locale["voiceSettings"] == {"voiceId": "Joanna", "engine": "neural"}
    assert [one["localeId"] for one in lex.list_bot_locales(botId=bot, botVersion="DRAFT")["botLocaleSummaries"]] == [
        "en_US"
    ]


def test_what_is_not_there_is_not_found(lex: Any, bot: str) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        lex.describe_bot(botId="ABCDEFGHIJ")
    with pytest.raises(ClientError, match="version 9 of the bot"):
        lex.list_intents(botId=bot, botVersion="9", localeId="en_US")


class TestReplicas:
    @pytest.fixture
    def there(self, aws: Any, lex: Any, bot: str) -> Any:
        """Lex in the second region, to which the bot is replicated; the first one is that of the fixtures."""
        region = {"us-east-1": "us-west-2", "us-west-2": "us-east-1"}[lex.meta.region_name]
        lex.create_bot_replica(botId=bot, replicaRegion=region)
        assert lex.describe_bot_replica(botId=bot, replicaRegion=region)["botReplicaStatus"] == "Enabled"
        return aws("lexv2-models", region)

    def test_versions_and_aliases_have_the_same_ids_and_wording_in_both_regions(
        self, world: World, lex: Any, bot: str, there: Any
    ) -> None:
        number = version(world, bot)
        alias = str(world.cc.make("Lex::BotAlias", BotId=bot, BotAliasName="live", BotVersion=number)).partition("|")[0]
        assert said(there, bot, number) == said(lex, bot, number)
        assert there.describe_bot_alias(botId=bot, botAliasId=alias)["botVersion"] == number
        second = version(world, bot)
        world.cc.set("Lex::BotAlias", f"{alias}|{bot}", "BotVersion", second)
        assert there.describe_bot_alias(botId=bot, botAliasId=alias)["botVersion"] == second

    def test_with_the_bot_its_replica_goes(self, world: World, lex: Any, bot: str, there: Any) -> None:
        assert [row["botId"] for row in there.list_bots()["botSummaries"]] == [bot]
        lex.delete_bot_replica(botId=bot, replicaRegion=there.meta.region_name)
        assert there.list_bots()["botSummaries"] == []
        lex.create_bot_replica(botId=bot, replicaRegion=there.meta.region_name)
        world.cc.delete("Lex::Bot", bot)
        assert there.list_bots()["botSummaries"] == []

    def test_a_bot_has_one_replica_in_the_region_of_its_pair(self, lex: Any, bot: str, there: Any) -> None:
        with pytest.raises(ClientError, match="already"):
            lex.create_bot_replica(botId=bot, replicaRegion=there.meta.region_name)
        with pytest.raises(ClientError, match="cannot be replicated"):
            lex.create_bot_replica(botId=bot, replicaRegion="eu-west-2")
