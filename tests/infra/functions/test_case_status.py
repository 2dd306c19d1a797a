"""Who hears how a request stands: only the customer whose request it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from contact_flows.compile.phrases import function_words
from infra.functions.case_status import handler

OWN, OTHER, SHARED = "+18085550199", "+18085550123", "+18085550150"
SETTINGS = {"CASE_DOMAIN": "domain", "PROFILES": "amazon-connect-example"}
PROFILE = "arn:aws:profile:us-west-2:000000000101:domains/amazon-connect-example/profiles/"


class FakeProfiles:
    def __init__(self) -> None:
        self.known = {OWN: ["p-1"], OTHER: ["p-2"], SHARED: ["p-3", "p-1"]}

    def search_profiles(self, **arguments: Any) -> dict[str, Any]:
        assert arguments["KeyName"] == "_phone"
        return {"Items": [{"ProfileId": profile} for profile in self.known.get(arguments["Values"][0], [])]}


class FakeCases:
    """Finds by exact reference only; a reference may belong to several requests."""

    def __init__(self, *requests: Mapping[str, str]) -> None:
        self.requests = requests

    def search_cases(self, **arguments: Any) -> dict[str, Any]:
        wanted = arguments["filter"]["field"]["equalTo"]
        shown = [field["id"] for field in arguments["fields"]]
        found = [one for one in self.requests if one[wanted["id"]] == wanted["value"]["stringValue"]]
        return {
            "cases": [
                {
                    "caseId": "c",
                    "fields": [{"id": key, "value": {"stringValue": one[key]}} for key in shown if key in one],
                }
                for one in found
            ]
        }


def request(status: str = "open", profile: str = "p-1", reference: str = "10000001") -> dict[str, str]:
    return {"reference_number": reference, "status": status, "customer_id": f"{PROFILE}{profile}"}


def asked(number: str | None, reference: str, *requests: Mapping[str, str], language: str = "en-US") -> dict[str, str]:
    endpoint = None if number is None else {"Address": number, "Type": "TELEPHONE_NUMBER"}
    event = {
        "Details": {
            "ContactData": {"CustomerEndpoint": endpoint},
            "Parameters": {"reference": reference, "language": language},
        }
    }
    return handler.case_status(
        event, cases=FakeCases(*requests), profiles=FakeProfiles(), settings=SETTINGS, words=function_words()
    )


def test_the_customer_hears_how_the_request_stands() -> None:
    assert asked(OWN, "10000001", request()) == {
        "found": "yes",
        "status": "open",
        "status_spoken": "Your request is open. We are working on it.",
    }


def test_a_spanish_caller_hears_it_in_spanish() -> None:
    assert asked(OWN, "10000001", request("closed"), language="es-US")["status_spoken"] == "Su solicitud está cerrada."


def test_a_state_of_the_agencys_own_counts_as_open() -> None:
    assert asked(OWN, "10000001", request("pending"))["status_spoken"].startswith("Your request is open.")


@pytest.mark.parametrize("number", [OTHER, "+18085550100", "anonymous", "", None])
def test_whoever_calls_from_another_number_is_denied(number: str | None) -> None:
    assert asked(number, "10000001", request()) == {"found": "denied", "status": "none", "status_spoken": "none"}


def test_a_request_without_a_customer_is_told_to_nobody() -> None:
    assert asked(OWN, "10000001", {"reference_number": "10000001", "status": "open"})["found"] == "denied"


def test_a_telephone_that_several_people_share_is_enough() -> None:
    assert asked(SHARED, "10000001", request())["found"] == "yes"


def test_of_several_requests_with_one_reference_the_callers_own_is_told() -> None:
    found = asked(OWN, "10000001", request("closed", "p-2"), request("open", "p-1"))
    assert (found["found"], found["status"]) == ("yes", "open")


@pytest.mark.parametrize("reference", ["10000002", "", "Timeout", "0"])
def test_a_reference_that_nobody_has_is_not_found(reference: str) -> None:
    assert asked(OWN, reference, request())["found"] == "no"


def test_only_the_digits_of_a_reference_count() -> None:
    assert asked(OWN, "1000-0001#", request())["found"] == "yes"
