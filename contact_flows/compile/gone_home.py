"""A caller still waits when hours are over and nobody works any more: the request is kept, and waiting ends."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.actions import waiting
from contact_flows.compile.keeping import keeps_cases, open_case
from contact_flows.compile.message import REASON, work
from contact_flows.compile.phrases import Phrases
from contact_flows.language.document import Action
from spec.models import ProgramSpec
from spec.models.centers import Center


def gone_home(program: ProgramSpec, center: Center, words: Phrases, then: str) -> list[Action]:
    """From `still-staffed` on to `then` as long as anybody works or may come back.

    A queue flow cannot lead to the flow that takes messages, so what that one does without asking is done here.
    """
    case = keeps_cases(program)
    kept = work(program, center, case=case, on_fault="request" if case else "not-kept")
    keep = open_case("keep", REASON, kept[0].id, "not-kept") if case else []
    reference, day = "$.Attributes.case_reference_spoken", "$.Attributes.acknowledge_spoken"
    told = words("request_kept", reference=reference) if case else words("request_kept_plain")
    promise = words("answered_by", day=day) if case else words("answered_next_day")
    address, goodbye = "$.CustomerEndpoint.Address", words("goodbye", program=program.program.name)
    steps = [
        waiting.agents_staffed("still-staffed", None, then, "still-open"),
        act.check_hours("still-open", None, then, "gone"),
        act.say("gone", words("gone_home"), [*keep, *kept][0].id),
        *keep,
        *kept,
        act.say("request", told, "reachable"),
        waiting.compare_by("reachable", address, [("TextStartsWith", "+", "answered-by")], "unreachable"),
        act.say("answered-by", promise, "goodbye"),
        act.say("unreachable", words("request_unreachable"), "goodbye"),
        act.say("not-kept", words("request_not_kept"), "call-again"),
        act.say("call-again", words("call_again"), "goodbye"),
        act.say("goodbye", goodbye, "end"),
    ]
    return act.from_spec("infrastructure.hours", steps)
