"""Callbacks: offered where they can be kept, to the number that was given, in the queue that was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.sentences.check import Check
from contact_flows.simulate.trace import Said


def _offered(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    if case.calm(said.at_seconds) and case.answer("opening").get("callback") != "yes":
        yield "was offered, and no callback can be kept today"


def _confirm(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    if case.whole and case.course.phone and sentence.values["number"] != case.course.phone:
        yield f"is not the number that was entered, {case.course.phone}"


def _promised(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    made = [one for one in case.trace.created if one.kind == "callback" and one.at_seconds <= said.at_seconds]
    if not made:
        yield "was said and no callback was created"
        return
    if not case.whole or not case.calm(said.at_seconds):
        return
    number = case.course.phone or case.scenario.given.caller
    if made[-1].address != number and case.heard["ask_number"] <= 1:
        yield f"was said, and {made[-1].address} will be called instead of {number}"
    wanted = case.course.wanted
    if wanted and case.course.chose and made[-1].queue != f"queue:{wanted}":
        yield f"was said, and the callback waits in {made[-1].queue}, not in queue:{wanted}"


CHECKS: Mapping[str, Check] = {
    "callback_or_message": _offered,
    "callback_only": _offered,
    "callback_instead": _offered,
    "confirm_number": _confirm,
    "callback_promised": _promised,
}
