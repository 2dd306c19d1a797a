"""One question after the talk, with keys (BP-4): runs when the agent has gone and the customer has not."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.compile.phrases import phrases
from contact_flows.compile.variants import first_language, other_languages
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.centers import Center

SCORES = ("1", "2", "3", "4", "5")
REPEATS = 1
ATTRIBUTE = "csat"


def survey_flow(program: ProgramSpec, center: Center) -> FlowDocument:
    """Voice only: a written contact that ends has ended. A hang-up makes every prompt fail, and the flow ends."""
    first = first_language(program, center)
    others = other_languages(program, center)
    targets = {code: f"voice-{code}" for code in others}
    start = "language" if others else "ask"
    steps = [act.compare("channel", "$.Channel", {"VOICE": start}, "end")]
    if others:
        steps.append(act.compare("language", "$.Attributes.language", targets, "ask"))
    for code in others:
        steps.append(act.speak_as(targets[code], phrases(code).voice, f"ask-{code}"))
        steps += _question(program, code, f"-{code}")
    steps += [*_question(program, first, ""), act.hang_up("end")]
    return FlowDocument(
        id="survey",
        name="Survey",
        type=FlowType.CONTACT_FLOW,
        description="One question after the talk",
        spec_path="service_levels",
        language=first,
        actions=tuple(act.from_spec("service_levels", steps)),
    )


def _question(program: ProgramSpec, language: str, suffix: str) -> list[Action]:
    """A wrong key is asked once more; silence is an answer too."""
    words = phrases(language)
    seconds = program.infrastructure.accessibility.dtmf_timeout_seconds
    return [
        act.menu(
            f"ask{suffix}",
            words("survey"),
            {score: f"score-{score}{suffix}" for score in SCORES},
            seconds,
            silent="end",
            wrong=f"again{suffix}",
            on_fault="end",
        ),
        act.repeat(f"again{suffix}", REPEATS, f"ask{suffix}", "end"),
        *(act.remember(f"score-{score}{suffix}", {ATTRIBUTE: score}, f"thanks{suffix}") for score in SCORES),
        act.say(f"thanks{suffix}", words("survey_thanks"), "end"),
    ]
