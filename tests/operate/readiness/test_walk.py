"""Simulated contacts over what a region has: by themselves they tell whether a line is answered without a function."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from calendars.service.hours import HoursOfOperation, ServiceOpening
from contact_flows.language.document import Channel, FlowSet, FlowType, Ref
from contact_flows.language.text import read
from contact_flows.simulate.machine import Machine
from operate.flows.surroundings import FoundQueue, Surroundings
from operate.readiness.flaw import Area, Flaw, line
from operate.readiness.reach import reach
from operate.readiness.walk import Ground, Way, walk
from tests.operate.readiness.standing import action, content, waits

NOW = dt.datetime(2027, 1, 18, 9, 0, tzinfo=dt.UTC)
MENU = "arn:lookup"
WEEK = tuple(ServiceOpening(day, 8 * 60, 17 * 60) for day in ("mon", "tue", "wed", "thu", "fri"))
OFFICE = HoursOfOperation("office", "UTC", WEEK)
AROUND = Surroundings(
    {"office": OFFICE},
    {"general": FoundQueue(name="General", capacity=None, hours="office", enabled=True)},
    {},
)
NAMES = {"fn": Ref("function", "lookup"), "bot": Ref("bot", "menu"), "q": Ref("queue", "general")}
NAMES |= {"h": Ref("hours", "office"), **{f"h{hour}": Ref("queue", f"h{hour}") for hour in range(10, 17)}}


def flows(*actions: dict[str, Any]) -> FlowSet:
    document = read(content(*actions), id="line-main", name="Main", type=FlowType.CONTACT_FLOW, name_of=NAMES.get)
    return FlowSet((document,))


def _open() -> dict[str, Any]:
    found = action("open", "CheckHoursOfOperation", {"HoursOfOperationId": "h"}, "end")
    answers = (("True", "target"), ("False", "end"))
    found["Transitions"]["Conditions"] = [
        {"NextAction": then, "Condition": {"Operator": "Equals", "Operands": [answer]}} for answer, then in answers
    ]
    return found


def asking(otherwise: str) -> dict[str, Any]:
    found = action("look", "InvokeLambdaFunction", {"LambdaFunctionARN": "fn"}, "target")
    found["Transitions"]["Errors"][0]["NextAction"] = otherwise
    return found


def walked(found: FlowSet, *answering: Ref, around: Surroundings = AROUND) -> list[Flaw]:
    ground = Ground(Machine.of(found), around, frozenset(answering), "us-west-2", "us-east-1", NOW)
    refs = reach(found, "line-main", around.queues)
    return list(walk(ground, Way("the line main", "line-main", Channel.VOICE, line("main"), refs)))


def test_a_line_that_opens_long_after_what_is_behind_it_is_walked_when_it_opens() -> None:
    early = {
        f"h{hour}": replace(OFFICE, week=(ServiceOpening("mon", 60 * hour, 60 * hour + 30),)) for hour in range(10, 17)
    }
    queues = {id_: replace(AROUND.queues["general"], hours=id_) for id_ in early}
    late = replace(OFFICE, week=(ServiceOpening("wed", 480, 1020),))
    around = Surroundings({**early, "office": late}, {**queues, **AROUND.queues}, {})
    others = [action(id_, "UpdateContactTargetQueue", {"QueueId": id_}, "open") for id_ in early]
    assert walked(flows(_open(), *waits("q"), *others), around=around) == []


def test_a_line_whose_function_answers_has_no_flaw() -> None:
    assert walked(flows(asking("end"), *waits("q")), NAMES["fn"]) == []


def test_a_line_that_hangs_up_without_its_function_is_not_ready() -> None:
    first, *_ = walked(flows(asking("end"), *waits("q")))
    assert first.breaks
    assert first.what.startswith("a simulated contact of the line main is let go without lookup")
    assert first.touches == (line("main"),)


def test_a_line_that_goes_on_without_its_function_has_no_flaw_of_its_own() -> None:
    assert walked(flows(asking("target"), *waits("q"))) == []


def test_a_queue_that_is_not_there_leaves_the_caller_with_nobody() -> None:
    empty = Surroundings(AROUND.hours, {}, {})
    found = walked(flows(*waits("q")), around=empty)
    assert found
    assert all(flaw.breaks for flaw in found)


def test_a_line_without_its_flow_cannot_be_walked() -> None:
    (flaw,) = walked(FlowSet(()))
    assert flaw.breaks
    assert "no flow that could be walked" in flaw.what


def test_the_other_region_does_not_answer_in_the_walk() -> None:
    """A function named by its whole ARN in the dark region: the simulator itself finds it dead."""
    names = {"fn": None}
    text = content(
        {**asking("end"), "Parameters": {"LambdaFunctionARN": "arn:aws:lambda:us-east-1:1:function:f"}}, *waits("q")
    )
    document = read(
        text,
        id="line-main",
        name="Main",
        type=FlowType.CONTACT_FLOW,
        name_of=lambda arn: NAMES.get(arn, names.get(arn)),
    )
    assert any(flaw.breaks for flaw in walked(FlowSet((document,))))


def test_an_e_mail_and_a_task_are_walked_without_keys() -> None:
    found = flows(*waits("q"))
    ground = Ground(Machine.of(found), AROUND, frozenset(), "us-west-2", "us-east-1", NOW)
    for channel, area in ((Channel.EMAIL, Area.EMAIL), (Channel.TASK, Area.TASK), (Channel.CHAT, Area.CHAT)):
        refs = reach(found, "line-main", AROUND.queues)
        assert list(walk(ground, Way(f"the channel {area}", "line-main", channel, area, refs))) == []


def test_what_can_be_reached_is_found_behind_every_branch() -> None:
    found = reach(flows(asking("end"), *waits("q")), "line-main", AROUND.queues)
    assert found == {
        Ref("flow", "line-main"),
        Ref("function", "lookup"),
        Ref("queue", "general"),
        Ref("hours", "office"),
    }
