"""Functions that flows call, with hand-written fakes of what they read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import pytest

from infra.functions.find_account_manager import handler as find
from infra.functions.open_case import handler as keep
from infra.functions.switchboard import handler as switchboard

NOW = 1_800_000_000.0
CALENDAR = {"time_zone": "Pacific/Honolulu", "weekdays": [0, 1, 2, 3, 4], "closed": ["2027-07-05"]}


def nothing(_key: str) -> None:
    """An empty table."""


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


# --- switchboard


def test_nothing_is_announced_when_the_table_is_empty() -> None:
    assert switchboard.answer(nothing, ["center#office"], NOW) == {"emergency": "none", "message": ""}


def test_a_closure_of_the_line_is_told_before_one_of_the_center() -> None:
    rows = {
        "center#office": {"kind": "announce", "message": "Storm today."},
        "line#main": {"kind": "closed", "message": "Closed for the blizzard."},
    }
    found = switchboard.answer(rows.get, ["line#main", "center#office"], NOW)
    assert found == {"emergency": "closed", "message": "Closed for the blizzard."}


@pytest.mark.parametrize(("expires", "kind"), [(NOW + 1, "closed"), (NOW, "none"), (NOW - 1, "none"), (None, "closed")])
def test_a_closure_ends_when_it_expires(expires: float | None, kind: str) -> None:
    row = {"kind": "closed", "message": "Closed.", **({} if expires is None else {"expires": expires})}
    assert switchboard.answer({"center#office": row}.get, ["center#office"], NOW)["emergency"] == kind


def test_a_row_of_another_kind_is_no_closure() -> None:
    assert switchboard.answer({"center#a": {"kind": "typo"}}.get, ["center#a"], NOW)["emergency"] == "none"


def test_a_flow_may_ask_for_its_line() -> None:
    event = {"Details": {"Parameters": {"line": "main", "question": "emergency"}}}
    assert switchboard.scopes_of(event, "office") == ["line#main", "center#office"]
    assert switchboard.scopes_of({}, "office") == ["center#office"]


# --- find_account_manager

MANAGERS = {
    "northlake": {
        "id": "northlake",
        "name": "Northlake Mobility",
        "phone": "+18005550131",
        "active_from": "2027-04-12",
    },
    "tamarack": {"id": "tamarack", "active_from": "2027-04-12", "active_to": "2029-06-30"},
}


def found_on(day: str, manager: str) -> dict[str, str]:
    customers = {find.digest("+15035550199", "salt"): {"account_manager": manager}}
    return find.answer(customers.get, MANAGERS.get, "+15035550199", "salt", dt.date.fromisoformat(day))


def test_a_customer_on_record_is_led_to_the_account_manager() -> None:
    assert found_on("2027-07-01", "northlake") == {
        "found": "yes",
        "account_manager": "northlake",
        "name": "Northlake Mobility",
        "phone": "+18005550131",
    }


@pytest.mark.parametrize(
    ("day", "found"), [("2027-04-11", "no"), ("2027-04-12", "yes"), ("2029-06-30", "yes"), ("2029-07-01", "no")]
)
def test_an_account_manager_serves_between_its_dates_only(day: str, found: str) -> None:
    assert found_on(day, "tamarack")["found"] == found


@pytest.mark.parametrize("address", ["", "+15035550100"])
def test_whoever_is_not_on_record_is_asked_by_a_person(address: str) -> None:
    assert find.answer(nothing, MANAGERS.get, address, "salt", dt.date(2027, 7, 1)) == find.UNKNOWN


def test_a_contact_without_a_telephone_has_no_address() -> None:
    assert find.address_of({"Details": {"ContactData": {"CustomerEndpoint": None}}}) == ""


def test_the_key_of_a_customer_does_not_show_the_number() -> None:
    assert "5035550199" not in find.digest("+15035550199", "salt")
    assert find.digest("+15035550199", "a") != find.digest("+15035550199", "b")


# --- open_case


class FakeCases:
    def __init__(self) -> None:
        self.made: list[dict[str, Any]] = []

    def create_case(self, **arguments: Any) -> dict[str, Any]:
        self.made.append(arguments)
        return {"caseId": f"case-{len(self.made)}"}


class FakeProfiles:
    def __init__(self, known: Mapping[tuple[str, str], str] | None = None) -> None:
        self.known = dict(known or {})

    def search_profiles(self, **arguments: Any) -> dict[str, Any]:
        found = self.known.get((arguments["KeyName"], arguments["Values"][0]))
        return {"Items": [{"ProfileId": found}] if found else []}

    def create_profile(self, **arguments: Any) -> dict[str, Any]:
        key = (
            ("_email", arguments["EmailAddress"])
            if "EmailAddress" in arguments
            else ("_phone", arguments["PhoneNumber"])
        )
        self.known[key] = f"profile-{len(self.known) + 1}"
        return {"ProfileId": self.known[key]}


SETTINGS = {
    "CASE_DOMAIN": "domain",
    "CASE_TEMPLATE": "general",
    "ACKNOWLEDGE_FIELD": "field-1",
    "ACKNOWLEDGE_DAYS": "1.0",
    "PROFILES": "amazon-connect-example",
    "PROFILES_ARN": "arn:aws:profile:us-west-2:000000000101:domains/amazon-connect-example",
}


def event_of(endpoint: Mapping[str, str] | None, **parameters: str) -> dict[str, Any]:
    return {
        "Details": {"ContactData": {"ContactId": "contact-7", "CustomerEndpoint": endpoint}, "Parameters": parameters}
    }


def open_one(event: Mapping[str, Any], cases: FakeCases, profiles: FakeProfiles) -> dict[str, str]:
    now = utc("2027-07-02T20:00")
    return keep.open_case(event, cases=cases, profiles=profiles, calendar=CALENDAR, settings=SETTINGS, now=now)


def fields_of(made: Mapping[str, Any]) -> dict[str, str]:
    return {field["id"]: field["value"]["stringValue"] for field in made["fields"]}


def test_a_request_becomes_a_case_due_on_the_next_business_day() -> None:
    cases, profiles = FakeCases(), FakeProfiles({("_phone", "+18085550199"): "p-1"})
    caller = {"Address": "+18085550199", "Type": "TELEPHONE_NUMBER"}
    answer = open_one(event_of(caller, reason="callback_requested", queue="voicemail", line="main"), cases, profiles)
    assert answer == {"case": "case-1", "acknowledge_by": "2027-07-06"}  # the 5th is a holiday, after a weekend
    (made,) = cases.made
    fields = fields_of(made)
    assert fields["field-1"] == "2027-07-06"
    assert fields["customer_id"].endswith("/profiles/p-1")
    assert fields["title"] == keep.TITLES["callback_requested"]
    assert "+18085550199" not in json.dumps(made)


def test_a_repeated_call_carries_the_same_token() -> None:
    cases = FakeCases()
    for _ in range(2):
        open_one(event_of(None, reason="chat_unanswered"), cases, FakeProfiles())
    assert {made["clientToken"] for made in cases.made} == {"contact-7"}


def test_an_unknown_writer_gets_a_profile_once() -> None:
    cases, profiles = FakeCases(), FakeProfiles()
    writer = {"Address": "someone@mail.example", "Type": "EMAIL_ADDRESS"}
    for _ in range(2):
        open_one(event_of(writer, reason="email_unrouted"), cases, profiles)
    assert len(profiles.known) == 1
    assert len({fields_of(made)["customer_id"] for made in cases.made}) == 1


def test_a_contact_without_an_address_still_becomes_a_case() -> None:
    cases = FakeCases()
    open_one(event_of(None, reason="something else"), cases, FakeProfiles())
    fields = fields_of(cases.made[0])
    assert "customer_id" not in fields
    assert fields["title"] == keep.OTHER_TITLE


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
