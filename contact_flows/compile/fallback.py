"""Something failed, in one language: an apology, another telephone, the message, and at last a plain goodbye."""

from __future__ import annotations

from pydantic import TypeAdapter

from contact_flows import actions as act
from contact_flows.compile.phrases import Phrases, phrases
from contact_flows.compile.variants import first_language, variant
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.base import Phone
from spec.models.centers import Center
from spec.select import belongs_to, resilience_of

_PHONE: TypeAdapter[str] = TypeAdapter(Phone)


def fallback_flow(program: ProgramSpec, center: Center, language: str) -> FlowDocument:
    """The second way depends on the line; each way is tried once, so that no caller runs in circles."""
    words = phrases(language)
    first = language == first_language(program, center)
    second = _second_way(program, center, words)
    steps = [
        # Whatever failed may have failed between two languages.
        act.speak_as("voice", words.voice, "sorry"),
        act.say("sorry", words("technical_problem"), "mark"),
        act.remember("mark", {"second_way": "tried"}, second[0].id),
        *second,
        *_message(program, center, words),
    ]
    return FlowDocument(
        id=variant("fallback", program, center, language),
        name="Fallback" + ("" if first else f" ({language})"),
        type=FlowType.CONTACT_FLOW,
        description="What a caller hears when something fails, and where the call goes then",
        spec_path="infrastructure.resilience",
        language=language,
        actions=tuple(act.from_spec("infrastructure.resilience", steps)),
    )


def second_numbers(program: ProgramSpec, center: Center) -> tuple[dict[str, str], str | None]:
    """By line the number that it names as a last resort, and the one for all others."""
    lines = belongs_to(program, center, program.infrastructure.lines)
    own = {line.id: line.fallback_phone for line in lines if line.fallback_phone is not None}
    named = resilience_of(program, center).fallback_phone
    all_lines = {line.id: line for line in program.infrastructure.lines}
    if named in all_lines:  # a line of this center is no second way: it fails with the center
        other = all_lines[named]
        usable = other.numbers and other.id not in {line.id for line in lines}
        return own, other.numbers[0].number if usable else None
    return own, None if named is None else _PHONE.validate_python(named)


def _second_way(program: ProgramSpec, center: Center, words: Phrases) -> list[Action]:
    """A dialed number takes the call with it; whatever comes after means that nobody was reached."""
    own, common = second_numbers(program, center)
    numbers = tuple(dict.fromkeys([*own.values(), *([common] if common else [])]))
    if not numbers:
        return [act.compare("line", "$.Attributes.message", {"failed": "call-again"}, "message")]
    ids = {number: f"other-{position}" for position, number in enumerate(numbers, start=1)}
    otherwise = ids[common] if common else "message-kept"
    targets = {line: ids[number] for line, number in own.items()}
    steps = [act.compare("line", "$.Attributes.line", targets, otherwise)] if targets else []
    for number, id_ in ids.items():
        steps += [
            act.say(id_, words("connecting_elsewhere"), f"{id_}-dial"),
            act.dial(f"{id_}-dial", number, "not-reached"),
        ]
    return [
        *steps,
        act.say("not-reached", words("not_connected"), "message-kept"),
        act.compare("message-kept", "$.Attributes.message", {"failed": "call-again"}, "message"),
    ]


def _message(program: ProgramSpec, center: Center, words: Phrases) -> list[Action]:
    return [
        act.go_to_flow("message", variant("message", program, center, words.language), "call-again"),
        act.say("call-again", words("call_again"), "goodbye"),
        act.say("goodbye", words("goodbye", program=program.program.name), "end"),
        act.hang_up("end"),
    ]
