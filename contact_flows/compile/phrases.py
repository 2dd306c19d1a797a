"""What callers hear from us, sentence by sentence and language by language, from `templates/phrases/`.

A sentence has {placeholders}; whoever uses it fills exactly those. A missing key or placeholder is a defect of ours,
raised as an ordinary KeyError or ValueError, and found by tests.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

FOLDER = Path(__file__).parents[2] / "templates" / "phrases"


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language. `voice` as Amazon Polly names it, a neural one; `name` in the language itself."""

    language: str
    name: str
    voice: str
    sentences: Mapping[str, str]
    utterances: Mapping[str, tuple[str, ...]]
    """What callers say to a menu, by what they mean."""
    languages: Mapping[str, str]
    """What other languages are called in this one."""

    def __call__(self, key: str, /, **values: str) -> str:
        """A sentence with its placeholders filled; a value may be a reference such as `$.Attributes.reopens`."""
        sentence = self.sentences[key]
        wanted = placeholders(sentence)
        if wanted != set(values):
            raise ValueError(f"phrase '{key}' in {self.language} takes {sorted(wanted)}, not {sorted(values)}")
        return sentence.format_map(values)


def placeholders(sentence: str) -> frozenset[str]:
    return frozenset(name for _text, name, _form, _conversion in Formatter().parse(sentence) if name is not None)


@functools.cache
def languages() -> tuple[str, ...]:
    """Languages that have phrases, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def spoken(language: str) -> bool:
    """Whether flows can speak it."""
    return language in languages()


@functools.cache
def phrases(language: str) -> Phrases:
    """Raises FileNotFoundError for a language that is not `spoken`."""
    found = _read(language)
    return Phrases(
        language=found["language"],
        name=found["name"],
        voice=found["voice"],
        sentences=found["phrases"],
        utterances={meaning: tuple(map(str, said)) for meaning, said in found["utterances"].items()},
        languages=found["languages"],
    )


def function_words() -> dict[str, Any]:
    """By language, how the functions that flows call say days, times, states and holidays. Plain JSON data."""
    return {language: _read(language)["words"] for language in languages()}


@functools.cache
def _read(language: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return found
