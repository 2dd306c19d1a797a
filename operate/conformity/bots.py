"""The bots of a center: what callers may say, as the spec compiles it and as the version behind the alias has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from contact_flows.compile.bot import BotDocument, menu_bot
from operate.aws import call, pages
from operate.conformity.rows import Expected, Kind
from spec.models import ProgramSpec
from spec.models.centers import Center

FALLBACK = "FallbackIntent"


def expect_bots(program: ProgramSpec, center: Center) -> Iterator[Expected]:
    bot = menu_bot(program, center)
    if bot is not None:
        yield Expected(("infrastructure", "lines"), Kind.BOT, bot.id, {"understands": frozenset(_sayings(bot))})


def bot_words(lex: Any, alias_arn: str) -> dict[str, Any]:
    """What the version that an alias stands for understands."""
    bot, alias = alias_arn.split("/")[-2:]
    told = call(lex, "describe_bot_alias", botId=bot, botAliasId=alias)
    enabled = [locale for locale, setting in told.get("botAliasLocaleSettings", {}).items() if setting["enabled"]]
    places = [{"botId": bot, "botVersion": told["botVersion"], "localeId": locale} for locale in sorted(enabled)]
    return {"understands": frozenset(said for place in places for said in _understood(lex, place))}


def _understood(lex: Any, place: Mapping[str, str]) -> Iterator[str]:
    language = place["localeId"].replace("_", "-")
    for row in pages(lex, "list_intents", "intentSummaries", **place):
        if row["intentName"] != FALLBACK:
            intent = call(lex, "describe_intent", intentId=row["intentId"], **place)
            said = (one["utterance"] for one in intent.get("sampleUtterances", ()))
            yield from _words(language, row["intentName"], said)


def _sayings(bot: BotDocument) -> Iterator[str]:
    for locale in bot.locales:
        for intent in locale.intents:
            yield from _words(locale.language, intent.name, intent.utterances)


def _words(language: str, intent: str, utterances: Iterable[str]) -> Iterator[str]:
    return (f"{intent} ({language}): {said}" for said in utterances)
