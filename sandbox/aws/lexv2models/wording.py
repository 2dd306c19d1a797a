"""What a version of a bot understands: its locales, their intents, and what callers say for each."""

from __future__ import annotations

import hashlib
from typing import Any

from sandbox.aws.errors import Refusal
from sandbox.aws.readers import Row
from sandbox.aws.resources import Resources
from sandbox.aws.rules.bots import ALIAS, BOT, DRAFT, VERSION, wording
from sandbox.aws.wire import Params, page

_TOKEN = "nextToken"  # noqa: S105 - the name of a member


def _missing(what: str) -> Refusal:
    return Refusal("NotFound", "ResourceNotFoundException", f"The {what} was not found.")


def _locales(resources: Resources, params: Params) -> list[Row]:
    bot, number = str(params["botId"]), str(params["botVersion"])
    for found in resources.store.of_type(BOT if number == DRAFT else VERSION):
        if bot == found.model["Id" if number == DRAFT else "BotId"] and found.model.get("BotVersion", DRAFT) == number:
            return wording(found)
    raise _missing(f"version {number} of the bot {bot}")


def _locale(resources: Resources, params: Params) -> Row:
    for found in _locales(resources, params):
        if found["LocaleId"] == params["localeId"]:
            return found
    raise _missing(f"locale {params['localeId']}")


def _intent_id(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:10].upper()


def locales(resources: Resources, params: Params) -> Row:
    told = [{"localeId": one["LocaleId"], "botLocaleStatus": "Built"} for one in _locales(resources, params)]
    rows, following = page(told, params, token=_TOKEN)
    return {"botId": params["botId"], "botVersion": params["botVersion"], "botLocaleSummaries": rows, **following}


def locale(resources: Resources, params: Params) -> Row:
    found = _locale(resources, params)
    told = {name: params[name] for name in ("botId", "botVersion", "localeId")}
    told |= {"botLocaleStatus": "Built", "intentsCount": len(found.get("Intents", ()))}
    told["nluIntentConfidenceThreshold"] = found["NluConfidenceThreshold"]
    if voice := found.get("VoiceSettings"):
        told["voiceSettings"] = {"voiceId": voice["VoiceId"], "engine": voice.get("Engine", "standard")}
    return told


def intents(resources: Resources, params: Params) -> Row:
    told = [
        {"intentId": _intent_id(one["Name"]), "intentName": one["Name"]}
        for one in _locale(resources, params).get("Intents", ())
    ]
    rows, following = page(told, params, token=_TOKEN)
    place = {name: params[name] for name in ("botId", "botVersion", "localeId")}
    return {**place, "intentSummaries": rows, **following}


def intent(resources: Resources, params: Params) -> Row:
    for found in _locale(resources, params).get("Intents", ()):
        if _intent_id(found["Name"]) == params["intentId"]:
            return _intent(found, params)
    raise _missing(f"intent {params['intentId']}")


def _intent(found: Row, params: Params) -> Row:
    told: dict[str, Any] = {name: params[name] for name in ("botId", "botVersion", "localeId", "intentId")}
    told["intentName"] = found["Name"]
    told["sampleUtterances"] = [{"utterance": one["Utterance"]} for one in found.get("SampleUtterances", ())]
    if "ParentIntentSignature" in found:
        told["parentIntentSignature"] = found["ParentIntentSignature"]
    return told


def versions(resources: Resources, params: Params) -> Row:
    made = [
        one.model["BotVersion"] for one in resources.store.of_type(VERSION) if one.model["BotId"] == params["botId"]
    ]
    told = [{"botVersion": number, "botStatus": "Available"} for number in (DRAFT, *sorted(made, key=int))]
    rows, following = page(told, params, token=_TOKEN)
    return {"botId": params["botId"], "botVersionSummaries": rows, **following}


def aliases(resources: Resources, params: Params) -> Row:
    told = [
        {
            "botAliasId": one.model["BotAliasId"],
            "botAliasName": one.model["BotAliasName"],
            "botAliasStatus": "Available",
        }
        | {"botVersion": one.model["BotVersion"]}
        for one in resources.store.of_type(ALIAS)
        if one.model["BotId"] == params["botId"]
    ]
    rows, following = page(told, params, token=_TOKEN)
    return {"botId": params["botId"], "botAliasSummaries": rows, **following}


OPERATIONS = {
    "ListBotLocales": locales,
    "DescribeBotLocale": locale,
    "ListIntents": intents,
    "DescribeIntent": intent,
    "ListBotVersions": versions,
    "ListBotAliases": aliases,
}
