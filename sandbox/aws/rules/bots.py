"""Bots: versions keep the wording of their moment, and an alias moves between versions that exist."""

from __future__ import annotations

import copy
from typing import Any

from sandbox.aws.errors import conflict, invalid, not_found
from sandbox.aws.hooks import Change, on
from sandbox.aws.store import Resource

BOT = "AWS::Lex::Bot"
VERSION = "AWS::Lex::BotVersion"
ALIAS = "AWS::Lex::BotAlias"
DRAFT = "DRAFT"
_FALLBACK = "AMAZON.FallbackIntent"


def wording(stored: Resource) -> list[dict[str, Any]]:
    """Locales of a bot (its draft) or of a version."""
    found: list[dict[str, Any]] = (stored.model if stored.type_name == BOT else stored.facts).get("BotLocales", [])
    return found


@on("check", "Lex::Bot")
def locales_can_be_built(change: Change) -> None:
    """Lex does not build a locale without an intent of one's own, or one that says the same for two intents."""
    for locale in change.model.get("BotLocales", ()):
        intents = locale.get("Intents", ())
        own = [intent for intent in intents if intent.get("ParentIntentSignature") != _FALLBACK]
        if not any(intent.get("SampleUtterances") for intent in own):
            raise invalid(f"Locale {locale['LocaleId']} cannot be built: it has no intent with an utterance.")
        said = [one["Utterance"].casefold() for intent in own for one in intent.get("SampleUtterances", ())]
        twice = next((text for text in said if said.count(text) > 1), None)
        if twice is not None:
            raise invalid(f"Locale {locale['LocaleId']} cannot be built: the utterance '{twice}' occurs twice.")


@on("check", "Lex::BotVersion")
def its_locales_exist(change: Change) -> None:
    bot = change.resources.store.get(BOT, change.model["BotId"])
    known = {locale["LocaleId"] for locale in wording(bot)} if bot else set()
    for asked in change.model.get("BotVersionLocaleSpecification", ()):
        if known and asked["LocaleId"] not in known:
            raise not_found("AWS::Lex::BotLocale", asked["LocaleId"])


@on("made", "Lex::BotVersion")
def wording_is_kept(change: Change) -> None:
    bot = change.resources.store.get(BOT, change.model["BotId"])
    if change.creating and bot is not None and change.stored is not None:
        asked = {one["LocaleId"] for one in change.model.get("BotVersionLocaleSpecification", ())}
        kept = [locale for locale in wording(bot) if locale["LocaleId"] in asked]
        change.stored.facts["BotLocales"] = copy.deepcopy(kept)


@on("check", "Lex::BotAlias")
def its_version_exists(change: Change) -> None:
    number = change.model.get("BotVersion", DRAFT)
    if number == DRAFT or not change.changed("BotVersion"):
        return
    identifier = f"{change.model['BotId']}|{number}"
    if change.resources.store.get(VERSION, identifier) is None:
        raise not_found(VERSION, identifier)


@on("guard", "Lex::BotVersion")
def no_alias_uses_it(change: Change) -> None:
    for alias in change.resources.store.of_type(ALIAS):
        if (alias.model["BotId"], alias.model.get("BotVersion")) == (change.model["BotId"], change.model["BotVersion"]):
            reason = f"the alias {alias.model['BotAliasName']} uses the version"
            raise conflict(VERSION, f"{change.model['BotId']}|{change.model['BotVersion']}", reason)
