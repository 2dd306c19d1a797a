"""Tells a caller how a request stands, where the caller's number is that of its customer, and nobody else.

Runs in AWS Lambda. `words.json` beside this file says states by language, as `words` in templates/phrases. Environment:
CASE_DOMAIN, PROFILES (name of the Customer Profiles domain). Permissions: cases:SearchCases on the case domain,
profile:SearchProfiles on the profiles domain. Logs carry neither number, nor reference, nor whose request it is.

Flows send reference and language. The answer is flat text, never empty:

    found           yes; denied (there is such a request, but not of this number); no
    status          as the case service has it, such as open or closed; none unless found
    status_spoken   the same in the language; none unless found

A reference number is not guaranteed to be unique (API Reference, CaseEntry), so all requests that have it are read.
"""

from __future__ import annotations

import functools
import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

REFERENCE = "reference_number"
"""System field of the case service: digits, so that callers can enter them."""
USUAL_LANGUAGE = "en-US"
SAME_NUMBER = 100
"""Profiles that may share a telephone, and requests that may share a reference; far above what happens."""

log = logging.getLogger()
log.setLevel(logging.INFO)


class Profiles(Protocol):
    """The part of boto3's `customer-profiles` client that is used."""

    def search_profiles(self, **arguments: Any) -> dict[str, Any]: ...


class Cases(Protocol):
    """The part of boto3's `connectcases` client that is used."""

    def search_cases(self, **arguments: Any) -> dict[str, Any]: ...


def case_status(
    event: Mapping[str, Any],
    *,
    cases: Cases,
    profiles: Profiles,
    settings: Mapping[str, str],
    words: Mapping[str, Any],
) -> dict[str, str]:
    asked = event["Details"].get("Parameters", {})
    reference = "".join(character for character in str(asked.get("reference", "")) if character.isdigit())
    found = _requests(reference, cases, settings) if reference else []
    if not found:
        return _answer("no")
    own = _customers(address_of(event), profiles, settings)
    request = next((fields for fields in found if fields.get("customer_id", "").rpartition("/")[2] in own), None)
    if request is None:
        return _answer("denied")
    status = request.get("status") or "open"
    states = (words.get(str(asked.get("language"))) or words[USUAL_LANGUAGE])["states"]
    return _answer("yes", status, str(states.get(status, states["open"])))


def address_of(event: Mapping[str, Any]) -> str:
    """The caller's telephone number; empty where none is shown."""
    contact = event["Details"].get("ContactData", {})
    return str((contact.get("CustomerEndpoint") or {}).get("Address") or "")


def handle(event: Mapping[str, Any], _context: object) -> dict[str, str]:
    """Entry point. A fault is left to the flow's error branch, which offers a person."""
    told = case_status(
        event,
        cases=_client("connectcases"),
        profiles=_client("customer-profiles"),
        settings=os.environ,
        words=_words(),
    )
    log.info("found=%s", told["found"])
    return told


def _requests(reference: str, cases: Cases, settings: Mapping[str, str]) -> list[dict[str, str]]:
    found = cases.search_cases(
        domainId=settings["CASE_DOMAIN"],
        filter={"field": {"equalTo": {"id": REFERENCE, "value": {"stringValue": reference}}}},
        fields=[{"id": "status"}, {"id": "customer_id"}],
        maxResults=SAME_NUMBER,
    )["cases"]
    return [
        {field["id"]: str(field["value"].get("stringValue", "")) for field in case.get("fields", []) if field}
        for case in found
        if case
    ]


def _customers(address: str, profiles: Profiles, settings: Mapping[str, str]) -> frozenset[str]:
    """Ids of the profiles that have this number; none for a caller who shows none."""
    if not address.startswith("+"):
        return frozenset()
    found = profiles.search_profiles(
        DomainName=settings["PROFILES"], KeyName="_phone", Values=[address], MaxResults=SAME_NUMBER
    )["Items"]
    return frozenset(str(profile["ProfileId"]) for profile in found)


def _answer(found: str, status: str = "none", spoken: str = "none") -> dict[str, str]:
    return {"found": found, "status": status, "status_spoken": spoken}


@functools.cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
    return words


@functools.cache
def _client(name: str) -> Any:
    import boto3

    return boto3.client(name)
