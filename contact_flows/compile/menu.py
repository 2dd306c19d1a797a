"""The menu of a line: in words and by keys, with a person at 0 and for whoever says nothing."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.compile.agency_text import literal
from contact_flows.compile.bot import BOT_ID, heard
from contact_flows.compile.keys import asked_by_key
from contact_flows.compile.language_choice import asks_language
from contact_flows.compile.services import services
from contact_flows.compile.spoken_line import SpokenLine
from contact_flows.compile.targets import target_of
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
    return act.from_spec(f"{spot.path}.menu", steps)


def _text(spot: SpokenLine, *, spoken: bool) -> str:
    words = spot.words
    parts = [words("menu_choice", label=literal(label(spot, choice)), key=choice.key) for choice in spot.line.menu]
    parts += [words("menu_person")]
    parts += [words("menu_more_said" if spoken else "menu_more")] if services(spot.scope) else []
    return " ".join([words("menu_say"), *parts] if spoken else [*parts, words("menu_repeat")])


def label(spot: SpokenLine, choice: MenuChoice) -> str:
    return choice.label if spot.is_first else choice.label_in[spot.language]
