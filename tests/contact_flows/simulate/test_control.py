"""Hours, loops, draws, waiting."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from calendars.service.hours import Override
from contact_flows.language.document import Action, Channel, Condition, ErrorBranch, FlowType
from contact_flows.simulate.trace import Ended
from contact_flows.simulate.world import Fault
from tests.contact_flows.simulate.small import OFFICE, TO_QUEUE, WORLD, ZONE, act, flow, play, say, texts

OPEN = (say("open", "open"), say("closed", "closed"))


def hours(hours_id: str | None = "hours:office") -> Action:
    parameters = {} if hours_id is None else {"HoursOfOperationId": hours_id}
    return act(
        "hours", "CheckHoursOfOperation", "closed", {"True": "open", "False": "closed"},
        {"NoMatchingError": "failed"}, **parameters,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("second", "heard"), [("16:59:59", "open"), ("17:00:00", "closed"), ("07:59:59", "closed"), ("08:00:00", "open")]
)
def test_hours_are_half_open_to_the_second(second: str, heard: str) -> None:
    now = dt.datetime.combine(dt.date(2027, 3, 10), dt.time.fromisoformat(second), ZONE)
    assert texts(play(hours(), *OPEN, world=replace(WORLD, now=now))) == [heard]


def test_a_call_that_comes_before_closing_can_find_it_closed_after_the_greeting() -> None:
    now = dt.datetime(2027, 3, 10, 16, 59, 58, tzinfo=ZONE)
    greeting = say("hello", "one two three four five six seven eight nine ten", "hours")
    assert texts(play(greeting, hours(), *OPEN, world=replace(WORLD, now=now)))[-1] == "closed"


def test_an_override_closes_a_day() -> None:
    day = dt.date(2027, 3, 10)
    closed = replace(OFFICE, overrides=(Override("Storm", day, day, "CLOSED"),))
    assert texts(play(hours(), *OPEN, world=replace(WORLD, hours={"hours:office": closed}))) == ["closed"]


def test_without_an_id_the_hours_of_the_target_queue_count() -> None:
    target = replace(TO_QUEUE[0], next="hours")
    assert texts(play(target, hours(None), *OPEN)) == ["open"]


def test_without_an_id_and_a_queue_hours_are_an_error() -> None:
    assert texts(play(hours(None), *OPEN)) == ["failed"]


def test_an_agents_queue_has_no_hours() -> None:
    queues = {"queue:billing": replace(WORLD.queues["queue:billing"], agent_queue=True)}
    target = replace(TO_QUEUE[0], next="hours")
    assert texts(play(target, hours(None), *OPEN, world=replace(WORLD, queues=queues))) == ["failed"]


def test_unknown_and_broken_hours_are_errors() -> None:
    assert texts(play(hours("hours:nowhere"), *OPEN)) == ["failed"]
    assert texts(play(hours(), *OPEN, world=replace(WORLD, faults={"hours:office": Fault.DEAD}))) == ["failed"]


def loop(count: str, again: str = "again") -> Action:
    return act("loop", "Loop", "done", {"ContinueLooping": again, "DoneLooping": "done"}, LoopCount=count)


@pytest.mark.parametrize(("count", "rounds"), [("0", 0), ("1", 1), ("3", 3)])
def test_a_loop_continues_so_many_times_then_is_done(count: str, rounds: int) -> None:
    trace = play(loop(count), say("again", "again", "loop"), say("done", "done"))
    assert texts(trace) == ["again"] * rounds + ["done"]


def test_a_loop_begins_anew_after_it_was_done() -> None:
    outer = act("outer", "Loop", "end", {"ContinueLooping": "loop", "DoneLooping": "end"}, LoopCount="2")
    trace = play(outer, loop("1"), say("again", "again", "loop"), say("done", "done", "outer"))
    assert texts(trace) == ["again", "done", "again", "done"]


def test_a_loop_is_counted_for_the_action_even_over_a_transfer_and_back() -> None:
    go = act("go", "TransferToFlow", errors={"NoMatchingError": "failed"}, ContactFlowId="flow:other")
    back = act("back", "TransferToFlow", errors={"NoMatchingError": "failed"}, ContactFlowId="flow:main")
    trace = play(
        loop("2", "again"), say("again", "again", "go"), go, say("done", "done"), others=(flow("other", back),)
    )
    assert texts(trace) == ["again", "again", "done"]


def draw() -> Action:
    thresholds = {"21": "a", "51": "b"}
    return Action(
        id="draw",
        type="DistributeByPercentage",
        next="rest",
        conditions=tuple(Condition(target, (below,), "NumberLessThan") for below, target in thresholds.items()),
        errors=(ErrorBranch("NoMatchingCondition", "rest"),),
    )


def test_draws_share_contacts_out_by_their_percentages() -> None:
    steps = (draw(), say("a", "a"), say("b", "b"), say("rest", "rest"))
    found = Counter(texts(play(*steps, id=f"contact-{number}"))[0] for number in range(2000))
    assert found["a"] == pytest.approx(400, abs=80)
    assert found["b"] == pytest.approx(600, abs=90)
    assert found["rest"] == pytest.approx(1000, abs=100)


def test_a_draw_is_the_same_for_the_same_seed_and_contact() -> None:
    steps = (draw(), say("a", "a"), say("b", "b"), say("rest", "rest"))
    assert play(*steps, id="x") == play(*steps, id="x")
    by_seed = {texts(play(*steps, world=replace(WORLD, seed=seed)))[0] for seed in range(30)}
    assert by_seed == {"a", "b", "rest"}


def wait(**more: str) -> Action:
    return act(
        "wait", "Wait", "failed", {"WaitCompleted": "waited"}, {"NoMatchingError": "failed"},
        TimeLimitSeconds="3600", **more,
    )  # fmt: skip


def test_waiting_takes_its_time_in_a_chat_and_is_an_error_in_a_call() -> None:
    chat = play(wait(), say("waited", "waited"), channel=Channel.CHAT)
    assert texts(chat) == ["waited"]
    assert chat.said[0].at_seconds == 3600
    assert texts(play(wait(), say("waited", "waited"))) == ["failed"]


def test_a_chat_expires_after_25_hours() -> None:
    trace = play(wait(), say("waited", "waited", "wait"), channel=Channel.CHAT)
    assert (trace.ended, trace.by) == (Ended.DISCONNECT, "service")
    assert trace.elapsed_seconds == 25 * 3600


def test_a_transfer_to_a_whisper_is_refused() -> None:
    go = act("go", "TransferToFlow", errors={"NoMatchingError": "failed"}, ContactFlowId="flow:whisper")
    other = flow("whisper", say("psst", "psst"), kind=FlowType.AGENT_WHISPER)
    assert texts(play(go, others=(other,))) == ["failed"]


def test_a_transfer_to_another_flow_never_returns() -> None:
    go = act("go", "TransferToFlow", "after", errors={"NoMatchingError": "failed"}, ContactFlowId="flow:other")
    assert texts(play(go, say("after", "after"), others=(flow("other", say("there", "there")),))) == ["there"]
