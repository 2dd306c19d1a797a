"""The menu of a line: in words and by keys, with a person at 0 and for whoever says nothing."""

from __future__ import annotations

from xml.sax.saxutils import escape

from contact_flows import actions as act
from contact_flows.compile.agency_text import literal
from contact_flows.compile.bot import BOT_ID, heard
from contact_flows.compile.keys import asked_by_key
from contact_flows.compile.language_choice import asks_language
from contact_flows.compile.phrases import phrases, spoken
from contact_flows.compile.services import services
from contact_flows.compile.spoken_line import SpokenLine
from contact_flows.compile.targets import speakers_language, target_of
from contact_flows.language.document import Action
from spec.models.lines import MenuChoice

MENU_REPEATS = 2
"""How often a silent caller hears the menu again before a person is asked; a relay call needs its time."""


def first_step(spot: SpokenLine) -> str:
    """First action after the hours: the menu, or a person where there is none."""
    if not spot.line.menu and not services(spot.scope):
        return "person"
    return "menu-wanted" if asks_language(spot) else "menu"


def menu(spot: SpokenLine) -> list[Action]:
    """Words first; silence and words that mean nothing lead to the same menu by keys alone."""
    if first_step(spot) == "person":
        return []
    keys = {choice.key: target_of(spot.line, choice) for choice in spot.line.menu}
    more = {"#": "more"} if services(spot.scope) else {}
    wanted = act.compare("menu-wanted", "$.Attributes.menu", {"skipped": "person"}, "menu")
    steps = [
        *([wanted] if asks_language(spot) else []),
        act.ask_bot("menu", _text(spot, spoken=True), BOT_ID, heard(spot), spot.timeout, otherwise="menu-keys"),
        *asked_by_key(spot, "menu-keys", _text(spot, spoken=False), {**keys, **more}, repeats=MENU_REPEATS - 1),
    ]
    said = {"menu": True, "menu-keys": False}
    foreign = _in_other_languages(spot)
    told = [
        act.in_markup(step, f"{foreign} {escape(_text(spot, spoken=said[step.id]))}")
        if foreign and step.id in said
        else step
        for step in steps
    ]
    return act.from_spec(f"{spot.path}.menu", told)


def _text(spot: SpokenLine, *, spoken: bool) -> str:
    words = spot.words
    own = [choice for choice in spot.line.menu if _foreign(spot, choice) is None]
    parts = [words("menu_choice", label=literal(label(spot, choice)), key=choice.key) for choice in own]
    parts += [words("menu_person" if spoken else "menu_person_key")]
    parts += [words("menu_more_said" if spoken else "menu_more")] if services(spot.scope) else []
    return " ".join([words("menu_say"), *parts] if spoken else [words("menu_keys"), *parts, words("menu_repeat")])


def _in_other_languages(spot: SpokenLine) -> str:
    """Choices for people who may not understand the rest: first of all, in their own words, pronounced as such."""
    found = ((_foreign(spot, choice), choice.key) for choice in spot.line.menu)
    said = ((code, phrases(code)("language_choice", key=key)) for code, key in found if code is not None)
    return " ".join(f'<lang xml:lang="{code}">{escape(sentence)}</lang>' for code, sentence in said)


def _foreign(spot: SpokenLine, choice: MenuChoice) -> str | None:
    """The other language in which flows go on behind a choice."""
    if choice.topic is not None or choice.line is not None or choice.interpreter:
        return None
    code = speakers_language(spot, choice.queue or spot.line.queue)
    return code if code is not None and spoken(code) else None


def label(spot: SpokenLine, choice: MenuChoice) -> str:
    return choice.label if spot.is_first else choice.label_in[spot.language]
