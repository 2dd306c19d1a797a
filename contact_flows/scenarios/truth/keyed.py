"""Several keys in a row: which of them answer a question, and which were typed ahead of the next one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from contact_flows.compile.case_status import MOST_DIGITS

NUMBERS: Mapping[str, int] = {"case_ask": MOST_DIGITS, "ask_number": 15}
"""Questions that take a number, and its most digits; for a telephone number as ITU-T E.164 has it."""


class Keyed(NamedTuple):
    """ahead   keys that are left for the next question, which then is not spoken, or lost"""

    taken: str
    ahead: str


def keyed(question: str, keys: str) -> Keyed:
    """A menu takes one key; a number goes up to the pound key, and a star begins it anew."""
    most = NUMBERS.get(question)
    if most is None:
        return Keyed(keys[:1], keys[1:])
    digits = ""
    for position, key in enumerate(keys):
        if key == "#":
            return Keyed(digits, keys[position + 1 :])
        digits = "" if key == "*" else digits + key
        if len(digits) == most:
            return Keyed(digits, keys[position + 1 :])
    return Keyed(digits, "")
