"""Why nobody helps right now: closed, nobody here, full, gone home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_flows.scenarios.spoken_time import day_in
from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.entered import queue_of
from contact_flows.scenarios.truth.sentences.check import Check
from contact_flows.simulate.trace import Said


def _hours(case: Case) -> tuple[str, ...]:
    """Hours that may be closed to this contact: those of its line, or of the queue that it chose."""
    course = case.course
    if (entered := queue_of(case)) is not None:
        return (entered.hours,)
    if not case.whole:
        return tuple(hours.id for hours in course.map.program.infrastructure.hours)
    line = course.line.hours if course.line is not None and not course.chose else ""
    queue = course.map.every_queue.get(course.wanted)
    of_queue = queue.hours if queue is not None and (course.chose or case.here.key != "recording_notice") else ""
    return tuple(hours for hours in (line, of_queue) if hours)


def _closed(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    hours = _hours(case)
    if hours and all(case.is_open(id_, said.at_seconds) for id_ in hours):
        yield f"was said while hours:{hours[0]} is open"
        return
    if case.calm(said.at_seconds) and "function:opening" not in case.answers:
        yield "was said, and nobody asked when it opens"
    reason = str(case.answer("opening").get("reason", "none"))
    if sentence.key == "closed_for" and sentence.values["reason"] != reason:
        yield f"names a reason, and it is {reason}"
    if sentence.key == "closed_for" and reason == "none" and case.calm(said.at_seconds):
        yield "names a reason, and none is known"
    if sentence.key == "closed" and reason != "none" and case.calm(said.at_seconds):
        yield f"was said without the reason: {reason}"


def _reopens(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    told, known = sentence.values["reopens"], str(case.answer("opening").get("reopens", "none"))
    if told != known:
        yield f"is not what the function answered, {known}"
        return
    days = set()
    for hours in _hours(case):
        if not case.is_open(hours, said.at_seconds):
            opens = case.clocks[hours].reopens(case.moment(said.at_seconds))
            days.add(day_in(sentence.language, opens) if opens else "")
    if days and not any(day in told for day in days):
        yield f"is not the next opening, which is on {' or '.join(sorted(days))}"


def _nobody(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    wanted = _wanted(case)
    state = case.queue(wanted)
    if state is not None and state.at(said.at_seconds).agents_staffed and case.calm(said.at_seconds):
        yield f"was said while queue:{wanted} is staffed"


def _wanted(case: Case) -> str:
    """Queue that this contact wants, or comes to amid; empty where nobody can tell."""
    entered = queue_of(case)
    return case.course.wanted if case.whole else entered.id if entered is not None else ""


def _full(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    wanted = case.course.wanted if case.whole else ""
    state = case.queue(wanted)
    full = state is None or state.capacity is None or state.contacts >= state.capacity
    if not full and case.calm(said.at_seconds):
        yield f"was said while queue:{wanted} has room"


def _gone(case: Case, _sentence: Sentence, said: Said) -> Iterator[str]:
    if not case.calm(said.at_seconds) or not case.trace.queues:
        return
    joined = case.trace.queues[-1].removeprefix("queue:")
    state, hours = case.queue(joined), case.course.map.queues[joined].hours
    if case.is_open(hours, said.at_seconds):
        yield f"was said while hours:{hours} is open"
    if state is not None and state.at(said.at_seconds).agents_staffed:
        yield f"was said while queue:{joined} is staffed"


CHECKS: Mapping[str, Check] = {
    "closed": _closed,
    "closed_for": _closed,
    "reopens": _reopens,
    "nobody_here": _nobody,
    "all_busy": _full,
    "gone_home": _gone,
}
