"""Which account manager serves a caller, with tables in memory."""

from __future__ import annotations

import datetime as dt

import pytest

from infra.functions.find_account_manager import handler as find


def nothing(_key: str) -> None:
    """An empty table."""


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


def test_an_account_manager_without_number_or_name_is_answered_without_blanks() -> None:
    answer = found_on("2027-07-01", "tamarack")
    assert answer == {"found": "yes", "account_manager": "tamarack", "name": "tamarack", "phone": "none"}


def active_on(day: str, *managers: str) -> dict[str, str]:
    event = {"Details": {"Parameters": {"question": "active", "managers": ",".join(managers)}}}
    return find.reply(event, nothing, MANAGERS.get, "salt", dt.date.fromisoformat(day))


def test_who_serves_customers_today_is_told_one_by_one() -> None:
    assert active_on("2029-06-30", "northlake", "tamarack") == {
        "active_northlake": "yes",
        "active_tamarack": "yes",
        "any_active": "yes",
    }
    assert active_on("2029-07-01", "northlake", "tamarack") == {
        "active_northlake": "yes",
        "active_tamarack": "no",
        "any_active": "yes",
    }


def test_an_account_manager_without_a_row_is_not_left_out() -> None:
    assert active_on("2027-07-01", "state-basic") == {"active_state_basic": "yes", "any_active": "yes"}


def test_without_that_question_the_caller_is_meant() -> None:
    assert find.reply({"Details": {}}, nothing, MANAGERS.get, "salt", dt.date(2027, 7, 1)) == find.UNKNOWN


def test_a_day_on_which_nobody_serves_is_told_in_one_field() -> None:
    assert active_on("2027-01-01", "northlake", "tamarack")["any_active"] == "no"
