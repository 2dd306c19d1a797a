"""What a waiting caller hears in one language: words and music, now and then the place in line, and a callback."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.actions import waiting as wait
from contact_flows.compile.callback import OTHER, OWN, CallbackOffer, callback_steps
from contact_flows.compile.gone_home import gone_home
from contact_flows.compile.phrases import Phrases, phrases
from contact_flows.compile.scope import HELPED_MOST
from contact_flows.compile.variants import first_language, variant
from contact_flows.language.document import Action, FlowDocument, FlowType, Ref, Value
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.select import belongs_to

INTERRUPT_SECONDS = 60
"""Long enough for music, short enough to know that the line lives. Below 20 the service fails (Loop prompts)."""
WAITS = ((60, "wait_under_1"), (300, "wait_under_5"), (600, "wait_under_10"), (1200, "wait_under_20"))
"""Seconds below which each sentence is true; a figure to the minute would be believed more than it deserves."""
BACK = "back"


def waiting_flow(program: ProgramSpec, center: Center, language: str) -> FlowDocument:
    """For all queues of a center. A chat or task cannot hear prompts: the flow ends, and the contact waits on."""
    words = phrases(language)
    first = language == first_language(program, center)
    steps = [
        *_prompts(program, center, words),
        *gone_home(program, center, words, "metrics"),
        *_place_in_line(words),
        *_callback(program, center, words),
    ]
    return FlowDocument(
        id=variant("waiting", program, center, language),
        name="Waiting" + ("" if first else f" ({language})"),
        type=FlowType.CUSTOMER_QUEUE,
        description="What a waiting caller hears",
        spec_path="infrastructure.queues",
        language=language,
        actions=tuple(act.from_spec("infrastructure.queues", [*steps, act.end_flow(BACK)])),
    )


def hold_messages(program: ProgramSpec, center: Center, text: str) -> list[dict[str, Value]]:
    """Words, then the center's first recording where it has one."""
    prompts = belongs_to(program, center, program.content.prompts)
    music: list[dict[str, Value]] = [{"PromptId": Ref("prompt", prompt.id)} for prompt in prompts[:1]]
    return [{"Text": text}, *music]


def _prompts(program: ProgramSpec, center: Center, words: Phrases) -> list[Action]:
    messages = hold_messages(program, center, words("please_wait", program=program.program.name))
    return [
        act.speak_as("voice", words.voice, "wait"),  # an agent who did not take the call heard it in another one
        wait.loop_prompts("wait", messages, interrupted=(INTERRUPT_SECONDS, "still-staffed"), then=BACK),
    ]


def _place_in_line(words: Phrases) -> list[Action]:
    """Position where it is known, then the expected wait where that is known."""
    place, expected = "$.Metrics.Contact.PositionInQueue", "$.Metrics.Contact.EstimatedWaitTime"
    buckets = [("NumberLessThan", str(seconds), key.replace("_", "-")) for seconds, key in WAITS]
    over = ("NumberGreaterOrEqualTo", str(WAITS[-1][0]), "wait-over-20")
    return [
        wait.read_metrics("metrics", "place"),
        wait.compare_by(
            "place", place, [("NumberGreaterThan", "1", "position"), ("NumberGreaterThan", "0", "next")], "still-here"
        ),
        act.say("next", words("next_in_line"), "expected"),
        act.say("position", words("position", position=place), "expected"),
        act.say("still-here", words("still_here"), "expected"),
        wait.compare_by("expected", expected, [*buckets, over], "callback"),
        *(act.say(key.replace("_", "-"), words(key), "callback") for _seconds, key in (*WAITS, (0, "wait_over_20"))),
    ]


def _callback(program: ProgramSpec, center: Center, words: Phrases) -> list[Action]:
    """No cap here: whoever takes a callback gives up a place for it, so that the queue does not grow."""
    queues = belongs_to(program, center, program.infrastructure.queues)
    helped = [queue.id for queue in queues if queue.overflow is not None and queue.callback]
    offer = CallbackOffer(
        words=words,
        rules=program.infrastructure.callbacks,
        queue=None,
        timeout_seconds=program.infrastructure.accessibility.dtmf_timeout_seconds,
        goodbye="end",
        give_up=BACK,
        helped=tuple(helped[:HELPED_MOST]),
    )
    return [
        act.compare("callback", "$.Attributes.callback", {"yes": "opening"}, BACK),
        act.run_module("opening", "opening", "in-time"),
        act.compare("in-time", "$.Attributes.callback_possible", {"yes": "choices"}, BACK),
        act.menu(
            "choices",
            words("callback_instead"),
            {"1": OWN, "2": OTHER},
            offer.timeout_seconds,
            silent=BACK,
            on_fault=BACK,
        ),
        *callback_steps(offer),
        act.hang_up("end"),
    ]
