"""The bot that understands what callers say in the menus of one center: intents and how each is said, by language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contact_flows.compile.phrases import phrases
from contact_flows.compile.scope import Scope
from contact_flows.compile.services import SERVICES, services
from contact_flows.compile.spoken_line import SpokenLine
from contact_flows.compile.targets import target_of
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.lines import Line, MenuChoice

BOT_ID = "menu"
PERSON, REPEAT, MORE = "Person", "Repeat", "More"
FIXED = {"person": PERSON, "repeat": REPEAT, "more": MORE}
KEYS = "0123456789"
_NOT_SAID = re.compile(r"[^\w\s'-]+")
MAX_UTTERANCE = 200


@dataclass(frozen=True, slots=True)
class Intent:
    """name   as the flows compare it, the same in every language"""

    name: str
    utterances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Locale:
    """language   as the spec writes it, such as es-US"""

    language: str
    intents: tuple[Intent, ...]


@dataclass(frozen=True, slots=True)
class BotDocument:
    """A bot as data. `id` is the one by which flows name it: Ref("bot", id)."""

    id: str
    description: str
    locales: tuple[Locale, ...]
    spec_path: str


def menu_bot(program: ProgramSpec, center: Center) -> BotDocument | None:
    """None where no line of the center has a menu."""
    scope = Scope(program, center)
    languages = dict.fromkeys(code for line in scope.lines.values() for code in scope.languages_of(line))
    if not languages or not any(line.menu or services(scope) for line in scope.lines.values()):
        return None
    return BotDocument(
        id=BOT_ID,
        description=f"Understands what callers of {center.name} say in menus"[:200],
        locales=tuple(_locale(scope, language) for language in languages),
        spec_path="infrastructure.lines",
    )


def understood(scope: Scope, language: str) -> dict[str, str]:
    """Utterance to intent. An utterance has one meaning: the first, where two choices are said the same way."""
    found: dict[str, str] = {}
    for intent, said in _sayings(scope, language):
        utterance = _plain(said)
        if utterance:
            found.setdefault(utterance, intent)
    return found


def heard(spot: SpokenLine) -> dict[str, str]:
    """Intent to the action that it leads to, on one line. The line's own choices come first."""
    found: dict[str, str] = {}
    for choice in spot.line.menu:
        for said in _choice_sayings(spot.scope, spot.line, choice, spot.language):
            intent = spot.understood.get(_plain(said))
            if intent is not None:
                found.setdefault(intent, target_of(spot.line, choice))
    for choice in spot.line.menu:
        found[f"Key{choice.key}"] = target_of(spot.line, choice)
    offered = services(spot.scope)
    found.update({"Key0": "person", PERSON: "person", REPEAT: "menu-keys-repeat"})
    found.update({MORE: "more"} if offered else {})
    for service in offered:
        found.setdefault(intent_of(service.id), service.id)
    return found


def intent_of(target: str) -> str:
    """`topic-late_payment` as a name that Lex takes: TopicLatePayment."""
    return "".join(part.capitalize() for part in re.split(r"[-_]+", target))


def _locale(scope: Scope, language: str) -> Locale:
    by_intent: dict[str, list[str]] = {}
    for utterance, intent in understood(scope, language).items():
        by_intent.setdefault(intent, []).append(utterance)
    return Locale(language, tuple(Intent(name, tuple(said)) for name, said in by_intent.items()))


def _sayings(scope: Scope, language: str) -> Iterator[tuple[str, str]]:
    """Every intent with every way to say it, what all programs share first."""
    said = phrases(language).utterances
    yield from ((intent, one) for meaning, intent in FIXED.items() for one in said[meaning])
    yield from ((f"Key{key}", one) for key in KEYS for one in said[f"key_{key}"])
    offered = {service.id for service in services(scope)}
    for service in SERVICES:
        if service.id in offered:
            yield from ((intent_of(service.id), one) for one in said[service.phrase])
    for line in scope.lines.values():
        if language in scope.languages_of(line):
            for choice in line.menu:
                intent = intent_of(target_of(line, choice))
                yield from ((intent, one) for one in _choice_sayings(scope, line, choice, language))


def _choice_sayings(scope: Scope, line: Line, choice: MenuChoice, language: str) -> Iterator[str]:
    """The label, its parts, and the name of its topic."""
    first = language == scope.languages_of(line)[0]
    label = choice.label if first else choice.label_in[language]
    yield label
    joined = "|".join(map(re.escape, phrases(language).utterances["conjunction"]))
    yield from re.split(rf",|\s(?:{joined})\s", label)
    if choice.topic is not None:
        topic = scope.topics[choice.topic]
        name = topic.name if first else topic.name_in.get(language)
        yield from [name] if name else []


def _plain(said: str) -> str:
    """In small letters, without what Lex refuses in an utterance."""
    return " ".join(_NOT_SAID.sub(" ", said.casefold()).split())[:MAX_UTTERANCE].strip()
