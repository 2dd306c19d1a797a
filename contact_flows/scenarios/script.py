"""The contact of a scenario: gives its answers in order, and remembers at which words each question came."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from contact_flows.scenarios.truth.events import Answered
from contact_flows.simulate.contact import Answer, Asked, Silence
from contact_flows.simulate.trace import Said


class Question(NamedTuple):
    """heard   how many texts the contact had heard when it was asked"""

    flow: str
    block: str
    heard: int


@dataclass(slots=True)
class Script:
    """Plays one contact once. After the last answer it is silent, as a relay operator may be."""

    answers: tuple[Answer, ...]
    mute: bool = False
    """A prompt was made to fail, so that there may be nothing to say goodbye with."""
    questions: list[Question] = field(default_factory=list)
    answered: list[tuple[int, Answered]] = field(default_factory=list)
    """Each question whole, with its answer, and how many texts came before."""
    _heard: int = 0

    def heard(self, said: Said) -> None:
        if said.to == "customer":
            self._heard += 1

    def asked(self, question: Asked) -> Answer:
        number = len(self.questions)
        self.questions.append(Question(question.flow, question.block, self._heard))
        answer = self.answers[number] if number < len(self.answers) else Silence()
        self.answered.append((self._heard, Answered(question, answer)))
        return answer

    @property
    def left_after_a_question(self) -> bool:
        """Nothing was said after the last question."""
        return bool(self.questions) and self.questions[-1].heard == self._heard
