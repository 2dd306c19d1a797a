"""Behind every quick connect to a queue: what an agent's transfer does."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.compile.phrases import phrases
from contact_flows.compile.variants import first_language, other_languages, variant
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.centers import Center


def transfer_flow(program: ProgramSpec, center: Center, general: str) -> FlowDocument:
    """The queue that the agent chose, `general` when it fails; the agent hears when nothing worked, and stays.

    A transfer counts as a hop (BP-50) and ends the offer of a callback: that one belonged to the queue before.
    """
    words = phrases(first_language(program, center))
    wait = _wait_flow(program, center)
    steps = [
        act.run_module("hop", "hop", "mark"),
        act.remember("mark", {"callback": "no"}, wait[0].id),
        *wait,
        act.transfer_to_queue("enter", "general", "general"),
        act.target_queue("general", general, "enter-general", "sorry"),
        act.transfer_to_queue("enter-general", "sorry", "sorry"),
        act.say("sorry", words("transfer_failed"), "end"),
        act.hang_up("end"),
    ]
    return FlowDocument(
        id="transfer",
        name="Transfer to queue",
        type=FlowType.QUEUE_TRANSFER,
        description="Behind quick connects to queues",
        spec_path="infrastructure.quick_connects",
        language=words.language,
        actions=tuple(act.from_spec("infrastructure.quick_connects", steps)),
    )


def _wait_flow(program: ProgramSpec, center: Center) -> list[Action]:
    """Whoever was greeted in a language waits in it."""
    first = first_language(program, center)
    hooks = {code: variant("waiting", program, center, code) for code in other_languages(program, center)}
    targets = {code: f"wait-{code}" for code in hooks}
    choose = [act.compare("language", "$.Attributes.language", targets, "wait")] if targets else []
    return [
        *choose,
        *(act.hook(f"wait-{code}", "CustomerQueue", flow, "enter") for code, flow in hooks.items()),
        act.hook("wait", "CustomerQueue", variant("waiting", program, center, first), "enter"),
    ]
