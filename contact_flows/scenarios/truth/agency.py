"""What a center says in the agency's own words: greetings, menus made of labels, answers, names, facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contact_flows.compile.phrases import languages, phrases, spoken
from contact_flows.scenarios.callers import asked_languages, greeting_of, languages_of
from contact_flows.scenarios.truth.services import services_of
from spec.models import ProgramSpec
from spec.models.account_managers import AccountManager
from spec.models.centers import Center
from spec.models.lines import Line, MenuChoice
from spec.select import belongs_to

NATIONAL_DIGITS = 10
_AMOUNT = re.compile(r"\$\.(?=\d)")


@dataclass(frozen=True, slots=True)
class Own:
    """One text, what it is, and whose."""

    text: str
    key: str
    language: str
    values: Mapping[str, str] = field(default_factory=dict)


def own_texts(program: ProgramSpec, center: Center) -> Iterator[Own]:
    """All texts of a center that phrases alone do not give."""
    for line in belongs_to(program, center, program.infrastructure.lines):
        for language in languages_of(line):
            yield Own(aloud(greeting_of(line, language)), "greeting", language, {"line": line.id})
            yield from _menus(program, line, language)
        for number, language in enumerate(asked_languages(program, line), start=1):
            said = phrases(language)("language_choice", key=str(number))
            yield Own(said, "language_choice", language, {"line": line.id, "key": str(number)})
    for language in languages():
        yield _more(program, language)
        yield from (
            Own(facts(program, language, manager), "facts", language, {"manager": manager.id})
            for manager in program.account_managers
        )
    yield from _answers_and_hints(program)
    for prompt in program.content.prompts:
        yield Own(f"[prompt:{prompt.id}]", "recording", "")


def aloud(text: str) -> str:
    """As a voice can speak it: `$.02` is an amount, and nothing of the agency's is a reference."""
    return _AMOUNT.sub("$0.", text).replace("$.", "$ ")


def _menus(program: ProgramSpec, line: Line, language: str) -> Iterator[Own]:
    """Exactly the keys of the line, in order, and then 0: for callers who may speak, and by keys alone.

    First of all what is for people who may not understand the rest, in their own words.
    """
    words, whose = phrases(language), {"line": line.id}
    first = languages_of(line)[0] == language
    tongues = {choice.key: foreign(program, line, choice, language) for choice in line.menu}
    others = [phrases(code)("language_choice", key=key) for key, code in tongues.items() if spoken(code)]
    labels = [(choice.key, choice.label if first else choice.label_in[language]) for choice in line.menu]
    choices = [words("menu_choice", label=aloud(text), key=key) for key, text in labels if not spoken(tongues[key])]
    more = bool(services_of(program))
    said = [words("menu_say"), *choices, words("menu_person"), *([words("menu_more_said")] if more else [])]
    keyed = [words("menu_keys"), *choices, words("menu_person_key"), *([words("menu_more")] if more else [])]
    yield Own(" ".join([*others, *said]), "menu", language, whose | {"said": "yes"})
    yield Own(" ".join([*others, *keyed, words("menu_repeat")]), "menu", language, whose | {"said": "no"})


def foreign(program: ProgramSpec, line: Line, choice: MenuChoice, language: str) -> str:
    """The other language that the people of a choice speak; empty where it is the caller's own, or unknown."""
    queues = {queue.id: queue for queue in program.infrastructure.queues}
    queue = queues[choice.queue or line.queue]
    there = (queue.center or program.infrastructure.centers[0].id) == (
        line.center or program.infrastructure.centers[0].id
    )
    if choice.topic or choice.line or choice.interpreter or not there:
        return ""
    return queue.languages[0] if queue.languages and language not in queue.languages else ""


def _more(program: ProgramSpec, language: str) -> Own:
    words = phrases(language)
    offered = [words(f"more_{service}", key=key) for key, service in services_of(program).items()]
    text = " ".join([*offered, words("more_back"), words("menu_person_key"), words("menu_repeat")])
    return Own(text, "more_menu", language)


def _answers_and_hints(program: ProgramSpec) -> Iterator[Own]:
    for faq in program.content.faqs:
        for language, text in faq.spoken.items():
            yield Own(aloud(text), "answer", language, {"topic": faq.topic})
    for topic in program.topics:
        if topic.web_url is None:
            continue
        page = topic.web_url.removeprefix("https://").removeprefix("www.").rstrip("/")
        for language in languages():
            words = phrases(language)
            said = words("web_hint", page=page.replace("/", f" {words('slash')} "))
            yield Own(said, "web_hint", language, {"topic": topic.id})


def facts(program: ProgramSpec, language: str, manager: AccountManager) -> str:
    """What is told of an account manager to whoever chooses: the same of each."""
    words = phrases(language)
    named = {one.code: words.languages.get(one.code, one.name) for one in program.infrastructure.languages}
    told = words(
        "choose_facts",
        name=aloud(manager.name),
        ways=", ".join(words(f"way_{way.value}") for way in manager.mileage_reporting),
        languages=", ".join(named.get(code, code) for code in manager.languages),
    )
    lines = {line.id: line for line in program.infrastructure.lines}
    published = lines[manager.line].numbers if manager.line in lines else ()
    number = manager.phone or (published[0].number if published else "")
    return f"{told} {words('choose_number', number=_spelled(number))}" if number else told


def _spelled(number: str) -> str:
    digits = number.removeprefix("+1")
    if len(digits) != NATIONAL_DIGITS:
        return " ".join(digits.removeprefix("+"))
    return ", ".join(" ".join(part) for part in (digits[:3], digits[3:6], digits[6:]))
