"""Who a contact is taken to, and what is told about them: account managers, other lines, agents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_flows.compile.phrases import phrases
from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.sentences.check import Check
from contact_flows.simulate.trace import Said


def _manager(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    known = str(case.answer("find_account_manager").get("account_manager", ""))
    names = {one.id: one.name for one in case.course.map.program.account_managers}
    if names.get(known) != sentence.values["name"]:
        yield f"is not whom the function found, {known or 'nobody'}"


def _unknown_manager(case: Case, _sentence: Sentence, _said: Said) -> Iterator[str]:
    if case.healthy and case.answer("find_account_manager").get("found") == "yes":
        yield "was said of a caller who is known"


def _facts(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    manager = sentence.values["manager"]
    if case.answer("find_account_manager").get(f"active_{manager.replace('-', '_')}") == "no":
        yield f"tells of {manager}, who serves nobody today"


def _connecting(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    infra = case.course.map.program.infrastructure
    numbers = {number.number for line in infra.lines if line.name == sentence.values["name"] for number in line.numbers}
    if case.healthy and not numbers & set(case.trace.dialled):
        yield "was said and that number was not dialed"


def _whisper(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    names = [case.world.queues[key].name for key in case.trace.queues if key in case.world.queues]
    if names and sentence.values["queue"] not in names:
        yield f"names the queue {sentence.values['queue']}; it waited in {', '.join(names)}"


def _speaks(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    given, infra = case.scenario.given, case.course.map.program.infrastructure
    code = given.attributes.get("language", "") if given.enters == "whisper" else ""
    names = {one.code: one.name for one in infra.languages}
    known = {names.get(code, ""), phrases(sentence.language).languages.get(code, "")}
    if case.healthy and code in names and sentence.values["language"] not in known:
        yield f"was said of a caller who speaks {names[code]}"


CHECKS: Mapping[str, Check] = {
    "manager_found": _manager,
    "manager_unknown": _unknown_manager,
    "facts": _facts,
    "connecting_to": _connecting,
    "whisper": _whisper,
    "whisper_language": _speaks,
}
