"""How words are spoken: in which language, for how long."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from contact_flows.language.document import NOTHING, Channel, Value
from contact_flows.simulate.making import Making
from contact_flows.simulate.references import static, text
from contact_flows.simulate.session import Session

WORDS_PER_SECOND = 2.5
PAUSE_SECONDS = 0.5
RECORDING_SECONDS = 8.0
"""Of a recording whose words the world does not know."""

VOICES: Mapping[str, str] = {
    **dict.fromkeys(
        ("Joanna", "Matthew", "Danielle", "Gregory", "Ivy", "Joey", "Justin", "Kendra", "Kevin", "Kimberly", "Ruth",
         "Salli", "Stephen", "Patrick", "Tiffany"),
        "en-US",
    ),
    **dict.fromkeys(("Lupe", "Penelope", "Penélope", "Miguel", "Pedro"), "es-US"),
    **dict.fromkeys(("Mia", "Andres", "Andrés"), "es-MX"),
    **dict.fromkeys(("Lucia", "Conchita", "Enrique", "Sergio", "Raul"), "es-ES"),
    **dict.fromkeys(("Amy", "Emma", "Brian", "Arthur"), "en-GB"),
    **dict.fromkeys(("Olivia", "Nicole", "Russell"), "en-AU"),
    **dict.fromkeys(("Gabrielle", "Chantal", "Liam"), "fr-CA"),
    **dict.fromkeys(("Lea", "Léa", "Celine", "Céline", "Mathieu", "Remi", "Rémi"), "fr-FR"),
    **dict.fromkeys(("Vicki", "Marlene", "Hans", "Daniel"), "de-DE"),
    **dict.fromkeys(("Camila", "Vitoria", "Vitória", "Ricardo", "Thiago"), "pt-BR"),
    **dict.fromkeys(("Zhiyu",), "cmn-CN"),
    **dict.fromkeys(("Hiujin",), "yue-CN"),
    **dict.fromkeys(("Seoyeon", "Jihye"), "ko-KR"),
    **dict.fromkeys(("Takumi", "Mizuki", "Kazuha", "Tomoko"), "ja-JP"),
    **dict.fromkeys(("Tatyana", "Maxim"), "ru-RU"),
    **dict.fromkeys(("Zeina",), "arb"),
    **dict.fromkeys(("Hala", "Zayd"), "ar-AE"),
    **dict.fromkeys(("Kajal", "Aditi", "Raveena"), "en-IN"),
}  # fmt: skip
"""Amazon Polly's voices and their languages (Polly Developer Guide, "Available voices")."""

_TAGS = re.compile(r"<[^>]*>")

Speak = Callable[[Session], None]


def seconds_of(words: str) -> float:
    return (words.count(" ") + 1) / WORDS_PER_SECOND + PAUSE_SECONDS


def has_prompt(parameters: Mapping[str, Value]) -> bool:
    return any(parameters.get(name) for name in ("Text", "SSML", "PromptId", "Media"))


def words(parameters: Mapping[str, Value]) -> Callable[[Session], tuple[str, float]]:
    """Text and length of a prompt, whichever of the four sources it has."""
    source = parameters.get("Text") or parameters.get("SSML")
    if source is not None:
        marked = parameters.get("Text") is None
        return _spoken(source, marked=marked)
    media = parameters.get("Media")
    source = media.get("Uri") if isinstance(media, Mapping) else parameters.get("PromptId")
    key = text(source)

    def recording(s: Session) -> tuple[str, float]:
        name = key(s)
        known = s.world.prompts.get(name)
        return (f"[{name}]", RECORDING_SECONDS) if known is None else (known, seconds_of(known))

    return recording


def _spoken(source: Value, *, marked: bool) -> Callable[[Session], tuple[str, float]]:
    fixed = static(source)
    if fixed is not None:
        said = _TAGS.sub("", fixed).strip() if marked else fixed
        result = (said, seconds_of(said))
        return lambda _s: result
    make = text(source)

    def dynamic(s: Session) -> tuple[str, float]:
        found = make(s)
        said = _TAGS.sub("", found).strip() if marked else found
        return said, seconds_of(said)

    return dynamic


def speaker(making: Making, parameters: Mapping[str, Value] = NOTHING) -> Speak | None:
    """Says the prompt of an action; None where this channel has no way to."""
    source = parameters or making.parameters
    if not has_prompt(source) or (making.channel is not Channel.VOICE and source.get("Text") is None):
        return None
    found = words(source)
    flow, block, language = making.flow, making.block, making.language

    def speak(s: Session) -> None:
        said, seconds = found(s)
        s.say(said, flow, block, language, seconds)

    return speak
