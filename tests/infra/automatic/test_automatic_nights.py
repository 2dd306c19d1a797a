"""The state machine of the receiving region, walked with the real function over a sandbox's Connect, tables and topic."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from infra.functions.automatic.handler import _client, act, handle
from operate.failover.reading import look
from operate.failover.shift import State
from sandbox.server import client
from spec.automatic import approval_of
from spec.heartbeat import Heartbeat
from spec.serving import CHANNELS, Serving
from tests.infra.automatic.night import ALARM, HERE, MOVED_WHOLLY, NAMED, PERSON, WATCHING, Night, NightPace, asking
from tests.infra.automatic.walker import Walker
from tests.operate.failover.fake_world import EAST, WEST


def test_with_both_keys_everything_moves_and_who_is_on_duty_is_told(night: Night) -> None:
    night.darken()
    group = night.client("connect", WEST).get_traffic_distribution(Id=night.place.group)
    before = int(group["LastFailoverTime"].timestamp()) if "LastFailoverTime" in group else 0
    walk = night.walk()
    assert walk.passed == ["Weigh", "Verdict", "Alone", "Move", "Tell"]
    client.clear_faults(night.standing.home)
    assert night.standing.shares() == MOVED_WHOLLY
    row = night.row(WEST)
    assert row is not None
    assert (row.by, row.towards) == ("automatic in us-west-2 (e1)", "")
    assert row.turn > before, "of what the dark region may have kept, none counts more"
    assert row.entirely_in(WEST)
    assert night.row(EAST) is None, "it was dark; the next shift or restore tells it"
    assert [traffic for _, traffic in night.log(WEST)] == [
        "begins to move to us-west-2",
        "calls and agents 100 % in us-west-2; chat, e-mail and web in us-west-2",
    ]
    ((subject, words),) = night.told
    assert subject == "office was moved to us-west-2"
    assert "the last heartbeat of us-east-1 is of" in words


def test_where_the_other_region_answers_its_switchboard_is_written_as_well(night: Night) -> None:
    night.see(EAST, answers=False)
    night.alarm()
    night.walk()
    assert night.row(WEST) == night.row(EAST) != None  # noqa: E711 - both, and there
    assert night.log(EAST) == night.log(WEST)
    assert len(night.log(EAST)) == 2


def test_with_one_key_a_person_is_asked_and_yes_moves_everything(night: Night) -> None:
    night.see(EAST)
    night.alarm()
    client.set_fault(night.standing.home, "dark", region=EAST, service="connect")

    def yes(token: str) -> Any:
        approval = approval_of(night.waiting())
        assert approval is not None
        assert (approval.token, approval.region, approval.open(night.clock())) == (token, WEST, True)
        assert night.standing.client("connect", WEST).get_traffic_distribution(Id=night.place.group)
        return {"approved": True, "by": PERSON}

    walk = night.walk(answer=yes)
    assert walk.passed == ["Weigh", "Verdict", "Ask", "Answered", "Move", "Tell"]
    client.clear_faults(night.standing.home)
    assert night.standing.shares() == MOVED_WHOLLY
    row = night.row(WEST)
    assert row is not None
    assert row.by == f"automatic in us-west-2 (e1), approved by {PERSON}"
    assert night.waiting() == {}


@pytest.mark.parametrize(
    ("answer", "passed", "words"),
    [
        ({"approved": False, "by": PERSON}, ["Ask", "Answered", "Refuse", "Tell"], f"{PERSON} declined"),
        ({}, ["Ask", "Answered", "Refuse", "Tell"], "nobody has answered"),
        ({"approved": "yes", "by": PERSON}, ["Ask", "Answered", "Refuse", "Tell"], "declined"),
        (None, ["Ask", "Unanswered", "Refuse", "Tell"], "nobody has answered"),
    ],
    ids=["no", "nothing said", "not a yes in JSON", "nobody"],
)
def test_without_a_yes_nothing_moves(night: Night, answer: Any, passed: list[str], words: str) -> None:
    asked = asking(night)
    asked.darken()
    walk = asked.walk(answer=lambda _: answer)
    assert walk.passed[2:] == passed
    assert words in asked.told[-1][1]
    assert "civicline failover shift wa-program --stack dev --target aws --to us-west-2 --now" in asked.told[-1][1]
    client.clear_faults(asked.standing.home)
    assert asked.standing.shares() == HERE
    assert asked.waiting() == {}
    assert asked.row(WEST) is None


def test_a_region_that_is_back_when_somebody_approves_is_left_alone(night: Night) -> None:
    asked = asking(night)
    asked.darken()

    def late(_: str) -> Any:
        asked.alarm("OK")
        return {"approved": True, "by": PERSON}

    asked.walk(answer=late)
    assert asked.told[-1][0] == "office was NOT moved"
    assert "us-east-1 answers" in asked.told[-1][1]
    client.clear_faults(asked.standing.home)
    assert asked.standing.shares() == HERE


def test_a_region_that_has_the_traffic_stays_quiet(night: Night) -> None:
    night.shift(WEST)
    night.darken()
    assert night.walk().passed == ["Weigh", "Verdict", "Stay"]
    assert night.told == []


def test_within_the_cooldown_it_waits_and_moves_when_it_is_over_and_the_region_still_dark(night: Night) -> None:
    night.shift(WEST)
    night.shift(EAST)
    began = night.clock()
    night.clock.at += dt.timedelta(minutes=90)
    night.darken()
    walk = night.walk()
    assert walk.passed[:3] == ["Weigh", "Verdict", "Wait"]
    assert walk.passed[-2:] == ["Move", "Tell"]
    assert night.clock() - began >= dt.timedelta(minutes=120)


def test_it_gives_up_where_its_own_region_cannot_answer_for_a_day(night: Night) -> None:
    def function(event: Mapping[str, Any]) -> Mapping[str, Any]:
        night.see(WEST, answers=False)
        return act(night.place, night.client, event, night.clock, night.clock.pass_)

    night.darken()
    began = night.clock()
    walk = night.walk(function=function, at_state=lambda name: night.clock.pass_(7200 * (name == "Wait")))
    assert (walk.passed[-1], walk.status) == ("Stay", "SUCCEEDED")
    assert night.clock() - began > dt.timedelta(hours=24)
    assert night.row(WEST) is None


def test_an_operator_who_began_just_before_keeps_the_machine_out(night: Night) -> None:
    night.darken()
    client.clear_faults(night.standing.home)
    begun = Serving(
        center="office",
        regions=dict.fromkeys(CHANNELS, EAST),
        turn=1,
        since=night.clock() - dt.timedelta(minutes=1),
        by=f"{PERSON} (kai)",
        towards=WEST,
    )
    night.client("dynamodb", EAST).put_item(TableName="switchboard", Item=begun.item())
    assert night.walk(at_state=lambda name: night.alarm("OK") if name == "Wait" else None).passed == [
        *("Weigh", "Verdict", "Wait"),
        *("Weigh", "Verdict", "Stay"),
    ]


def test_of_an_operator_and_the_machine_who_saw_the_same_row_one_is_told(night: Night) -> None:
    """The operator read everything before the machine moved, and says yes after it."""
    seen = look([night.standing.controls], NightPace(night.clock))
    night.darken()
    client.clear_faults(night.standing.home)
    night.walk()
    assert night.shift(WEST, seen) is State.OVERTAKEN
    assert night.standing.shares() == MOVED_WHOLLY


def test_a_yes_to_both_regions_moves_once(night: Night) -> None:
    """Halves, and each region has lost sight of the other: the second yes meets the cooldown of the first."""
    west, east = asking(night), asking(night)
    east.place = replace(night.place, here=EAST, there=WEST, approval=True)
    half = [{"Region": region, "Percentage": 50} for region in (EAST, WEST)]
    night.client("connect", EAST).update_traffic_distribution(
        Id=night.place.group, TelephonyConfig={"Distributions": half}
    )
    for region in (EAST, WEST):
        night.standing.client("cloudwatch", region).put_metric_alarm(AlarmName=ALARM, **WATCHING)
        night.standing.client("cloudwatch", region).set_alarm_state(
            AlarmName=ALARM, StateValue="ALARM", StateReason="told so"
        )
        row = Heartbeat(center="office", region=region, at=night.clock(), answers={"main": True})
        night.client("dynamodb", region).put_item(TableName="switchboard", Item=row.item())
    yes = {"act": "move", "answer": {"approved": True, "by": PERSON}}
    first = act(west.place, night.client, {**yes, "execution": "arn:w"}, night.clock, night.clock.pass_)
    second = act(east.place, night.client, {**yes, "execution": "arn:e"}, night.clock, night.clock.pass_)
    assert (first["moved"], second["moved"]) == (True, False)
    assert "less than 2:00:00 ago" in second["words"]
    assert night.standing.shares() == MOVED_WHOLLY


def test_the_entry_point_weighs_by_its_environment(night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    night.clock.at = dt.datetime.now(dt.UTC)
    night.darken()
    place = night.place
    for name, value in {
        "CENTER": place.center,
        "HERE": place.here,
        "THERE": place.there,
        "HOME": place.home,
        "GROUP": place.group,
        "TABLE": place.board,
        "LOG": place.log,
        "ALARM": place.alarm,
        "TOPIC": place.topic,
        "APPROVAL": "yes",
        "COOLDOWN_MINUTES": "120",
        "NAMED": NAMED,
        "AWS_ENDPOINT_URL": night.standing.endpoint,
        "AWS_ACCESS_KEY_ID": "any",
        "AWS_SECRET_ACCESS_KEY": "any",
    }.items():
        monkeypatch.setenv(name, value)
    event = {"act": "weigh", "execution": "arn:e1", "started": night.clock().isoformat()}
    found = handle(event, None)
    _client.cache_clear()
    assert found["verdict"] in ("ask", "wait"), "wait: a test before this one moved traffic just now"
    assert found["why"]
    with pytest.raises(ValueError, match="no such act"):
        handle({"act": "dance", "execution": "arn:e1"}, None)


def test_a_second_alarm_asks_nobody_twice(night: Night) -> None:
    asked = asking(night)
    asked.darken()
    second: list[Walker] = []

    def meanwhile(_: str) -> Any:
        other = "arn:aws:states:us-west-2:000000000101:execution:automatic:e2"
        second.append(asked.walk(execution=other))
        return {"approved": True, "by": PERSON}

    first = asked.walk(answer=meanwhile)
    assert second[0].passed == ["Weigh", "Verdict", "Ask", "Stay"]
    assert first.passed[-2:] == ["Move", "Tell"]
