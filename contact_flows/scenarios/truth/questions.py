"""Every question gives time enough, and is asked as often as the design says: no more, no less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.simulate.contact import Answer, Asked, Keys, Says

SILENT, AGAIN, WRONG = "silent", "again", "wrong"
ROUNDS: Mapping[tuple[str, str], tuple[int, frozenset[str]]] = {
    ("menu", SILENT): (1, frozenset({"menu"})),
    ("menu", AGAIN): (5, frozenset({"menu"})),
    ("menu", WRONG): (3, frozenset({"wrong_key"})),
    ("more_menu", SILENT): (1, frozenset({"more_menu"})),
    ("more_menu", AGAIN): (5, frozenset({"more_menu"})),
    ("more_menu", WRONG): (3, frozenset({"wrong_key"})),
    ("answer_heard", AGAIN): (2, frozenset({"answer"})),
    ("choose_after", AGAIN): (3, frozenset({"choose_intro", "choose_nobody", "facts", "choose_after"})),
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
    if isinstance(answer, Keys) and answer.keys:
        key = answer.keys[0]
        if key == "*" and question.key != "survey":
            return AGAIN
        return "" if key in _offered(case, question) else WRONG
    return SILENT if not isinstance(answer, Says) or question.key in ("menu", "more_menu") else ""


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
