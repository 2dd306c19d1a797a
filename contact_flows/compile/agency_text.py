"""Texts that the agency wrote, as a voice can speak them."""

from __future__ import annotations

import re

from contact_flows import actions as act
from contact_flows.language.document import Action

MAX_SPOKEN = 2_900
"""Characters of one prompt; the service speaks 3,000 that count."""
_AMOUNT = re.compile(r"\$\.(?=\d)")
_REFERENCE = re.compile(r"\$\.")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def literal(text: str) -> str:
    """With `$.02` as an amount and never as a reference, which the service would replace by nothing."""
    return _REFERENCE.sub("$ ", _AMOUNT.sub("$0.", text))


def speak(id_: str, text: str, then: str) -> list[Action]:
    """Say a text in as many prompts as its length needs; the first has the id."""
    parts = _parts(literal(text))
    names = [id_, *(f"{id_}-{number}" for number in range(2, len(parts) + 1))]
    return [act.say(name, part, after) for name, part, after in zip(names, parts, [*names[1:], then], strict=True)]


def _parts(text: str) -> list[str]:
    """Whole sentences together, as long as a prompt may be; a longer sentence is cut."""
    found = [""]
    for sentence in _SENTENCE_END.split(text.strip()):
        for start in range(0, len(sentence), MAX_SPOKEN):
            piece = sentence[start : start + MAX_SPOKEN]
            joined = f"{found[-1]} {piece}".strip()
            found = [*found[:-1], joined] if len(joined) <= MAX_SPOKEN else [*found, piece]
    return found
