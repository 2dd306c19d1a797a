"""What the bot of a center's menus makes of words: the whole utterance, or the longest one that stands in the words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from contact_flows.compile.bot import BotDocument, menu_bot
from contact_flows.simulate.world import Understanding, Understood
from spec.models import ProgramSpec
from spec.models.centers import Center

_SPACE = re.compile(r"[^\w\s'*#-]+")


def understanding_of(program: ProgramSpec, center: Center) -> Understanding | None:
    """None where the center has no bot. A stricter listener than Lex, which also takes what merely resembles."""
    bot = menu_bot(program, center)
    if bot is None:
        return None
    tables = {locale: _table(bot, locale) for locale in (found.language for found in bot.locales)}

    def understand(_bot: str, words: str, language: str) -> Understood | None:
        said = folded(words)
        table = tables.get(language, {})
        intent = table.get(said) or _within(said, table)
        return Understood(intent) if intent is not None else None

    return understand


def utterances_of(program: ProgramSpec, center: Center) -> dict[tuple[str, str], str]:
    """One way to say each intent, by language and intent."""
    bot = menu_bot(program, center)
    locales = () if bot is None else bot.locales
    return {(locale.language, intent.name): intent.utterances[0] for locale in locales for intent in locale.intents}


def folded(words: str) -> str:
    """In small letters, without what nobody speaks."""
    return " ".join(_SPACE.sub(" ", words.casefold()).split())


def _table(bot: BotDocument, language: str) -> Mapping[str, str]:
    locale = next(found for found in bot.locales if found.language == language)
    found: dict[str, str] = {}
    for intent in locale.intents:
        for utterance in intent.utterances:
            found.setdefault(folded(utterance), intent.name)
    return found


def _within(said: str, table: Mapping[str, str]) -> str | None:
    padded = f" {said} "
    inside = [utterance for utterance in table if len(utterance) > 1 and f" {utterance} " in padded]
    return table[max(inside, key=len)] if inside else None
