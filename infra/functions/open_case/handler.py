"""Keeps a request that nobody could answer at once: opens a case, to be acknowledged by a certain business day.

Runs in AWS Lambda. `calendar.json` beside this file holds the business calendar of the center. The customer is known to
the case by profile; logs carry neither telephone number nor name.
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
}
OTHER_TITLE = "Request to follow up"

log = logging.getLogger()
log.setLevel(logging.INFO)


class Profiles(Protocol):
    """The part of boto3's `customer-profiles` client that is used."""

    def search_profiles(self, **arguments: Any) -> dict[str, Any]: ...
    def create_profile(self, **arguments: Any) -> dict[str, Any]: ...


class Cases(Protocol):
    """The part of boto3's `connectcases` client that is used."""

    def create_case(self, **arguments: Any) -> dict[str, Any]: ...


def due(now: dt.datetime, days: float, calendar: Mapping[str, Any]) -> dt.date:
    """The business day on which `days` business days have passed; a request after closing counts from the next one."""
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
    """Create it. The contact's id is the token, so that a repeated call makes no second case."""
    contact = event["Details"]["ContactData"]
    asked = event["Details"].get("Parameters", {})
    day = due(now, float(settings["ACKNOWLEDGE_DAYS"]), calendar)
    reason = str(asked.get("reason", ""))
    fields = {
        "title": TITLES.get(reason, OTHER_TITLE),
        "summary": " ".join(f"{key}={asked[key]}" for key in sorted(asked)),
        "customer_id": _profile_arn(contact, profiles, settings),
        settings["ACKNOWLEDGE_FIELD"]: day.isoformat(),
    }
    made = cases.create_case(
        domainId=settings["CASE_DOMAIN"],
        templateId=settings["CASE_TEMPLATE"],
        clientToken=str(contact["ContactId"]),
        fields=[{"id": key, "value": {"stringValue": value}} for key, value in fields.items() if value],
    )
    return {"case": str(made["caseId"]), "acknowledge_by": day.isoformat()}


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


def _profile_arn(contact: Mapping[str, Any], profiles: Profiles, settings: Mapping[str, str]) -> str:
    """The customer's profile, made where there is none; empty for a contact without an address."""
    endpoint = contact.get("CustomerEndpoint") or {}
    address, domain = str(endpoint.get("Address") or ""), settings["PROFILES"]
    if not address or not domain:
        return ""
    email = endpoint.get("Type") == "EMAIL_ADDRESS"
    found = profiles.search_profiles(
        DomainName=domain, KeyName="_email" if email else "_phone", Values=[address], MaxResults=1
    )["Items"]
    name = "EmailAddress" if email else "PhoneNumber"
    profile = (
        found[0]["ProfileId"] if found else profiles.create_profile(DomainName=domain, **{name: address})["ProfileId"]
    )
    return f"{settings['PROFILES_ARN']}/profiles/{profile}"


@functools.cache
def _calendar() -> Mapping[str, Any]:
    calendar: Mapping[str, Any] = json.loads(Path(__file__).with_name("calendar.json").read_text(encoding="utf-8"))
    return calendar


@functools.cache
def _client(name: str) -> Any:
    import boto3

    return boto3.client(name)
