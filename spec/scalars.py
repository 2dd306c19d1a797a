"""Plain words to values, and the words that YAML readers disagree about.

YAML 1.1 reads `8:00` as 480, `no` as false and `010` as 8; YAML 1.2 does not. Whoever wrote them meant none of that,
so each is a fault with a place instead of a value.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from spec.nodes import Plain

_NULL = {"", "~", "null", "Null", "NULL"}
_TRUTH = {"true": True, "false": False}
_WORDS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]{1,3})?")
_BASE_60 = re.compile(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?")
_OTHER_BASE = re.compile(r"[-+]?(0[0-9_]+|0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+)")


class Trap(NamedTuple):
    """A word that does not mean what it seems to."""

    code: str
    message: str
    hint: str


def plain_value(text: str) -> Plain:
    """What an unquoted scalar stands for. Dates stay text: the models read them."""
    if text in _NULL:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text


def trap(text: str) -> Trap | None:
    """The trap that an unquoted scalar falls into, if any."""
    if _BASE_60.fullmatch(text):
        clock = ":".join(part.zfill(2) for part in text.split(":"))
        return Trap("S020", f"{text} without quotes is read as a number in base 60", f'put it in quotes: "{clock}"')
    word = _WORDS.get(text.casefold())
    if word and text not in _TRUTH:
        return Trap(
            "S021",
            f"{text} without quotes is read as {word} by some tools and as a word by others",
            f'write {word} for a yes-or-no value, or "{text}" in quotes for the word',
        )
    if _OTHER_BASE.fullmatch(text):
        return Trap(
            "S022",
            f"{text} without quotes is read as a number in another base by some tools",
            f'put it in quotes to keep every digit: "{text}"; or write the number without the leading 0',
        )
    return None
