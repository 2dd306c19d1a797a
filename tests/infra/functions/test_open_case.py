"""Requests that become cases, with a case store and profiles in memory."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import pytest

from contact_flows.compile.phrases import function_words
from infra.functions.open_case import handler as keep

CALENDAR = {
    "time_zone": "Pacific/Honolulu",
    "weekdays": [0, 1, 2, 3, 4],
    "closed": ["2027-07-05"],
    "words": function_words(),
}
SETTINGS = {
    "CASE_DOMAIN": "domain",
    "CASE_TEMPLATE": "general",
    "ACKNOWLEDGE_FIELD": "field-1",
    "ACKNOWLEDGE_DAYS": "1.0",
    "PROFILES": "amazon-connect-example",
    "PROFILES_ARN": "arn:aws:profile:us-west-2:000000000101:domains/amazon-connect-example",
}
CALLER = {"Address": "+18085550199", "Type": "TELEPHONE_NUMBER"}
WRITER = {"Address": "someone@mail.example", "Type": "EMAIL_ADDRESS"}
ANONYMOUS = {"Address": "anonymous", "Type": "TELEPHONE_NUMBER"}


class FakeCases:
    """A token makes a case once, and is refused for other fields, as by the service."""

    def __init__(self) -> None:
        self.made: dict[str, dict[str, Any]] = {}

    def create_case(self, **arguments: Any) -> dict[str, Any]:
        known = self.made.setdefault(arguments["clientToken"], arguments)
        assert known == arguments
        return {"caseId": f"case-{list(self.made).index(arguments['clientToken']) + 1}"}

    def get_case(self, **arguments: Any) -> dict[str, Any]:
        number = 10_000_000 + int(arguments["caseId"].removeprefix("case-"))
        return {
            "fields": [{"id": wanted["id"], "value": {"stringValue": str(number)}} for wanted in arguments["fields"]]
        }


class FakeProfiles:
    def __init__(self, known: Mapping[tuple[str, str], str] | None = None) -> None:
        self.known = dict(known or {})

    def search_profiles(self, **arguments: Any) -> dict[str, Any]:
        found = self.known.get((arguments["KeyName"], arguments["Values"][0]))
        return {"Items": [{"ProfileId": found}] if found else []}

    def create_profile(self, **arguments: Any) -> dict[str, Any]:
        keys = {"EmailAddress": "_email", "PhoneNumber": "_phone", "AccountNumber": "_account"}
        (name,) = set(arguments) - {"DomainName"}
        key = (keys[name], arguments[name])
        self.known[key] = f"profile-{len(self.known) + 1}"
        return {"ProfileId": self.known[key]}


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def event_of(endpoint: Mapping[str, str] | None, **parameters: str) -> dict[str, Any]:
    return {
        "Details": {"ContactData": {"ContactId": "contact-7", "CustomerEndpoint": endpoint}, "Parameters": parameters}
    }


def open_one(event: Mapping[str, Any], cases: FakeCases, profiles: FakeProfiles | None = None) -> dict[str, str]:
    return keep.open_case(
        event,
        cases=cases,
        profiles=profiles or FakeProfiles(),
        calendar=CALENDAR,
        settings=SETTINGS,
        now=utc("2027-07-02T20:00"),
    )


def fields_of(cases: FakeCases, number: int = 0) -> dict[str, str]:
    return {field["id"]: field["value"]["stringValue"] for field in list(cases.made.values())[number]["fields"]}


def test_a_request_becomes_a_case_due_on_the_next_business_day() -> None:
    cases, profiles = FakeCases(), FakeProfiles({("_phone", "+18085550199"): "p-1"})
    answer = open_one(event_of(CALLER, reason="callback_requested", queue="voicemail", line="main"), cases, profiles)
    assert answer == {
        "case": "case-1",
        "reference": "10000001",
        "reference_spoken": "1, 0, 0, 0, 0, 0, 0, 1",
        "acknowledge_by": "2027-07-06",  # the 5th is a holiday, after a weekend
        "acknowledge_spoken": "Tuesday, July 6",
    }
    fields = fields_of(cases)
    assert fields["field-1"] == "2027-07-06"
    assert fields["customer_id"].endswith("/profiles/p-1")
    assert fields["title"] == keep.TITLES["callback_requested"]


def test_a_spanish_caller_hears_the_day_in_spanish() -> None:
    answer = open_one(event_of(CALLER, reason="callback_requested", language="es-US"), FakeCases())
    assert answer["acknowledge_spoken"] == "martes 6 de julio"


def test_the_case_names_the_contact_that_holds_the_message_and_never_the_number() -> None:
    cases = FakeCases()
    open_one(event_of(CALLER, reason="callback_requested", phone="+18085550123"), cases)
    assert "contact=contact-7" in fields_of(cases)["summary"]
    assert "5550" not in json.dumps(cases.made)


def test_a_repeated_call_makes_no_second_case() -> None:
    cases, profiles = FakeCases(), FakeProfiles()
    answers = [open_one(event_of(None, reason="chat_unanswered"), cases, profiles) for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(cases.made) == 1


def test_two_requests_of_one_contact_are_two_cases() -> None:
    cases = FakeCases()
    for reason in ("sensitive", "callback_requested"):
        open_one(event_of(CALLER, reason=reason), cases)
    assert len(cases.made) == 2


def test_a_token_is_never_longer_than_the_service_takes() -> None:
    cases = FakeCases()
    open_one(event_of(CALLER, reason="r" * 200), cases)
    assert all(len(token) <= keep.TOKEN_MAX for token in cases.made)


def test_an_unknown_writer_gets_a_profile_once() -> None:
    cases, profiles = FakeCases(), FakeProfiles()
    for reason in ("email_unrouted", "something else"):
        open_one(event_of(WRITER, reason=reason), cases, profiles)
    assert list(profiles.known) == [("_email", "someone@mail.example")]


@pytest.mark.parametrize(
    ("endpoint", "phone", "known_by"),
    [
        (ANONYMOUS, "+18085550123", ("_phone", "+18085550123")),
        (ANONYMOUS, "Timeout", ("_account", "contact-7")),
        (None, "", ("_account", "contact-7")),
        (CALLER, "+18085550123", ("_phone", "+18085550199")),
    ],
)
def test_a_customer_is_known_by_number_or_else_by_the_contact(
    endpoint: Mapping[str, str] | None, phone: str, known_by: tuple[str, str]
) -> None:
    profiles = FakeProfiles()
    open_one(event_of(endpoint, reason="callback_requested", phone=phone), FakeCases(), profiles)
    assert list(profiles.known) == [known_by]


def test_an_unknown_reason_still_becomes_a_case() -> None:
    cases = FakeCases()
    answer = open_one(event_of(None), cases)
    assert fields_of(cases)["title"] == keep.OTHER_TITLE
    assert all(answer.values())


@pytest.mark.parametrize(
    ("now", "days", "due"),
    [
        ("2027-06-30T18:00", 1, "2027-07-01"),
        ("2027-07-02T18:00", 1, "2027-07-06"),
        ("2027-07-03T09:00", 1, "2027-07-06"),  # still Friday in Honolulu
        ("2027-07-04T18:00", 1, "2027-07-06"),
        ("2027-06-30T18:00", 0.5, "2027-07-01"),
        ("2027-06-28T18:00", 3, "2027-07-01"),
    ],
)
def test_due_days_skip_weekends_and_holidays_of_the_centers_own_zone(now: str, days: float, due: str) -> None:
    assert keep.due(utc(now), days, CALENDAR).isoformat() == due
