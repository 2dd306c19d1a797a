"""What the spec promises the callers of a line: the languages, the choices, and whom each choice reaches.

The oracle of the mandatory scenarios. It reads the spec alone, never the compiled flows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from contact_flows.compile.phrases import spoken
from spec.models import ProgramSpec
from spec.models.agencies import QuestionKind
from spec.models.centers import Center
from spec.models.lines import Line, MenuChoice
from spec.models.queues import Queue
from spec.models.topics import Topic
from spec.select import belongs_to

USUAL_LANGUAGE = "en-US"
AGENT_WORDS = {"en": "agent", "es": "agente"}
NOTICE_WORDS = {"en": "record", "es": "grab"}
"""Stem of the word by which a recording notice is known in each language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing a caller can choose.

    key        the key, or empty for a choice by words alone
    queues     any of which may take the call, best first; none for another number
    hours      ids of all hours that must be open for it
    number     dialed, for a line of another center
    line       line of this center that the caller is passed to
    language   that the choice itself stands for, such as a Spanish queue
    """

    key: str
    name: str
    label: str
    queues: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    number: str = ""
    line: Line | None = None
    language: str = ""
    words: dict[str, str] = field(default_factory=dict)
    """What a caller says for it, by language."""


def languages_of(line: Line) -> tuple[str, ...]:
    """Languages in which the whole line is spoken: phrases exist, and the agency translated greeting and menu."""
    offered = [code for code in line.languages if spoken(code)] or [USUAL_LANGUAGE]
    whole = (
        code
        for code in offered[1:]
        if code in line.greeting_in and all(code in choice.label_in for choice in line.menu)
    )
    return (offered[0], *whole)


def asked_languages(program: ProgramSpec, line: Line) -> tuple[str, ...]:
    """Languages that a caller is asked to choose from, in the order of their keys; none where nothing is asked."""
    queues = {queue.id: queue for queue in program.infrastructure.queues}
    by_key = {code for choice in line.menu if choice.queue for code in queues[choice.queue].languages}
    first, *others = languages_of(line)
    asked = [code for code in others if code not in by_key]
    return (first, *asked) if asked else ()


def language_key(program: ProgramSpec, line: Line, language: str) -> str | None:
    """The key that chooses a language: of the question at the beginning, or of the menu. None where there is none."""
    asked = asked_languages(program, line)
    if language in asked:
        return str(asked.index(language) + 1)
    queues = {queue.id: queue for queue in program.infrastructure.queues}
    keys = (choice.key for choice in line.menu if choice.queue and language in queues[choice.queue].languages)
    return next(keys, None)


def greeting_of(line: Line, language: str) -> str:
    return line.greeting_in.get(language, line.greeting)


def choices_of(program: ProgramSpec, center: Center, line: Line) -> Iterator[Choice]:
    """Every choice of a line's menu, and 0."""
    for choice in line.menu:
        yield _choice(program, center, line, choice)
    yield person(program, center, line)


def person(program: ProgramSpec, center: Center, line: Line) -> Choice:
    """0, or the word for an agent: a person of the line, or of the program's general queue."""
    own = {queue.id: queue for queue in belongs_to(program, center, program.infrastructure.queues)}
    general = program.infrastructure.routing.general
    queues = tuple(dict.fromkeys((line.queue, *((general,) if general in own else ()))))
    return Choice(
        key="0",
        name="a person",
        label="a person",
        queues=queues,
        hours=(line.hours, own[line.queue].hours),
        words={code: _in(AGENT_WORDS, code) for code in languages_of(line) if _in(AGENT_WORDS, code)},
    )


def _choice(program: ProgramSpec, center: Center, line: Line, choice: MenuChoice) -> Choice:
    words = {
        code: choice.label if code == languages_of(line)[0] else choice.label_in[code] for code in languages_of(line)
    }
    name = f"{choice.key} {choice.label}"
    if choice.line is not None:
        return _to_line(program, center, line, choice, words, name)
    queues = {queue.id: queue for queue in program.infrastructure.queues}
    topic = next((topic for topic in program.topics if topic.id == choice.topic), None)
    wanted = queues[topic.queue if topic else choice.queue or line.queue]
    accepted, never = _of_topic(program, topic, wanted)
    return Choice(
        key=choice.key,
        name=name,
        label=choice.label,
        queues=accepted,
        never=never,
        hours=(line.hours, wanted.hours),
        language=_single_language(wanted, line) if topic is None else "",
        words=words,
    )


def _of_topic(program: ProgramSpec, topic: Topic | None, wanted: Queue) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Queues that may answer a topic, and those that never may: policy is for the state alone (S29-25)."""
    if topic is None or topic.kind is not QuestionKind.POLICY:
        return (wanted.id,), ()
    queues = program.infrastructure.queues
    never = tuple(queue.id for queue in queues if queue.account_manager is not None and queue.owner != wanted.owner)
    return tuple(dict.fromkeys((wanted.id, program.infrastructure.routing.policy))), never


def _single_language(queue: Queue, line: Line) -> str:
    """The language that a queue stands for, where it is another than the line's own."""
    own = languages_of(line)[0]
    return queue.languages[0] if len(queue.languages) == 1 and queue.languages[0] != own else ""


def _to_line(
    program: ProgramSpec, center: Center, line: Line, choice: MenuChoice, words: dict[str, str], name: str
) -> Choice:
    infra = program.infrastructure
    other = next(found for found in infra.lines if found.id == choice.line)
    if other not in belongs_to(program, center, infra.lines):
        number = other.numbers[0].number if other.numbers else ""
        return Choice(key=choice.key, name=name, label=choice.label, hours=(line.hours,), number=number, words=words)
    queue = next(found for found in infra.queues if found.id == other.queue)
    return Choice(
        key=choice.key,
        name=name,
        label=choice.label,
        queues=(queue.id,),
        hours=(line.hours, other.hours, queue.hours),
        line=other,
        words=words,
    )


def notice_of(program: ProgramSpec, language: str) -> str:
    """Word that proves the recording notice; empty where none is owed."""
    consent = program.infrastructure.consent
    return _in(NOTICE_WORDS, language) if consent.record_calls and consent.announce else ""


def _in(table: dict[str, str], language: str) -> str:
    return table.get(language.partition("-")[0], "")
