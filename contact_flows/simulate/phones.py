"""Telephone numbers that a contact gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import phonenumbers

from contact_flows.simulate.world import Phone

if TYPE_CHECKING:
    from contact_flows.simulate.session import Session


def answer_of(s: Session, number: str) -> Phone:
    """What happens when it rings there, this time."""
    found = s.world.phones.get(number, Phone.ANSWERS)
    if isinstance(found, Phone):
        return found
    return found[min(s.turn(number), len(found) - 1)] if found else Phone.ANSWERS


def as_international(digits: str, country: str | None) -> str | None:
    """`digits` as +12065550142; None where no such number is possible.

    country   such as US, for a number without country code; None where it begins with one
    """
    typed = digits if country or digits.startswith("+") else f"+{digits}"
    try:
        found = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(found) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
