"""What callers hear of a switchboard: asked of the very code that is deployed, which needs nothing but its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from infra.functions.switchboard.handler import answer
from operate.switches.named import USUAL_LANGUAGE, Named
from spec.deployed import DeployedLine
from spec.switches import Kind, SwitchRow, center_scope, line_scope, speaking

CHAT = "chat"
"""What a center without lines still has, and every center may have: it hears what the whole center hears."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What callers of one line hear in one language.

    line   None for a center without lines
    row    what speaks; None: all is as usual
    """

    center: str
    line: DeployedLine | None
    language: str
    row: SwitchRow | None
    message: str

    @property
    def origin(self) -> str:
        """Whose words they are; empty for those that were given in this language."""
        if self.row is None or self.row.message_in.get(self.language):
            return ""
        return "in another language" if self.row.words(self.language) else "the usual sentence"

    @property
    def by_center(self) -> bool:
        """It is said for the whole center, not for this line."""
        return self.row is not None and self.row.scope == center_scope(self.center)


def heard_by(named: Named, rows: Mapping[str, SwitchRow], now: dt.datetime) -> tuple[Heard, ...]:
    """Every line that is concerned, in every language it speaks."""
    if not named.concerned:
        return (_heard(named.center, None, USUAL_LANGUAGE, rows, now),)
    return tuple(
        _heard(named.center, line, language, rows, now) for line in named.concerned for language in line.languages
    )


def _heard(
    center: str, line: DeployedLine | None, language: str, rows: Mapping[str, SwitchRow], now: dt.datetime
) -> Heard:
    scopes = [line_scope(line.id if line else CHAT), center_scope(center)]
    row = speaking(rows, scopes, now, language)
    told = answer({scope: found.seen() for scope, found in rows.items()}.get, scopes, now.timestamp(), language)
    assert (row is not None) is (told["emergency"] in set(Kind)), "the function and Civicline read the same rows"
    return Heard(center=center, line=line, language=language, row=row, message=told["message"] if row else "")
