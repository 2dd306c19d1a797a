"""What callers are told: language tags, lengths, and what no voice can say."""

from __future__ import annotations

import pytest

from operate.switches.words import LONGEST, is_tagged, read_messages, read_reason
from spec.errors import UsageError

BOTH = ("en-US", "es-US")


def test_short_and_long_tags_name_the_language_and_keep_the_order_of_the_line() -> None:
    said = read_messages(["es=Cerrado por nieve.", "en-US=Closed  for\nsnow."], BOTH)
    assert list(said.items()) == [("en-US", "Closed for snow."), ("es-US", "Cerrado por nieve.")]


@pytest.mark.parametrize("tag", ["EN", "en_us", "EN-us", "En-US"])
def test_a_tag_may_be_typed_in_any_case(tag: str) -> None:
    assert read_messages([f"{tag}=Closed."], ("en-US",)) == {"en-US": "Closed."}


def test_words_without_a_tag_are_those_of_the_only_language() -> None:
    assert read_messages(["Closed for snow."], ("en-US",)) == {"en-US": "Closed for snow."}


def test_signs_of_equality_and_colons_belong_to_the_words() -> None:
    assert read_messages(["en=Offices: a=b"], BOTH) == {"en-US": "Offices: a=b"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["Closed."], "in which language"),
        (["--yes"], "it would be the words --yes"),
        (["fr=Fermé."], "nobody hears fr there"),
        (["en=a", "en-US=b"], "two texts in en-US"),
        (["en="], "there are no words"),
        (["en=  \n"], "there are no words"),
        (["en=Snow & ice"], "voices cannot say &"),
        (["en=<break/>"], "voices cannot say < and >"),
        (["en=a\u200bb"], "U+200B"),
        (["en=a\x07b"], "U+0007"),
        (["en=call $.Attributes.x"], "as a name"),
        (["en=" + "a" * (LONGEST + 1)], "3,001 characters; 3,000 are the most"),
    ],
)
def test_what_no_voice_can_say_is_refused_with_words(given: list[str], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_messages(given, BOTH)
    assert said in refused.value.what
    assert refused.value.where.startswith("--message")
    assert refused.value.hint


def test_a_language_of_two_countries_must_be_said_in_full() -> None:
    with pytest.raises(UsageError, match="several"):
        read_messages(["es=hola"], ("es-US", "es-MX"))
    assert read_messages(["es-MX=hola"], ("es-US", "es-MX")) == {"es-MX": "hola"}


def test_the_longest_message_and_accents_pass() -> None:
    text = "é" * LONGEST
    assert read_messages([f"es={text}"], BOTH) == {"es-US": text}


@pytest.mark.parametrize(
    ("word", "tagged"), [("es=Hola", True), ("es-US=Hola", True), ("ES_us=Hola", True), ("main", False), ("a/b", False)]
)
def test_a_message_is_told_from_the_name_of_a_line(word: str, tagged: bool) -> None:
    assert is_tagged(word) is tagged


def test_a_reason_is_one_line_and_has_words() -> None:
    assert read_reason(" snow \n storm ") == "snow storm"
    for wrong in ("", "  ", "x" * 501, "a\x1bb", "--yes"):
        with pytest.raises(UsageError, match="--reason"):
            read_reason(wrong)
