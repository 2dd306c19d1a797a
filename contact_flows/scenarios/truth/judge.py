"""The judge: goes through what happened, event by event, and says the first thing that is not true or not kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contact_flows.compile.phrases import languages, phrases
from contact_flows.scenarios.callers import languages_of
from contact_flows.scenarios.model import Channel, Scenario
from contact_flows.scenarios.moments import Clocks
from contact_flows.scenarios.script import Script
from contact_flows.scenarios.truth import calls, deeds, entered, leading, questions
from contact_flows.scenarios.truth.book import Book, Sentence
from contact_flows.scenarios.truth.case import Case, quoted
from contact_flows.scenarios.truth.course import Course, Map
from contact_flows.scenarios.truth.events import Answered, events_of
from contact_flows.scenarios.truth.following import AGENT, SECOND_WAY, may_follow
from contact_flows.scenarios.truth.sentences.table import untrue
from contact_flows.scenarios.worlds import place_of
from contact_flows.simulate.contact import Answer
from contact_flows.simulate.trace import Called, Said, Trace
from contact_flows.simulate.world import Understanding, World
from spec.models import ProgramSpec
from spec.models.centers import Center

MUSIC = "[music]"
_ANY_LANGUAGE = frozenset({"language_choice", "greeting", "transfer_failed", "emergency"})
_BLANK = re.compile(r" [.,]|\s$|: *$")
"""Where a value is missing in a sentence, as only a failure may leave it."""


class Judge:
    """For all contacts of one center; prepared once."""

    def __init__(self, program: ProgramSpec, center: Center, understanding: Understanding | None) -> None:
        self._program, self._map = program, Map(program, center)
        self._book, self._clocks = Book(program, center), Clocks(program)
        self._understanding = understanding
        self._voices = {language: phrases(language).voice for language in languages()}

    def untruth(self, scenario: Scenario, world: World, trace: Trace, script: Script) -> str:
        """The first one, as half a sentence; empty where there is none."""
        line = place_of(self._program, scenario.given).line if scenario.given.enters is None else None
        language = languages_of(line)[0] if line is not None else world.language
        course = Course(self._map, self._understanding, line, language)
        case = Case(scenario, world, trace, course, self._clocks, mute=script.mute)
        return next(self._all(case, script), "")

    def _all(self, case: Case, script: Script) -> Iterator[str]:
        pending: tuple[Sentence, Answer, str] | None = None
        for event in events_of(case.trace, script.answered):
            if isinstance(event, Called):
                yield from calls.untrue(case, event)
                case.answers[event.function] = event
            elif isinstance(event, Answered):
                yield from questions.untimely(case, event.question)
                question = case.here
                case.course.answer(question, event.answer)
                case.insisted |= questions.kind_of(case, question, event.answer) == questions.INSISTS
                pending = question, event.answer, questions.kind_of(case, question, event.answer)
            else:
                sentence = self._read(case, event)
                if sentence is None:
                    yield f"nobody of us says {quoted(event)} ({event.flow}/{event.block})"
                    return
                for why in self._heard(case, sentence, event, pending):
                    yield f"{quoted(event)} {why} ({event.flow}/{event.block})"
                pending = None
        yield from deeds.undone(case)

    def _read(self, case: Case, said: Said) -> Sentence | None:
        message = case.scenario.given.emergency
        if message is not None and said.text == message.message:
            return Sentence("emergency", said.language)
        found = self._book.read(said.text)
        if not found:
            return self._of_service(case, said)
        line = case.course.line.id if case.course.line is not None else ""
        fitting = [one for one in found if one.language in (said.language, "")]
        whose = [one for one in fitting if one.values.get("line", line) == line]
        topics = [one for one in whose if one.values.get("topic", case.course.topic) == case.course.topic]
        return next(iter([*topics, *whose, *fitting, *found]))

    def _of_service(self, case: Case, said: Said) -> Sentence | None:
        """What nobody wrote: music, the name of a queue, and words around a number that a failure left blank."""
        names = {queue.name for queue in case.world.queues.values()}
        if said.text == MUSIC or (said.to == "agent" and said.text in names):
            return Sentence("music", "")
        may = not case.healthy or case.scenario.given.enters is not None
        key = self._book.blank(said.text) if may and _BLANK.search(said.text) else ""
        return Sentence("blank", "", {"key": key}) if key else None

    def _heard(
        self, case: Case, sentence: Sentence, said: Said, pending: tuple[Sentence, Answer, str] | None
    ) -> Iterator[str]:
        key = sentence.key if said.to == "customer" else f"{AGENT}{sentence.key}"
        failed = case.failed_between(case.at, said.at_seconds)
        if sentence.key == "manager_found":
            case.course.found(str(case.answer("find_account_manager").get("account_manager", "")))
        if sentence.key == "greeting":
            yield from self._greeting(case, sentence)
        yield from self._voice(case, sentence, said)
        if sentence.key in ("music", "blank"):
            case.at = said.at_seconds
            if sentence.key == "blank":
                if case.key and not may_follow(case.key, sentence.values["key"], failed=True):
                    yield f"was said after {case.key}"
                case.key, case.here = "", sentence
            return
        if said.to == "customer":
            yield from entered.begins_wrongly(case, sentence)
        if self._out_of_turn(case, key, failed=failed):
            yield f"was said after {case.key}"
        if pending is not None and case.course.sure and case.calm(said.at_seconds):
            question, answer, kind = pending
            yield from questions.rounds(case, question, kind, key)
            if not kind:
                yield from leading.led_astray(case, question, answer, key)
        if case.calm(said.at_seconds):
            yield from leading.unexplained(case, key)
            yield from questions.asked_again(case, key)
        yield from untrue(case, sentence, said)
        if said.to == "customer":
            case.heard[sentence.key] += 1
        else:
            case.told.append(sentence.key)
        case.here, case.key, case.at = sentence, key, said.at_seconds

    def _out_of_turn(self, case: Case, key: str, *, failed: bool) -> bool:
        if not case.key or not case.course.sure or (failed and key in SECOND_WAY):
            return False
        if case.waited_from and (key == f"{AGENT}whisper" or case.key.startswith(AGENT)):
            return False  # whoever waits may be taken amid a sentence; what was pressed then comes after it
        return not may_follow(case.key, key, failed=failed)

    def _greeting(self, case: Case, sentence: Sentence) -> Iterator[str]:
        """Of the line that was called, or of the one that was chosen."""
        line = self._map.lines[sentence.values["line"]]
        course = case.course
        if course.line is None or not course.sure or case.greeted == "":
            if course.line is not None and line is not course.line:
                yield f"is the greeting of another line than {course.line.id}"
        elif line is not course.line and course.asked not in ("line", "find_manager"):
            yield "greets a caller who did not choose this line"
        course.arrive(line, sentence.language)
        case.greeted = line.id

    def _voice(self, case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
        if not sentence.language or case.scenario.given.channel is not Channel.VOICE:
            return
        calm, told = case.calm(said.at_seconds), said.to == "customer"
        wanted = case.course.language if told and case.whole and sentence.key not in _ANY_LANGUAGE else ""
        foreign = bool(wanted) and sentence.language != wanted
        mispronounced = said.voice != self._voices[sentence.language] and case.scenario.given.enters is None
        if mispronounced and (calm or foreign):
            yield f"was said by {said.voice}, who does not speak {sentence.language}"
        if told and calm and (other := entered.foreign(case, sentence)) and sentence.key not in _ANY_LANGUAGE:
            yield f"was said in {sentence.language} to a contact that hears {other}"
        if foreign and calm:
            yield f"was said in {sentence.language} to a caller who hears {wanted}"
