"""All that anybody may hear from one center: our phrases, the agency's words, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import NamedTuple

from contact_flows.compile.phrases import function_words, languages, phrases
from contact_flows.scenarios.truth.agency import Own, own_texts
from spec.models import ProgramSpec
from spec.models.centers import Center

NOTHING: Mapping[str, str] = {}
LONG = 500
"""Characters from which on a text of the agency may be spoken in parts."""


class Sentence(NamedTuple):
    """One text that was heard, understood.

    key      of the phrase, or what it is of the agency's: greeting, menu, more_menu, answer, facts, recording
    values   what its placeholders held, or whose it is: line, topic, manager
    """

    key: str
    language: str
    values: Mapping[str, str] = NOTHING


class Book:
    """Reads texts back into what they say. A text may be said by several: two lines may share a greeting."""

    def __init__(self, program: ProgramSpec, center: Center) -> None:
        self._program = program
        self._exact: dict[str, list[Sentence]] = {}
        self._long: list[tuple[str, Sentence]] = []
        self._patterns: list[tuple[re.Pattern[str], str, str]] = []
        self._blank: list[tuple[re.Pattern[str], str]] = []
        self._read: dict[str, tuple[Sentence, ...]] = {}
        for own in own_texts(program, center):
            self._add_own(own)
        for language in languages():
            self._add_phrases(language)

    def read(self, text: str) -> tuple[Sentence, ...]:
        """What a text can mean; nothing for a text that nobody of us says."""
        known = self._read.get(text)
        if known is None:
            known = self._read[text] = tuple(self._found(text))
        return known

    def blank(self, text: str) -> str:
        """Key of the sentence that a text is, where a value is missing in it; empty where it is none."""
        return next((key for pattern, key in self._blank if pattern.fullmatch(text)), "")

    def _add_own(self, own: Own) -> None:
        sentence = Sentence(own.key, own.language, own.values)
        self._exact.setdefault(own.text, []).append(sentence)
        if len(own.text) >= LONG:
            self._long.append((own.text, sentence))

    def _add_phrases(self, language: str) -> None:
        states: dict[str, str] = function_words()[language]["states"]
        self._exact.update({text: [Sentence("case_state", language)] for text in states.values()})
        for key, sentence in phrases(language).sentences.items():
            if key == "case_state":
                continue
            filled = sentence.replace("{program}", self._program.program.name)
            if "{" in filled:
                self._patterns.append((_pattern(filled), key, language))
                self._blank.append((_pattern(filled, "*"), key))
            else:
                self._exact.setdefault(filled, []).append(Sentence(key, language))

    def _found(self, text: str) -> Iterator[Sentence]:
        exact = self._exact.get(text)
        if exact:
            yield from exact
            return
        for pattern, key, language in self._patterns:
            match = pattern.fullmatch(text)
            if match:
                yield Sentence(key, language, match.groupdict())
        if len(text) > 1:
            yield from (sentence for whole, sentence in self._long if text in whole)


def _pattern(sentence: str, words: str = "+") -> re.Pattern[str]:
    """A placeholder takes any words, the same ones where it stands twice; with `*` also none."""
    parts, seen = [], set[str]()
    for text, name, _form, _conversion in Formatter().parse(sentence):
        parts.append(re.escape(text))
        if name is not None:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.{words}?)")
            seen.add(name)
    return re.compile("".join(parts), re.DOTALL)
