"""Telephone numbers that a contact gives."""

from __future__ import annotations

import phonenumbers


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
