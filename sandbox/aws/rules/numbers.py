"""Phone numbers: claiming, cooling down, churn. All numbers are fictional (555-0100 to 555-0199) or example numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import phonenumbers

from sandbox.aws import clock, settings
from sandbox.aws.errors import invalid, over_limit
from sandbox.aws.hooks import Change, on
from sandbox.aws.place import Place

NUMBER = "AWS::Connect::PhoneNumber"
_TOLL_FREE = ("800", "888", "877", "866", "855", "844", "833")
_AREAS = ("808", "360", "503", "206", "541", "971", "253", "509", "202", "303", "404", "617", "712", "916")
_NORTH_AMERICA = frozenset({"US", "CA", "PR"})
_FICTIONAL = 100


@on("check", "Connect::PhoneNumber")
def kind_is_given(change: Change) -> None:
    if not change.creating or change.model.get("SourcePhoneNumberArn"):
        return
    if not change.model.get("CountryCode") or not change.model.get("Type"):
        raise invalid("CountryCode and Type are required unless SourcePhoneNumberArn is given.")
    prefix = change.model.get("Prefix")
    if prefix and not str(prefix).startswith("+"):
        raise invalid(f"Prefix {prefix} must start with + and the country calling code.")


@on("check", "Connect::PhoneNumber")
def quota_and_churn(change: Change) -> None:
    rules = settings.current()
    if not change.creating or not rules.numbers_per_instance:
        return
    held = len(change.resources.store.of_type(NUMBER))
    if held >= rules.numbers_per_instance:
        raise over_limit(NUMBER, "You have reached the limit of phone numbers for this instance.")
    window = timedelta(days=rules.number_cooldown_days)
    recent = [moment for moment in change.resources.number_churn if moment > clock.now() - window]
    if rules.number_cooldown_days and len(recent) >= 2 * rules.numbers_per_instance:
        reason = "You claimed and released more than 200% of your phone number quota within the cooldown period."
        raise over_limit(NUMBER, reason)


@on("fill", "Connect::PhoneNumber")
def address_is_minted(change: Change) -> None:
    wanted = change.resources.wanted_numbers.pop() if change.resources.wanted_numbers else None
    change.model["Address"] = wanted or next(available(change.resources, change.model), None)
    if change.model["Address"] is None:
        raise invalid("No phone number is available for the country, type and prefix.")


@on("made", "Connect::PhoneNumber")
def claim_is_counted(change: Change) -> None:
    if change.creating:
        change.resources.number_churn.append(clock.now())


@on("gone", "Connect::PhoneNumber")
def release_is_counted(change: Change) -> None:
    change.resources.number_churn.append(clock.now())
    change.resources.released_numbers[change.model["Address"]] = clock.now()


def kind_of(number: str) -> dict[str, str]:
    """Country and type of a number that somebody chose."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException as error:
        raise invalid(f"{number} is not a phone number in E.164 format.") from error
    country = phonenumbers.region_code_for_country_code(parsed.country_code or 1)
    toll_free = country in _NORTH_AMERICA and number[2:5] in _TOLL_FREE
    return {"CountryCode": country, "Type": "TOLL_FREE" if toll_free else "DID"}


def is_free(resources: Any, number: str) -> bool:
    """Neither claimed in any region of the account nor cooling down."""
    released = resources.released_numbers.get(number)
    cooldown = timedelta(days=settings.current().number_cooldown_days)
    if released and released + cooldown > clock.now():
        return False
    return all(number != claimed.model.get("Address") for claimed in resources.store.of_type(NUMBER))


def available(resources: Any, model: dict[str, Any]) -> Iterator[str]:
    """Numbers that could be claimed now, in a fixed order."""
    place: Place = resources.place
    for number in _candidates(model.get("CountryCode", "US"), model.get("Type", "DID"), model.get("Prefix"), place):
        if is_free(resources, number):
            yield number


def _candidates(country: str, kind: str, prefix: str | None, place: Place) -> Iterator[str]:
    if country in _NORTH_AMERICA and kind in ("TOLL_FREE", "DID", "UIFN", "SHARED"):
        yield from _north_american(kind, prefix)
        return
    wanted = phonenumbers.PhoneNumberType.TOLL_FREE if kind == "TOLL_FREE" else phonenumbers.PhoneNumberType.FIXED_LINE
    example = phonenumbers.example_number_for_type(country, wanted) or phonenumbers.example_number(country)
    if example is None:
        return
    text = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    offset = 50 if place.region != "us-east-1" else 0
    for tail in range(_FICTIONAL):
        number = f"{text[:-2]}{(tail + offset) % _FICTIONAL:02d}"
        if number.startswith(prefix or ""):
            yield number


def _north_american(kind: str, prefix: str | None) -> Iterator[str]:
    areas = list(_TOLL_FREE if kind == "TOLL_FREE" else _AREAS)
    asked = (prefix or "").removeprefix("+").removeprefix("1")
    if len(asked) >= len("808") and asked[:3] not in areas:
        areas.insert(0, asked[:3])
    for area in areas:
        for tail in range(_FICTIONAL):
            number = f"{area}55501{tail:02d}"
            if number.startswith(asked):
                yield f"+1{number}"
    if asked and not "5550100".startswith(asked[3:]):
        fill = len("8085550100") - len(asked)
        for tail in range(min(10**fill, _FICTIONAL) if fill > 0 else 1):
            yield f"+1{asked}{tail:0{fill}d}" if fill > 0 else f"+1{asked}"
