"""What agents and customers hear apart from the menu: who is on the line, music on hold, and why we call."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.actions import waiting
from contact_flows.compile.phrases import Phrases, phrases
from contact_flows.compile.variants import first_language, other_languages
from contact_flows.compile.waiting import hold_messages
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.languages import Spoken


def whisper_flow(program: ProgramSpec, center: Center) -> FlowDocument:
    """Agents may serve other programs too, so the program comes first (S31-16); then what they need at once."""
    words = phrases(first_language(program, center))
    language = _language(program, words)
    then = language[0].id
    others = other_languages(program, center)
    steps = [
        *([act.speak_as("voice", words.voice, "who")] if others else []),
        act.say("who", words("whisper", program=program.program.name, queue="$.Queue.Name"), "sensitive"),
        act.compare("sensitive", "$.Attributes.sensitive", {"yes": "say-sensitive"}, then),
        act.say("say-sensitive", words("whisper_sensitive"), then),
        *language,
        *_interpreter(program, words),
        act.end_flow("end"),
    ]
    return FlowDocument(
        id="whisper",
        name="Whisper",
        type=FlowType.AGENT_WHISPER,
        description="Names program, queue and language to the agent before the caller is heard",
        spec_path="infrastructure.queues",
        language=words.language,
        actions=tuple(act.from_spec("infrastructure.languages", steps)),
    )


def _language(program: ProgramSpec, words: Phrases) -> list[Action]:
    """Any language but the agents' own is named, also those in which no menu is spoken."""
    others = [language for language in program.infrastructure.languages if language.code != words.language]
    need = act.compare("need-interpreter", "$.Attributes.interpreter", {"yes": "interpreter"}, "end")
    if not others:
        return [need]
    targets = {language.code: f"language-{language.code}" for language in others}
    return [
        act.compare("language", "$.Attributes.language", targets, "need-interpreter"),
        *(
            act.say(
                targets[language.code],
                words("whisper_language", language=language.name),
                "interpreter" if language.voice is not Spoken.AGENTS else "need-interpreter",
            )
            for language in others
        ),
        need,
    ]


def _interpreter(program: ProgramSpec, words: Phrases) -> list[Action]:
    line = program.infrastructure.interpreter_line
    name = line.name if line is not None else words("whisper_interpreter_unnamed")
    return [act.say("interpreter", words("whisper_interpreter", interpreter=name), "end")]


def hold_flow(program: ProgramSpec, center: Center) -> FlowDocument:
    """While an agent has the customer on hold; no action may end such a flow, so the music plays on."""
    first = first_language(program, center)
    others = other_languages(program, center)
    targets = {code: f"voice-{code}" for code in others}
    steps = [act.compare("language", "$.Attributes.language", targets, f"voice-{first}")] if others else []
    for code in (*others, first):
        words = phrases(code)
        steps.append(act.speak_as(f"voice-{code}", words.voice, f"hold-{code}"))
        steps.append(waiting.loop_prompts(f"hold-{code}", hold_messages(program, center, words("on_hold")), then=None))
    return FlowDocument(
        id="on-hold",
        name="On hold",
        type=FlowType.CUSTOMER_HOLD,
        description="What a customer hears on hold",
        spec_path="content.prompts",
        language="" if others else first,
        actions=tuple(act.from_spec("content.prompts", steps)),
    )


def outbound_flow(program: ProgramSpec, center: Center) -> FlowDocument:
    """Calls that we make, call-backs too: recording starts while it rings, so the notice is on the recording.

    Whoever declined the recording when calling us is not recorded when we call back.
    """
    consent = program.infrastructure.consent
    first = first_language(program, center)
    noticed = consent.record_calls and consent.announce
    told = _who_calls(program, center, "outbound_recorded" if noticed else "outbound")
    steps = [act.record("record", told[0].id), *told] if consent.record_calls else told
    if consent.record_calls and consent.unrecorded_path:
        plain = _who_calls(program, center, "outbound", "-unrecorded") if noticed else told
        declined = act.compare("recorded", "$.Attributes.recorded", {"no": plain[0].id}, "record")
        steps = [declined, *steps, *(plain if noticed else [])]
    steps = [*steps, act.end_flow("end")]
    return FlowDocument(
        id="outbound",
        name="Outbound",
        type=FlowType.OUTBOUND_WHISPER,
        description="What a customer hears first when we call",
        spec_path="infrastructure.consent",
        language=first,
        actions=tuple(act.from_spec("infrastructure.consent", steps)),
    )


def _who_calls(program: ProgramSpec, center: Center, key: str, suffix: str = "") -> list[Action]:
    """Sentence `key` in the language that the customer chose."""
    others = other_languages(program, center)
    targets = {code: f"voice-{code}{suffix}" for code in others}
    steps = [act.compare(f"language{suffix}", "$.Attributes.language", targets, f"say{suffix}")] if others else []
    for code in others:
        words = phrases(code)
        steps.append(act.speak_as(targets[code], words.voice, f"say-{code}{suffix}"))
        steps.append(act.say(f"say-{code}{suffix}", words(key, program=program.program.name), "end"))
    words = phrases(first_language(program, center))
    return [*steps, act.say(f"say{suffix}", words(key, program=program.program.name), "end")]
