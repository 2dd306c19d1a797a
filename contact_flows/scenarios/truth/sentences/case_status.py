"""What is known of a request that was made earlier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.sentences.check import Check
from contact_flows.simulate.trace import Said


def _state(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    known = case.answer("case_status")
    if known.get("found") != "yes" or known.get("status_spoken") != said.text:
        yield f"is not what is known of the request: {known.get('status_spoken', 'nothing')}"


def _found(value: str) -> Check:
    def check(case: Case, _sentence: Sentence, _said: Said) -> Iterator[str]:
        known = case.answer("case_status").get("found", "")
        if known != value and not (value == "no" and case.healthy is False):
            yield f"was said, and the function answered {known or 'nothing'}"

    return check


CHECKS: Mapping[str, Check] = {
    "case_state": _state,
    "case_unknown": _found("no"),
    "case_denied": _found("denied"),
}
