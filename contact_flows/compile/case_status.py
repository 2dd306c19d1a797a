"""Where is my request? Asks for its number and tells the state of it; a person for whoever cannot say it."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.compile.modules import module
from contact_flows.compile.phrases import phrases
from contact_flows.compile.scope import Scope
from contact_flows.language.document import FlowDocument

TRIES = 3
MOST_DIGITS = 12
INPUT = "$.StoredCustomerInput"


def case_status_module(scope: Scope, language: str) -> FlowDocument:
    """Returns `told`, or `person` after three tries, for 0, and when the function fails.

    The function says `denied` where the caller's number is not that of the request: nothing is disclosed (18 USC 2721).
    """
    words, seconds = phrases(language), scope.program.infrastructure.accessibility.dtmf_timeout_seconds
    asked = {"reference": INPUT, "language": language}
    steps = [
        act.repeat("tries", TRIES, "ask", "no-success"),
        act.ask_digits("ask", words("case_ask"), MOST_DIGITS, seconds, "given", "person"),
        act.compare("given", INPUT, {"Timeout": "not-heard", "0": "person"}, "look-up"),
        act.say("not-heard", words("not_understood"), "tries"),
        act.call_function("look-up", "case_status", asked, "found", "no-answer"),
        act.compare("found", "$.External.found", {"yes": "keep", "denied": "denied"}, "unknown"),
        act.remember("keep", {"case_reference": INPUT}, "tell"),
        act.say("tell", words("case_state", state="$.External.status_spoken"), "told"),
        act.say("unknown", words("case_unknown"), "tries"),
        act.say("denied", words("case_denied"), "person"),
        act.say("no-answer", words("technical_problem"), "person"),
        act.say("no-success", words("person_next"), "person"),
        act.returns("told", "told"),
        act.returns("person", "person"),
    ]
    name = "Case status" if language == scope.first_language else f"Case status ({language})"
    return module(
        scope.variant("case-status", language), name, "Tells the state of a request", "cases", steps, language
    )
