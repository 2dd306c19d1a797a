"""What functions are asked: each parameter that its handler needs, with the value that is true of this contact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_flows.scenarios.truth.case import Case
from contact_flows.simulate.trace import Called

NEEDED: Mapping[str, frozenset[str]] = {
    "switchboard": frozenset({"line", "language"}),
    "opening": frozenset({"hours", "language", "window_minutes"}),
    "open_case": frozenset({"reason", "queue", "line", "topic", "language", "sensitive"}),
    "case_status": frozenset({"reference", "language"}),
    "find_account_manager": frozenset(),
}
MAY: Mapping[str, frozenset[str]] = {
    "open_case": frozenset({"phone"}),
    "find_account_manager": frozenset({"language", "question", "managers"}),
}


def untrue(case: Case, called: Called) -> Iterator[str]:
    """What is wrong with one call."""
    name = called.function.removeprefix("function:")
    given = called.parameters
    strange = sorted(set(given) - NEEDED.get(name, frozenset(given)) - MAY.get(name, frozenset()))
    if strange:
        yield f"{name} is told {strange[0]}, which it does not ask for"
    missing = sorted(NEEDED.get(name, frozenset()) - set(given))
    if missing:
        yield f"{name} is not told {missing[0]}"
        return
    if not case.whole or case.scenario.given.attributes or not case.calm(called.at_seconds):
        return
    wrong = {key: value for key, value in _true(case, name).items() if given.get(key, "") not in value}
    for key, value in wrong.items():
        yield f"{name} is told {key} {given.get(key, '')!r}, and it is {' or '.join(sorted(map(repr, value)))}"


def _true(case: Case, name: str) -> dict[str, set[str]]:
    """Values that a parameter may have."""
    course, infra = case.course, case.course.map.program.infrastructure
    if course.line is None:
        return {}
    if name == "switchboard":
        return {"line": {course.line.id}, "language": {course.language}}
    if name == "opening":
        queues = [course.map.every_queue[id_] for id_ in course.queues()]
        hours = {queue.hours for queue in queues[:1]} | ({course.line.hours} if not course.chose else set())
        if case.trace.queues:
            hours |= {course.map.every_queue[key.removeprefix("queue:")].hours for key in case.trace.queues}
        window = {str(infra.callbacks.window_minutes)}
        return {"hours": hours, "language": {course.attribute_language}, "window_minutes": window}
    if name == "open_case":
        return _of_case(case)
    if name == "case_status":
        return {"reference": {course.reference}, "language": {course.language}}
    if name == "find_account_manager" and course.asked == "find_manager":
        return {"language": {course.language}, "question": {""}}
    return {}


def _of_case(case: Case) -> dict[str, set[str]]:
    course = case.course
    assert course.line is not None
    line = {course.line.voicemail_queue or course.line.queue}
    found = {
        "reason": {"callback_requested"},
        "line": {course.line.id},
        "topic": {course.topic},
        "language": {course.attribute_language},
        "queue": set(course.queues()) | (set() if course.chose else line),
        "sensitive": {"yes" if course.sensitive else "no"},
    }
    if not found["queue"]:
        del found["queue"]
    if case.heard["ask_own_number"]:
        found["phone"] = {course.phone, ""} if course.phone else {""}
    return found
