"""What callers are told, by language: read from the command line, and refused where no voice could say it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from spec.errors import UsageError
from spec.faults import listed

LONGEST = 3_000
"""Characters that one prompt may speak (Administrator Guide, "Flow block: Play prompt")."""
_TAGGED = re.compile(r"(?P<language>[a-z]{2,3})(?:[-_](?P<country>[a-z]{2}))?=(?P<text>.*)", re.DOTALL | re.IGNORECASE)
_OPTION = re.compile(r"--?[a-z][a-z-]*", re.IGNORECASE)
"""What follows an option that was left without its value."""
_MARKUP = "<>&"
"""Speech markup: a voice that meets them stops, or says nothing at all."""


def is_tagged(word: str) -> bool:
    """Whether a word of the command line is one more message, such as es="...", and not the name of a line."""
    return _TAGGED.fullmatch(word) is not None


def read_messages(given: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
    """Text by language, in the order of `languages`.

    given      `en=...`, `es-US=...`; a text without a tag where only one language is spoken
    languages  those of the line
    raises     UsageError
    """
    found: dict[str, str] = {}
    for word in given:
        tagged = _TAGGED.fullmatch(word)
        language = _language(_tag(tagged), languages) if tagged else _only(word, languages)
        if language in found:
            raise UsageError("--message", f"there are two texts in {language}", "leave one of them out")
        found[language] = _spoken(language, tagged["text"] if tagged else word)
    return {language: found[language] for language in languages if language in found}


def _tag(tagged: re.Match[str]) -> str:
    """As languages are written, however it was typed: `es-US` for `ES_us`."""
    country = tagged["country"]
    return tagged["language"].lower() + (f"-{country.upper()}" if country else "")


def _language(tag: str, languages: Sequence[str]) -> str:
    """`en` stands for `en-US` where that is spoken."""
    if tag in languages:
        return tag
    near = [language for language in languages if language.partition("-")[0] == tag]
    if len(near) == 1:
        return near[0]
    what = "several of its languages begin so" if near else f"nobody hears {tag} there"
    known = list(near or languages)
    spoken = f"its languages are {listed(known, 'and')}" if len(known) > 1 else f"its only language is {known[0]}"
    raise UsageError(f"--message {tag}", what, f'{spoken}: --message {known[0].partition("-")[0]}="..."')


def _only(word: str, languages: Sequence[str]) -> str:
    _no_option("--message", word)
    if len(languages) == 1:
        return languages[0]
    forms = " ".join(f'{language.partition("-")[0]}="..."' for language in languages)
    raise UsageError("--message", f"in which language is {_short(word)}?", f"write --message {forms}")


def _spoken(language: str, text: str) -> str:
    """The text as one line. Raises UsageError for what a voice does not say."""
    where, words = f"--message {language}", " ".join(text.split())
    if not words:
        hint = "leave it out, and callers hear the usual sentence for a closure"
        raise UsageError(where, "there are no words", hint)
    if markup := sorted(_among(words, _MARKUP)):
        what = f"voices cannot say {listed(markup, 'and')}"
        raise UsageError(where, what, 'write them as words, such as "and" for &')
    if hidden := sorted(f"U+{ord(c):04X}" for c in set(words) if _is_hidden(c)):
        raise UsageError(where, f"it holds characters that nobody sees ({', '.join(hidden)})", "type it anew")
    if "$." in words:
        raise UsageError(where, 'flows read "$." as a name, not as words', "write the amount in words")
    if len(words) > LONGEST:
        what = f"it has {len(words):,} characters; {LONGEST:,} are the most that one prompt speaks"
        raise UsageError(where, what, "say it shorter: callers hear all of it")
    return words


def _among(words: str, characters: str) -> Iterable[str]:
    return (character for character in characters if character in words)


def _is_hidden(character: str) -> bool:
    """Control, format and private characters, and halves of one (surrogates)."""
    return unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Cn"}


def _short(word: str) -> str:
    return f'"{word[:40]}..."' if len(word) > 40 else f'"{word}"'  # noqa: PLR2004  # enough to know it again


LONGEST_REASON = 500


def read_reason(text: str, option: str = "--reason") -> str:
    """Why, for colleagues and auditors: one line; callers never hear it. Raises UsageError."""
    words = " ".join(text.split())
    if not words:
        raise UsageError(option, "there are no words", f'say why, such as {option} "ice storm": it is kept in the log')
    _no_option(option, words)
    if len(words) > LONGEST_REASON:
        what = f"it has {len(words):,} characters; {LONGEST_REASON} are the most"
        raise UsageError(option, what, "say it shorter")
    if any(_is_hidden(character) for character in words):
        raise UsageError(option, "it holds characters that nobody sees", "type it anew")
    return words


def _no_option(option: str, word: str) -> None:
    """Raises UsageError where the value was forgotten, so that the next option was taken for it."""
    if _OPTION.fullmatch(word):
        raise UsageError(option, f"it would be the words {word}", f'write {option} "..." before {word}')
