"""Requests that are kept for later: under which number, by when they are answered, and whom we can reach then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_flows.scenarios.model import Channel
from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.sentences.check import Check
from contact_flows.simulate.trace import Said

WITHHELD, ASKED_AT_LEAST = "withheld", 2
NUMBER_DIGITS = 10


def _kept(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    known = str(case.answer("open_case").get("reference_spoken", ""))
    if not case.trace.cases or not known:
        yield "was said and no case was opened"
    elif sentence.values.get("reference") != known:
        yield f"is not the number of the case, {known}"


def _kept_plain(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    if not any(made.kind == "task" and made.at_seconds <= said.at_seconds for made in case.trace.created):
        yield "was said and nothing was kept"


def _chat_kept(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    known = case.answer("open_case")
    if not case.trace.cases:
        yield "was said and no case was opened"
    elif sentence.values["reference"] not in (known.get("reference"), known.get("reference_spoken")):
        yield f"is not the number of the case, {known.get('reference')}"
    yield from _answered_by(case, sentence, said)


def _answered_by(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    known = str(case.answer("open_case").get("acknowledge_spoken", ""))
    if sentence.values.get("day") != known:
        yield f"is not the day that was answered, {known or 'none'}"


def _asks_number(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    if case.scenario.given.caller != WITHHELD and case.calm(said.at_seconds):
        yield "was said to a caller whose number is known"


def _may_have_a_number(case: Case) -> bool:
    """It entered one, or so many keys that one may have been among them."""
    return bool(case.course.phone) or any(len(step.press or "") >= NUMBER_DIGITS for step in case.scenario.when)


def _kept_once(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    """Whoever shows no number is asked for it, twice, before the request is kept."""
    given = case.scenario.given
    known = given.channel is not Channel.VOICE or given.caller != WITHHELD
    if known or case.heard["gone_home"] or not case.calm(said.at_seconds):
        return
    if not case.heard["ask_own_number"]:
        yield "was said to a caller without a number, who was not asked for one"
    elif case.course.sure and not _may_have_a_number(case) and case.heard["ask_number"] < ASKED_AT_LEAST:
        yield "was said, and the number was asked for only once"


def _kept_case(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    yield from _kept(case, sentence, said)
    yield from _kept_once(case, sentence, said)


def _kept_task(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    yield from _kept_plain(case, sentence, said)
    yield from _kept_once(case, sentence, said)


def _message(case: Case, _sentence: Sentence, _said: Said) -> Iterator[str]:
    if not case.trace.cases and not any(made.kind == "task" for made in case.trace.created):
        yield "was said and no request was kept that the words could belong to"


CHECKS: Mapping[str, Check] = {
    "ask_own_number": _asks_number,
    "request_kept": _kept_case,
    "request_kept_plain": _kept_task,
    "chat_kept": _chat_kept,
    "chat_kept_plain": _kept_plain,
    "answered_by": _answered_by,
    "message_kept": _message,
}
