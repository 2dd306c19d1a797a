"""The first expectation that is not met, in the words of the file, with what came instead."""

from __future__ import annotations

from typing import Any

import pytest

from contact_flows.scenarios.expect import first_unmet
from contact_flows.scenarios.model import Scenario
from contact_flows.scenarios.script import Question, Script
from contact_flows.simulate.trace import Ended, Said, Step, Trace, Verdict


def trace(**changes: Any) -> Trace:
    said = (
        Said("en-US", "Welcome to the program.", "line", "greet", 0.0),
        Said("en-US", "This call is recorded.", "line", "notice", 3.0),
        Said("es-US", "Permanezca en la línea.", "waiting", "wait", 9.0),
    )
    usual: dict[str, Any] = {
        "said": said,
        "steps": (Step("line", "enter", "queued"),),
        "moments": (9.0,),
        "attributes": {"topic": "billing", "hops": "1"},
        "ended": Ended.QUEUE,
        "by": "customer",
        "queue": "queue:billing",
        "queues": ("queue:general", "queue:billing"),
        "elapsed_seconds": 60.0,
    }
    return Trace(**(usual | changes))


def unmet(then: dict[str, Any], script: Script | None = None, **changes: Any) -> str:
    scenario = Scenario.model_validate({"id": "a", "title": "t", "then": then})
    return str(first_unmet(scenario, trace(**changes), script or Script(())) or "")


@pytest.mark.parametrize(
    "then",
    [
        {"hears": ["welcome to the PROGRAM", "recorded"]},
        {"hears": ["Welcome", "program"]},
        {"hears": [{"text": "permanezca", "language": "es-US"}]},
        {"never_hears": ["goodbye"]},
        {"language": "es-US"},
        {"ends": ["callback", "queue"]},
        {"queue": ["general", "billing"]},
        {"never_queue": ["policy"]},
        {"opens_case": False},
        {"attributes": {"topic": "billing"}},
        {"within_seconds": 60},
        {"hops": 1},
    ],
)
def test_what_happened_meets_what_was_expected(then: dict[str, Any]) -> None:
    assert unmet(then) == ""


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ({"hears": ["recorded", "welcome"]}, 'to hear "welcome"'),
        ({"hears": ["program", "welcome"]}, 'to hear "welcome"'),
        ({"hears": [{"text": "welcome", "language": "es-US"}]}, "in es-US"),
        ({"never_hears": ["RECORDED"]}, "in line/notice"),
        ({"language": "en-US"}, "last heard in es-US"),
        ({"ends": "voicemail"}, "ended in queue billing"),
        ({"queue": "policy"}, "instead queue billing"),
        ({"never_queue": ["general"]}, "it waited in general"),
        ({"opens_case": True}, "cases opened: 0"),
        ({"attributes": {"topic": "device"}}, "it is 'billing'"),
        ({"calls": ["+13605550179"]}, "dialed: nothing"),
        ({"within_seconds": 59.5}, "it took 60 seconds"),
        ({"hops": 0}, "passed on 1 times"),
    ],
)
def test_what_is_not_met_is_said_with_what_came_instead(then: dict[str, Any], words: str) -> None:
    assert words in unmet(then)


def test_a_stranded_contact_never_passes() -> None:
    found = unmet({"ends": "queue"}, verdict=Verdict.DEAD_END, verdict_at="line/menu")
    assert "dead end at line/menu" in found


def test_hanging_up_after_a_question_without_a_word_never_passes() -> None:
    script = Script((), questions=[Question("line", "menu", 3)])
    for _ in range(3):
        script.heard(Said("en-US", "x", "line", "greet", 0.0))
    ended = {"ended": Ended.DISCONNECT, "by": "flow", "queue": None}
    assert "after the question of line/menu" in unmet({"ends": "disconnect"}, script, **ended)
    script.heard(Said("en-US", "Goodbye.", "line", "bye", 9.0))
    assert unmet({"ends": "disconnect"}, script, **ended) == ""
