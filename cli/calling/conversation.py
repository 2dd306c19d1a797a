"""A call at the terminal: prints what the caller hears, takes keys and words."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TextIO

from cli.render.wrap import wrapped
from contact_flows.simulate.contact import Answer, Asked, HangUp, Keys, Says, Silence
from contact_flows.simulate.trace import Said

HELP = (
    "type keys (0-9, * and #), or words where you may speak; Enter alone is silence; "
    "! shows the block of the flow; h hangs up; ? shows this"
)
KEYS = frozenset("0123456789*#")
INDENT = 6


@dataclass
class Conversation:
    """A `Caller` who is a person. Not frozen: it remembers where it is."""

    width: int
    lines: TextIO = field(default_factory=lambda: sys.stdin)
    out: TextIO = field(default_factory=lambda: sys.stdout)
    blocks: bool = False
    _block: str = ""

    def heard(self, said: Said) -> None:
        self._block = f"{said.flow}/{said.block}"
        for line in spoken(said, self.width, block=self.blocks):
            self._print(line)

    def asked(self, question: Asked) -> Answer:
        """The next line that is an answer; the end of the input hangs up."""
        self._block = f"{question.flow}/{question.block}"
        while True:
            self._print(_prompt(question), end="")
            line = self.lines.readline()
            if not line:
                self._print("")
                return HangUp()
            answer = self._answer(line.strip(), question)
            if answer is not None:
                return answer

    def _answer(self, typed: str, question: Asked) -> Answer | None:
        if typed == "?":
            for line in wrapped(f"      {HELP}", self.width, INDENT):
                self._print(line)
        elif typed == "!":
            self._print(f"      block {self._block}")
        elif typed.lower() == "h":
            return HangUp()
        elif not typed:
            return Silence()
        elif set(typed) <= KEYS:
            return Keys(typed)
        elif question.speech:
            return Says(typed)
        else:
            self._print("      only keys are understood here; Enter alone is silence")
        return None

    def _print(self, text: str, end: str = "\n") -> None:
        self.out.write(text + end)
        self.out.flush()


def _prompt(question: Asked) -> str:
    kinds = "keys or words" if question.speech else "a key" if question.digits == 1 else "keys"
    return f"{kinds} ({question.timeout_seconds:g} s, ? for help)> "


def spoken(said: Said, width: int, *, block: bool) -> list[str]:
    """One thing said, with time and language; what only the agent hears is marked."""
    minutes, seconds = divmod(int(said.at_seconds), 60)
    listener = "" if said.to == "customer" else f" to the {said.to}"
    place = f" [{said.flow}/{said.block}]" if block and said.flow else ""
    return wrapped(f"{minutes:02}:{seconds:02} {said.language}{listener}: {said.text}{place}", width, INDENT)
