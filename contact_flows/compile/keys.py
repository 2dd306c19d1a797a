"""One question answered by a key, with what every menu owes its callers."""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows import actions as act
from contact_flows.compile.spoken_line import SpokenLine
from contact_flows.language.document import Action

WRONG_KEYS = 3
"""Keys that are not offered before a person is asked."""
HEARD_AGAIN = 5
"""How often `*` says a menu again; no caller goes round for ever."""


def asked_by_key(spot: SpokenLine, id_: str, text: str, keys: Mapping[str, str], *, repeats: int) -> list[Action]:
    """A menu: 0 is a person, `*` says it again, silence and wrong keys come to a person in the end."""
    again, wrong = f"{id_}-again", f"{id_}-wrong"
    return [
        act.menu(
            id_,
            text,
            {**keys, "0": "person", "*": f"{id_}-repeat"},
            spot.timeout,
            silent=again,
            wrong=wrong,
            on_fault="person",
        ),
        act.repeat(f"{id_}-repeat", HEARD_AGAIN, id_, "person"),
        act.repeat(again, repeats, id_, "person"),
        act.repeat(wrong, WRONG_KEYS, f"{wrong}-key", "person"),
        act.say(f"{wrong}-key", spot.words("wrong_key"), id_),
    ]
