"""Numbers as people read them aloud, and as a telephone dials them."""

from __future__ import annotations

import re

import phonenumbers
from markupsafe import Markup, escape

_NUMBER = re.compile(r"(\+\d[\d -]{6,}\d)")


def spoken(number: str) -> str:
    """`+1 808-555-0149`; anything else as it is."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def dialable(text: str) -> Markup:
    """As HTML: who reads it on a telephone touches a number to call it."""
    link = Markup('<a class="word" href="tel:+{}">{}</a>')
    parts = [escape(part) for part in _NUMBER.split(text)]  # every second one is a number
    parts[1::2] = [link.format("".join(filter(str.isdigit, number)), number) for number in parts[1::2]]
    return Markup("").join(parts)
