"""What a contact met, in order: texts, questions with their answers, and what functions were asked meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contact_flows.simulate.contact import Answer, Asked
from contact_flows.simulate.trace import Called, Said, Trace


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, and what the contact did."""

    question: Asked
    answer: Answer


Event = Said | Answered | Called


def events_of(trace: Trace, answered: Sequence[tuple[int, Answered]]) -> Iterator[Event]:
    """In the order in which they happened.

    answered   each with the number of texts that were heard before it
    """
    calls = list(trace.functions)
    questions = list(answered)
    heard = 0
    for said in trace.said:
        while questions and questions[0][0] <= heard:
            yield questions.pop(0)[1]
        while calls and calls[0].at_seconds <= said.at_seconds:
            yield calls.pop(0)
        yield said
        heard += said.to == "customer"
    yield from (one for _heard, one in questions)
    yield from calls
