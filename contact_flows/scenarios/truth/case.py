"""One contact before the judge: what was given, what happened, and how far the telling has come."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from contact_flows.scenarios.inject import is_injected
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.moments import Clocks
from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.course import Course
from contact_flows.simulate.trace import Called, Said, Trace
from contact_flows.simulate.world import QueueState, World

NOWHERE = Sentence("", "")


@dataclass(slots=True)
class Case:
    """Mutable on purpose: it is read from the first event to the last.

    here      the last sentence that the customer heard, or an agent
    at        when, in seconds
    answers   the last answer of each function, as it was called
    heard     how often each sentence was heard by the customer
    asked     how often each question was answered in each way, since it was left
    told      keys of all sentences to agents, in order
    """

    scenario: Scenario
    world: World
    trace: Trace
    course: Course
    clocks: Clocks
    mute: bool = False
    here: Sentence = NOWHERE
    key: str = ""
    at: float = 0.0
    question: Sentence = NOWHERE
    answers: dict[str, Called] = field(default_factory=dict)
    heard: Counter[str] = field(default_factory=Counter)
    rounds: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    waited_from: float = 0.0
    failures: tuple[float, ...] = ()
    broken: bool = False
    """A function or service is broken from the beginning to the end."""
    placed_at: float = 0.0
    insisted: bool = False
    """It pressed 0 to wait although the queue is full."""
    greeted: str = ""

    def __post_init__(self) -> None:
        self.broken = not all(is_injected(key) for key in self.scenario.given.faults)
        blocks = {key for key in self.scenario.given.faults if is_injected(key)}
        if blocks:
            pairs = zip(self.trace.moments, self.trace.steps, strict=True)
            self.failures = tuple(at for at, step in pairs if f"{step.flow}/{step.block}" in blocks)

    @property
    def healthy(self) -> bool:
        """Nothing was made to fail."""
        return not self.scenario.given.faults

    @property
    def whole(self) -> bool:
        """It began where contacts begin, and told us all that it wants."""
        return self.course.sure and self.scenario.given.enters is None

    def failed_between(self, after: float, until: float) -> bool:
        return self.broken or any(after <= at <= until for at in self.failures)

    def calm(self, at: float) -> bool:
        """Nothing has failed so far."""
        return not self.failed_between(0.0, at)

    def moment(self, at: float) -> dt.datetime:
        return self.world.now + dt.timedelta(seconds=at)

    def is_open(self, hours: str, at: float) -> bool:
        return self.clocks[hours].is_open(self.moment(at))

    def queue(self, id_: str) -> QueueState | None:
        return self.world.queues.get(f"queue:{id_}")

    def answer(self, function: str) -> Mapping[str, object]:
        """The last answer of a function; empty where it failed or was not asked."""
        called = self.answers.get(f"function:{function}")
        return called.answer if called is not None and not called.failed else {}


def quoted(said: Said) -> str:
    text = said.text if len(said.text) <= 80 else f"{said.text[:77]}..."  # noqa: PLR2004 - a line of a report
    return f'"{text}"'
