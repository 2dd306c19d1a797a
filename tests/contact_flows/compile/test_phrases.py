"""Sentences that callers hear: complete in every language, and filled exactly."""

from __future__ import annotations

import re

import pytest

from contact_flows.compile.phrases import function_words, languages, phrases, placeholders, spoken

ENGLISH = phrases("en-US")
OTHERS = [language for language in languages() if language != "en-US"]


def test_english_and_spanish_are_spoken_and_others_are_not() -> None:
    assert [spoken(language) for language in ("en-US", "es-US", "ko-KR", "")] == [True, True, False, False]


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_sentences_with_the_same_placeholders(language: str) -> None:
    other = phrases(language)
    assert set(other.sentences) == set(ENGLISH.sentences)
    assert {
        key
        for key, sentence in ENGLISH.sentences.items()
        if placeholders(sentence) != placeholders(other.sentences[key])
    } == set()


@pytest.mark.parametrize("language", languages())
def test_no_sentence_is_empty_or_has_stray_spaces(language: str) -> None:
    for sentence in phrases(language).sentences.values():
        assert sentence.strip()
        assert not re.search(r"\s\s|\s[,.;?!]", sentence), sentence


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_was_left_in_english(language: str) -> None:
    same = {key for key, sentence in phrases(language).sentences.items() if sentence == ENGLISH.sentences[key]}
    assert {key for key in same if re.search(r"[a-z]{3}", re.sub(r"\{\w+\}", "", ENGLISH.sentences[key]))} == set()


@pytest.mark.parametrize("language", languages())
def test_every_language_has_a_voice_of_its_own(language: str) -> None:
    own = phrases(language)
    assert own.language == language
    assert [other for other in languages() if phrases(other).voice == own.voice] == [language]


@pytest.mark.parametrize("values", [{}, {"day": "Monday", "time": "7 AM"}, {"hour": "7 AM"}])
def test_a_sentence_takes_exactly_its_placeholders(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="answered_by"):
        ENGLISH("answered_by", **values)


def test_a_missing_sentence_is_a_defect() -> None:
    with pytest.raises(KeyError):
        ENGLISH("no_such_sentence")


def test_functions_get_complete_calendars_in_every_language() -> None:
    words = function_words()
    assert set(words) == set(languages())
    for own in words.values():
        assert (len(own["weekdays"]), len(own["months"])) == (7, 12)
        assert own["parts"][0]["from"] == 0
        assert set(own["states"]) == {"open", "closed"}
        assert set(own) == set(words["en-US"])
