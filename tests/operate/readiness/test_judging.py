"""Judgment of single kinds of evidence, where the sandbox shows only one of their forms."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from calendars.service.hours import HoursOfOperation, Override, ServiceOpening
from contact_flows.language.document import FlowSet
from operate.aws import Target
from operate.flows.surroundings import FoundQueue, Surroundings
from operate.readiness.functions import is_permitted
from operate.readiness.limits import Quota, judge_quotas, read_quotas
from operate.readiness.mail import Sending, judge_sending
from operate.readiness.parity import Configuration, judge_parity
from operate.readiness.region import Region
from operate.readiness.stores import FoundStores, judge_pairing, judge_stores
from operate.readiness.traffic import told
from operate.readiness.verdict import Readiness, Scope, State, Subject, Verdict, together
from spec.deployed import DeployedCenter, Instance

INSTANCE = "arn:aws:connect:us-west-2:111122223333:instance/i"
CENTER = DeployedCenter(region="us-west-2", account="111122223333", alias="a", instance=Instance(id="i", arn=INSTANCE))
HERE = Region(Target(), CENTER)
ALLOWED: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": {"Service": "connect.amazonaws.com"},
    "Action": "lambda:InvokeFunction",
    "Condition": {"ArnLike": {"AWS:SourceArn": INSTANCE}},
}


@pytest.mark.parametrize(
    ("change", "permitted"),
    [
        ({}, True),
        ({"Condition": {}}, True),
        ({"Condition": {"ArnLike": {"aws:SourceArn": f"{INSTANCE[:-1]}*"}}}, True),
        ({"Action": ["lambda:GetFunction", "lambda:*"]}, True),
        ({"Principal": "*"}, True),
        ({"Condition": {"ArnLike": {"AWS:SourceArn": INSTANCE.replace("us-west-2", "us-east-1")}}}, False),
        ({"Effect": "Deny"}, False),
        ({"Principal": {"Service": "lex.amazonaws.com"}}, False),
        ({"Action": "lambda:GetFunction"}, False),
        ({"Principal": {"AWS": "arn:aws:iam::111122223333:root"}}, False),
    ],
)
def test_a_policy_lets_the_instance_of_this_region_invoke_the_function_or_not(
    change: dict[str, Any], *, permitted: bool
) -> None:
    assert is_permitted(json.dumps({"Statement": [{**ALLOWED, **change}]}), INSTANCE) is permitted


class Quotas:
    """Rows as Service Quotas gives them."""

    def __init__(self, *rows: tuple[str, float, str]) -> None:
        self.rows = rows

    def list_service_quotas(self, **_: Any) -> dict[str, Any]:
        told = [{"QuotaCode": code, "QuotaName": code, "Value": value, "QuotaContext": {"ContextId": context}}
                for code, value, context in self.rows]  # fmt: skip
        return {"Quotas": told}


def test_the_quota_of_the_instance_counts_before_that_of_the_account() -> None:
    region = Region(
        Target(),
        CENTER,
        {"service-quotas": Quotas(("calls", 60, INSTANCE), ("calls", 10, "*"), ("calls", 99, "x/other"))},
    )
    assert read_quotas(region) == {"calls": Quota("calls", 60)}


def test_a_quota_that_the_region_does_not_have_at_all_is_told() -> None:
    (flaw,) = judge_quotas({}, {"L-1": Quota("Concurrent active chats per instance", 500)}, HERE, "us-east-1")
    assert flaw.what.endswith("in us-west-2 is none, in us-east-1 500")
    assert [str(touch) for touch in flaw.touches] == ["chat"]


def test_a_higher_quota_is_no_flaw() -> None:
    assert not [*judge_quotas({"L-1": Quota("q", 6)}, {"L-1": Quota("q", 5)}, HERE, "us-east-1")]


def test_sending_without_a_daily_limit_is_not_less_than_any() -> None:
    endless, limited = Sending(True, True, -1, 14), Sending(True, True, 50_000, 14)
    assert not [*judge_sending(endless, limited, HERE, "us-east-1")]
    (flaw,) = judge_sending(limited, endless, HERE, "us-east-1")
    assert "sends 50000 messages a day, in us-east-1 inf" in flaw.what


def test_domains_of_cases_and_profiles_that_are_gone_are_losses() -> None:
    found = [*judge_stores(FoundStores("Suspended", profiles=False), HERE)]
    assert [flaw.breaks for flaw in found] == [False, False]
    assert "is Suspended: no case is opened" in found[0].what
    assert not [*judge_stores(FoundStores(None, None), HERE)]


def test_what_only_the_other_region_was_given_is_told() -> None:
    other = Region(
        Target(), CENTER.model_copy(update={"region": "us-east-1", "case_domain": "d", "buckets": {"raw": "b"}})
    )
    assert [flaw.what for flaw in judge_pairing(HERE, other)] == [
        "us-west-2 has no domain of cases, us-east-1 has one",
        "us-west-2 has no bucket for contact records, us-east-1 has one",
    ]


WEEK = (ServiceOpening("mon", 480, 1020), ServiceOpening("tue", 480, 1020))
HOLIDAY = Override("New Year", dt.date(2027, 1, 1), dt.date(2027, 1, 1), "CLOSED")
PARENT = HoursOfOperation("arn:aws:connect:us-west-2:1:instance/i/operating-hours/p", "UTC", (), (HOLIDAY,))
HOURS = HoursOfOperation("office", "UTC", WEEK, (HOLIDAY, replace(HOLIDAY, name="Monday after")), (PARENT,))


def configuration(hours: HoursOfOperation, queue: FoundQueue | None = None) -> Configuration:
    queues = {} if queue is None else {"general": queue}
    return Configuration(FlowSet(()), Surroundings({"office": hours}, queues, {}))


def test_the_order_of_a_list_and_the_region_of_a_parent_are_no_difference() -> None:
    parent = replace(PARENT, id=PARENT.id.replace("us-west-2", "us-east-1"))
    turned = replace(HOURS, week=WEEK[::-1], overrides=HOURS.overrides[::-1], parents=(parent,))
    assert not [*judge_parity(configuration(HOURS), configuration(turned), HERE, "us-east-1")]


def test_a_holiday_that_only_one_region_has_is_a_difference() -> None:
    (flaw,) = judge_parity(configuration(replace(HOURS, overrides=(HOLIDAY,))), configuration(HOURS), HERE, "us-east-1")
    assert flaw.what == "the hours office of us-west-2 differ from us-east-1's in overrides"
    assert not flaw.breaks


def test_what_a_region_lacks_is_not_told_a_second_time_as_a_difference() -> None:
    queue = FoundQueue(name="General", capacity=5, hours="office", enabled=True)
    assert not [*judge_parity(configuration(HOURS), configuration(HOURS, queue), HERE, "us-east-1")]


def test_names_in_a_sentence_are_five_at_most() -> None:
    assert told(["ana"]) == "user ana is"
    assert told(list("gfedcba")) == "users a, b, c, d, e and 2 more are"


def verdict(state: State) -> Verdict:
    return Verdict(Subject("office", Scope.LINE, "main"), state)


def test_a_check_that_looked_at_nothing_holds_nothing() -> None:
    assert not Readiness("us-west-2", ()).holds
    assert not together("us-west-2", []).ready


def test_what_is_lost_does_not_keep_traffic_away_and_what_breaks_does() -> None:
    ready, lost, broken = (Readiness("us-west-2", (verdict(state),)) for state in State)
    assert (ready.holds, lost.holds, broken.holds) == (True, True, False)
    assert (ready.ready, lost.ready) == (True, False)
    assert not together("us-west-2", [ready, broken]).holds
    assert str(broken.refused[0].subject) == "line main (office)"
