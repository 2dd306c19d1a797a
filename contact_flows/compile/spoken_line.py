"""One line in one of its languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contact_flows.compile.speaker import Speaker
from spec.models.lines import Line


@dataclass(frozen=True)
class SpokenLine(Speaker):
    """What the parts of a line's flow share.

    understood   what the bot takes each utterance for in this language
    """

    line: Line
    understood: Mapping[str, str]

    @property
    def path(self) -> str:
        return f"infrastructure.lines[{self.line.id}]"

    @property
    def is_first(self) -> bool:
        """Whether it is the language in which the number is answered."""
        return self.language == self.scope.languages_of(self.line)[0]

    @property
    def greeting(self) -> str:
        return self.line.greeting if self.is_first else self.line.greeting_in[self.language]
