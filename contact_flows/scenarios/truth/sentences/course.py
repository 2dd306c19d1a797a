"""What fits the way that a contact took: its topic, its agent, what failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.sentences.check import Check
from contact_flows.simulate.trace import Said


def _hint(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    if case.whole and sentence.values["topic"] != case.course.topic:
        yield f"is for the topic {sentence.values['topic']}, not for {case.course.topic}"


def _survey(case: Case, _sentence: Sentence, _said: Said) -> Iterator[str]:
    if not case.trace.agent and case.scenario.given.enters is None:
        yield "was asked and no agent was reached"


def _thanks(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    if not (case.heard["survey"] or case.trace.agent) and case.calm(said.at_seconds):
        yield "was said, and nothing had been asked"


def _failed(case: Case, _sentence: Sentence, _said: Said) -> Iterator[str]:
    whole = case.scenario.given.enters is None
    if case.healthy and whole and not any(called.failed for called in case.trace.functions):
        yield "was said and nothing failed"


CHECKS: Mapping[str, Check] = {
    "web_hint": _hint,
    "answer": _hint,
    "survey": _survey,
    "survey_thanks": _thanks,
    "technical_problem": _failed,
}
