"""What a region is told, and what it takes it for: an answer that means nothing turns no key."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from infra.functions.automatic.parts.looking import entirely_in, look, voice_of
from infra.functions.automatic.parts.place import Place, place_of
from spec.serving import CHANNELS, Serving, serving_scope

HERE, THERE = "us-west-2", "us-east-1"
NOW = dt.datetime(2027, 1, 15, 3, 0, tzinfo=dt.UTC)
PLACE = Place(
    center="office",
    here=HERE,
    there=THERE,
    home=THERE,
    group="arn:group",
    board="board",
    log="log",
    alarm="alarm",
    topic="arn:topic",
    approval=True,
    cooldown_minutes=120,
    named="wa-program",
)


def told(voice: int, agents: int, *, sign_in: bool) -> dict[str, Any]:
    def shares(here: int) -> dict[str, Any]:
        return {"Distributions": [{"Region": HERE, "Percentage": here}, {"Region": THERE, "Percentage": 100 - here}]}

    where = [{"Region": HERE, "Enabled": sign_in}, {"Region": THERE, "Enabled": not sign_in}]
    return {
        "TelephonyConfig": shares(voice),
        "AgentConfig": shares(agents),
        "SignInConfig": {"Distributions": where},
    }


@pytest.mark.parametrize("answer", [{}, {"TelephonyConfig": {}}, {"TelephonyConfig": {"Distributions": []}}])
def test_a_group_that_tells_no_shares_is_not_one_without_calls(answer: dict[str, Any]) -> None:
    assert voice_of(answer, HERE) is None


def test_the_share_of_calls_is_that_of_the_region() -> None:
    assert (voice_of(told(40, 0, sign_in=False), HERE), voice_of(told(40, 0, sign_in=False), THERE)) == (40, 60)


def test_all_is_here_only_with_calls_agents_and_sign_in() -> None:
    assert entirely_in(told(100, 100, sign_in=True), HERE)
    assert not entirely_in(told(100, 100, sign_in=False), HERE)
    assert not entirely_in(told(100, 0, sign_in=True), HERE)
    assert not entirely_in(told(90, 100, sign_in=True), HERE)


@dataclass
class Aws:
    """Clients of both regions at once; what is asked last is kept."""

    alarms: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    silent: frozenset[tuple[str, str]] = frozenset()
    reads: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, service: str, region: str) -> Any:
        return _Client(self, service, region)


@dataclass
class _Client:
    aws: Aws
    service: str
    region: str

    def _answer(self) -> None:
        if (self.service, self.region) in self.aws.silent:
            raise EndpointConnectionError(endpoint_url=self.region)

    def get_item(self, **given: Any) -> dict[str, Any]:
        self._answer()
        self.aws.reads.append(given)
        found = self.aws.rows.get((self.region, given["Key"]["scope"]["S"]))
        return {"Item": found} if found else {}

    def describe_alarms(self, **_: Any) -> dict[str, Any]:
        self._answer()
        return {"MetricAlarms": self.aws.alarms}

    def get_traffic_distribution(self, **_: Any) -> dict[str, Any]:
        self._answer()
        return told(0, 0, sign_in=False)


@pytest.mark.parametrize(
    ("alarms", "found"),
    [
        ([{"StateValue": "ALARM"}], True),
        ([{"StateValue": "OK"}], False),
        ([{"StateValue": "INSUFFICIENT_DATA"}], None),
        ([], None),
    ],
    ids=["on", "off", "too little data", "gone"],
)
def test_an_alarm_that_knows_nothing_is_neither_on_nor_off(alarms: list[dict[str, Any]], found: bool | None) -> None:
    assert look(PLACE, Aws(alarms=alarms), NOW).sight.alarm is found


@pytest.mark.parametrize("service", ["cloudwatch", "connect"])
def test_a_service_of_its_own_that_is_silent_leaves_it_without_knowledge(service: str) -> None:
    sight = look(PLACE, Aws(silent=frozenset({(service, HERE)}), alarms=[{"StateValue": "ALARM"}]), NOW).sight
    assert sight.blind
    assert (sight.alarm is None, sight.voice is None) == (service == "cloudwatch", service == "connect")


def test_the_other_switchboard_may_be_silent_and_its_own_may_not() -> None:
    row = Serving(center="office", regions=dict.fromkeys(CHANNELS, THERE), turn=3, since=NOW, by="kai")
    rows = {(HERE, serving_scope("office")): row.item(), (THERE, serving_scope("office")): replace(row, turn=4).item()}
    both = look(PLACE, Aws(rows=rows), NOW)
    assert both.sight.row == replace(row, turn=4)
    assert both.rows == {HERE: row, THERE: replace(row, turn=4)}
    alone = look(PLACE, Aws(rows=rows, silent=frozenset({("dynamodb", THERE)})), NOW)
    assert (alone.sight.row, alone.rows) == (row, {HERE: row})
    with pytest.raises(EndpointConnectionError):
        look(PLACE, Aws(rows=rows, silent=frozenset({("dynamodb", HERE)})), NOW)


def test_rows_are_read_as_they_are_now() -> None:
    aws = Aws()
    look(PLACE, aws, NOW)
    assert [read["ConsistentRead"] for read in aws.reads] == [True] * 4


def test_the_environment_says_where_it_is_and_who_decides() -> None:
    names = {"CENTER": "office", "HERE": HERE, "THERE": THERE, "HOME": THERE, "GROUP": "arn:group", "TABLE": "board"}
    named = {"LOG": "log", "ALARM": "alarm", "TOPIC": "arn:topic", "COOLDOWN_MINUTES": "120", "NAMED": "wa-program"}
    assert place_of({**names, **named, "APPROVAL": "yes"}) == PLACE
    assert place_of({**names, **named, "APPROVAL": "no"}) == replace(PLACE, approval=False)
    assert PLACE.regions == (THERE, HERE)
    assert not PLACE.rules.home
