"""What callers may say, read back from the version behind the alias."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from operate.conformity.bots import bot_words, expect_bots
from spec.load import load

ALIAS = "arn:aws:lex:us-west-2:000000000101:bot-alias/BOT/ALIAS"
SAID = {"es_US": {"Billing": ["pagar"]}, "en_US": {"Billing": ["pay", "my bill"], "FallbackIntent": []}}


class Lex:
    """A bot whose alias stands for version 7; only the locales in `enabled` answer."""

    def __init__(self, *enabled: str) -> None:
        self.enabled = enabled

    def describe_bot_alias(self, *, botId: str, botAliasId: str) -> dict[str, Any]:  # noqa: N803 - the API's names
        assert (botId, botAliasId) == ("BOT", "ALIAS")
        settings = {locale: {"enabled": locale in self.enabled} for locale in SAID}
        return {"botVersion": "7", "botAliasLocaleSettings": settings}

    def list_intents(self, *, botVersion: str, localeId: str, botId: str) -> dict[str, Any]:  # noqa: N803
        assert (botId, botVersion) == ("BOT", "7")
        return {"intentSummaries": [{"intentId": name, "intentName": name} for name in SAID[localeId]]}

    def describe_intent(self, *, intentId: str, localeId: str, **_: str) -> dict[str, Any]:  # noqa: N803
        return {"sampleUtterances": [{"utterance": said} for said in SAID[localeId][intentId]]}


def test_a_bot_is_told_by_what_it_understands_in_each_language() -> None:
    assert bot_words(Lex("en_US", "es_US"), ALIAS) == {
        "understands": {"Billing (en-US): pay", "Billing (en-US): my bill", "Billing (es-US): pagar"}
    }


def test_a_locale_that_is_switched_off_understands_nothing() -> None:
    assert bot_words(Lex("es_US"), ALIAS) == {"understands": {"Billing (es-US): pagar"}}


def test_the_spec_asks_for_every_way_to_say_a_choice() -> None:
    program = load(Path(__file__).parents[2] / "stacks" / "hawaii-in-house" / "program.yaml")
    (expected,) = expect_bots(program, program.infrastructure.centers[0])
    said = expected.wants["understands"]
    assert "Person (en-US): agent" in said
    assert not [one for one in said if one.startswith("FallbackIntent")]
