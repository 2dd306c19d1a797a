"""Every question gives time enough, and is asked as often as the design says: no more, no less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.following import OFFER, QUEUE
from contact_flows.simulate.contact import Answer, Asked, Keys

SILENT, AGAIN, WRONG, INSISTS = "silent", "again", "wrong", "insisting"
ROUNDS: Mapping[tuple[str, str], tuple[int, frozenset[str]]] = {
    ("menu", SILENT): (1, frozenset({"menu"})),
    ("menu", AGAIN): (5, frozenset({"menu"})),
    ("menu", WRONG): (3, frozenset({"wrong_key"})),
    ("more_menu", SILENT): (1, frozenset({"more_menu"})),
    ("more_menu", AGAIN): (5, frozenset({"more_menu"})),
    ("more_menu", WRONG): (3, frozenset({"wrong_key"})),
    ("answer_heard", AGAIN): (2, frozenset({"answer"})),
    ("choose_after", AGAIN): (3, frozenset({"choose_intro", "choose_nobody", "facts", "choose_after"})),
    ("callback_or_message", AGAIN): (2, frozenset({"callback_or_message"})),
    ("callback_only", AGAIN): (2, frozenset({"callback_only"})),
    ("callback_or_message", INSISTS): (3, QUEUE),
    ("callback_only", INSISTS): (3, QUEUE),
    ("survey", WRONG): (1, frozenset({"survey"})),
}
"""By question and answer: how often it goes round, and with what words."""
KEYS: Mapping[str, str] = {"answer_heard": "01*", "choose_after": "0*", "survey": "12345"}


def untimely(case: Case, asked: Asked) -> Iterator[str]:
    least = case.course.map.program.infrastructure.accessibility.dtmf_timeout_seconds
    if not asked.speech and asked.timeout_seconds < least:
        yield f"the question {asked.text[:60]!r} waits {asked.timeout_seconds:g} seconds, less than {least}"


def kind_of(case: Case, question: Sentence, answer: Answer) -> str:
    """How an answer is taken by a question that goes round; empty for one that leads on."""
    if question.key == "menu" and question.values.get("said") == "yes":
        return AGAIN if case.course.asked == "repeat" else ""
    if question.key in OFFER:
        return _of_offer(question, answer)
    if isinstance(answer, Keys) and answer.keys:
        key = answer.keys[0]
        if key == "*" and question.key != "survey":
            return AGAIN
        return "" if key in _offered(case, question) else WRONG
    return SILENT if question.key in ("menu", "more_menu") else ""


def _of_offer(question: Sentence, answer: Answer) -> str:
    """Silence, a star and a wrong key hear it again; 0 waits for a person all the same."""
    key = answer.keys[:1] if isinstance(answer, Keys) else ""
    if key == "0":
        return INSISTS
    return "" if key in ("1", "2") or (key == "3" and question.key == "callback_or_message") else AGAIN


def asked_again(case: Case, key: str) -> Iterator[str]:
    """A number that was not understood is asked for again, as often as it should."""
    question = _NUMBERS.get(case.key, "")
    if case.key == "not_understood":
        question = "case_ask" if case.heard["case_ask"] else "ask_number"
    if not question or case.waited_from or not case.course.sure:
        return
    case.rounds[question, WRONG, ""] += 1
    count = case.rounds[question, WRONG, ""]
    confirmed = bool(case.heard["confirm_number"])  # to say no there is one of the tries
    if count <= NUMBER_RETRIES and key != question and not confirmed:
        yield f"was said, and the caller could not try again after {case.key}"
    elif count > NUMBER_RETRIES:
        case.rounds[question, WRONG, ""] = 0
        if key == question:
            yield f"was said more than {NUMBER_RETRIES} times again"


_NUMBERS = {"number_wrong": "ask_number", "case_unknown": "case_ask"}
NUMBER_RETRIES = 2


def _offered(case: Case, question: Sentence) -> str:
    course = case.course
    if question.key == "menu" and course.line is not None:
        return "".join(choice.key for choice in course.line.menu) + "0*" + ("#" if course.map.services else "")
    if question.key == "more_menu":
        return "".join(course.map.services) + "90*"
    return KEYS.get(question.key, "0123456789*#")


def rounds(case: Case, question: Sentence, kind: str, key: str) -> Iterator[str]:
    """Whether what came after an answer is what the count asks for.

    key   of the sentence that followed
    """
    most, words = ROUNDS.get((question.key, kind), (0, frozenset[str]()))
    if not most:
        return
    place = (question.key, kind, question.values.get("line", case.greeted))
    case.rounds[place] += 1
    if case.rounds[place] <= most and key not in words:
        yield f"an answer that was {kind} leads to {key}, and not to the question again"
    elif case.rounds[place] > most:
        case.rounds[place] = 0
        if key in words and question.key != "survey":
            yield f"an answer that was {kind} goes round more than {most} times"
