"""Keeps a request that nobody could answer at once: opens a case, to be acknowledged by a certain business day.

Runs in AWS Lambda. `calendar.json` beside this file holds the business calendar of the center, and how each language
says days (`words`, as in templates/phrases). Environment: CASE_DOMAIN, CASE_TEMPLATE, ACKNOWLEDGE_FIELD,
ACKNOWLEDGE_DAYS, PROFILES, PROFILES_ARN. Permissions: cases:CreateCase and cases:GetCase on the case domain,
profile:SearchProfiles and profile:CreateProfile on the profiles domain.

The customer is known to the case by profile; the contact's id is kept in it, since the contact holds the recorded
message. Logs carry neither telephone number nor name. Flows send reason, language, and what else is known; the answer
is flat text, never empty: case, reference, reference_spoken (digit by digit), acknowledge_by, acknowledge_spoken.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

TITLES = {
    "callback_requested": "Call back: line was closed, full or failed",
    "chat_unanswered": "Answer by e-mail: no agent was free for a chat",
    "email_unrouted": "Answer an e-mail that found no queue",
    "task_unrouted": "Do a task that found no queue",
}
OTHER_TITLE = "Request to follow up"
REFERENCE = "reference_number"
"""System field of the case service: digits, so that callers can enter them."""
USUAL_LANGUAGE = "en-US"
TOKEN_MAX = 64

log = logging.getLogger()
log.setLevel(logging.INFO)


class Profiles(Protocol):
    """The part of boto3's `customer-profiles` client that is used."""

    def search_profiles(self, **arguments: Any) -> dict[str, Any]: ...
    def create_profile(self, **arguments: Any) -> dict[str, Any]: ...


class Cases(Protocol):
    """The part of boto3's `connectcases` client that is used."""

    def create_case(self, **arguments: Any) -> dict[str, Any]: ...
    def get_case(self, **arguments: Any) -> dict[str, Any]: ...


def due(now: dt.datetime, days: float, calendar: Mapping[str, Any]) -> dt.date:
    """The business day by whose end `days` business days have passed.

    Counted are those after the date of the request, whether that came before or after closing, or on a day off.
    """
    local = now.astimezone(ZoneInfo(calendar["time_zone"]))
    day = local.date()
    left = max(1, -int(-days // 1))  # part of a day is a whole one
    while left:
        day += dt.timedelta(days=1)
        left -= _is_business_day(day, calendar)
    return day


def open_case(
    event: Mapping[str, Any],
    *,
    cases: Cases,
    profiles: Profiles,
    calendar: Mapping[str, Any],
    settings: Mapping[str, str],
    now: dt.datetime,
) -> dict[str, str]:
    """Create it. Contact and reason are the token, so that a repeated call makes no second case."""
    contact = event["Details"]["ContactData"]
    asked = {key: str(value) for key, value in event["Details"].get("Parameters", {}).items() if value}
    day = due(now, float(settings["ACKNOWLEDGE_DAYS"]), calendar)
    reason = asked.get("reason", "")
    phone = asked.pop("phone", "")
    told = {**asked, "contact": str(contact["ContactId"])}
    fields = {
        "title": TITLES.get(reason, OTHER_TITLE),
        "summary": " ".join(f"{key}={told[key]}" for key in sorted(told)),
        "customer_id": _profile_arn(contact, phone, profiles, settings),
        settings["ACKNOWLEDGE_FIELD"]: day.isoformat(),
    }
    made = cases.create_case(
        domainId=settings["CASE_DOMAIN"],
        templateId=settings["CASE_TEMPLATE"],
        clientToken=f"{contact['ContactId']}-{reason}"[:TOKEN_MAX],
        fields=[{"id": key, "value": {"stringValue": value}} for key, value in fields.items() if value],
    )
    reference = _reference(str(made["caseId"]), cases, settings)
    return {
        "case": str(made["caseId"]),
        "reference": reference,
        "reference_spoken": ", ".join(reference),
        "acknowledge_by": day.isoformat(),
        "acknowledge_spoken": said_day(calendar, asked.get("language", ""), day),
    }


def said_day(calendar: Mapping[str, Any], language: str, day: dt.date) -> str:
    """Such as "Monday, November 23", or in the language."""
    words = calendar["words"].get(language) or calendar["words"][USUAL_LANGUAGE]
    number = words["first_of_month"] if day.day == 1 else str(day.day)
    weekday, month = words["weekdays"][day.weekday()], words["months"][day.month - 1]
    return str(words["day"].format(weekday=weekday, month=month, day=number))


def handle(event: Mapping[str, Any], _context: object) -> dict[str, str]:
    """Entry point. A fault is left to the flow's error branch, which says so to the caller."""
    made = open_case(
        event,
        cases=_client("connectcases"),
        profiles=_client("customer-profiles"),
        calendar=_calendar(),
        settings=os.environ,
        now=dt.datetime.now(dt.UTC),
    )
    log.info("case=%s", made["case"])
    return made


def _is_business_day(day: dt.date, calendar: Mapping[str, Any]) -> bool:
    return day.weekday() in calendar["weekdays"] and day.isoformat() not in calendar["closed"]


def _reference(case: str, cases: Cases, settings: Mapping[str, str]) -> str:
    """The number that the service gave the case. Where reading fails, a repeated call finds the same case."""
    found = cases.get_case(domainId=settings["CASE_DOMAIN"], caseId=case, fields=[{"id": REFERENCE}])["fields"]
    return next(str(field["value"]["stringValue"]) for field in found if field["id"] == REFERENCE)


def _profile_arn(contact: Mapping[str, Any], phone: str, profiles: Profiles, settings: Mapping[str, str]) -> str:
    """The customer's profile, made where there is none: a case needs one (API Reference, CreateCase).

    phone   number that the caller entered, because none was shown; anything else is no number
    A contact without any address is known by its own id.
    """
    domain = settings["PROFILES"]
    endpoint = contact.get("CustomerEndpoint") or {}
    address = str(endpoint.get("Address") or "")
    if endpoint.get("Type") == "EMAIL_ADDRESS":
        key, name, value = "_email", "EmailAddress", address
    elif number := next((text for text in (address, phone) if text.startswith("+")), ""):
        key, name, value = "_phone", "PhoneNumber", number
    else:
        key, name, value = "_account", "AccountNumber", str(contact["ContactId"])
    found = profiles.search_profiles(DomainName=domain, KeyName=key, Values=[value], MaxResults=1)["Items"]
    made = found[0] if found else profiles.create_profile(DomainName=domain, **{name: value})
    return f"{settings['PROFILES_ARN']}/profiles/{made['ProfileId']}"


@functools.cache
def _calendar() -> Mapping[str, Any]:
    calendar: Mapping[str, Any] = json.loads(Path(__file__).with_name("calendar.json").read_text(encoding="utf-8"))
    return calendar


@functools.cache
def _client(name: str) -> Any:
    import boto3

    return boto3.client(name)
