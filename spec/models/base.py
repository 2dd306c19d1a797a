"""What every model shares: strictness, identifiers, and the scalar kinds of the spec."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema


class Model(BaseModel):
    """A frozen part of the spec; an unknown key is a fault, not a guess."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True)


def default(value: Any, why: str, **constraints: Any) -> Any:
    """A field that the agency may leave out. `why` is shown beside the value wherever the agency did not decide it."""
    extra = {"why": why, **constraints.pop("json_schema_extra", {})}
    if isinstance(value, type) or callable(value):
        return Field(default_factory=value, json_schema_extra=extra, **constraints)
    return Field(default=value, json_schema_extra=extra, **constraints)


Id = Annotated[
    str,
    Field(
        pattern=r"^[a-z][a-z0-9_-]{0,31}$", description="Lower-case letters, digits, `-` and `_`; starts with a letter"
    ),
]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
Label = Annotated[str, Field(min_length=1, max_length=120)]
Percent = Annotated[float, Field(ge=0, le=100)]
Share = Annotated[float, Field(ge=0, le=1)]
Url = Annotated[str, Field(pattern=r"^https://[^\s]+$", max_length=500)]
StateCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="Two-letter postal code of a state")]
Region = Annotated[str, Field(pattern=r"^[a-z]{2}(-gov)?-[a-z]+-\d$", description="AWS region, such as us-east-1")]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$", description="BCP 47 tag, such as en-US")]
Email = Annotated[
    str,
    Field(pattern=r"^[A-Za-z0-9._%+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=254, description="An e-mail address"),
]


_zones = functools.cache(available_timezones)  # it lists a folder of 600 files


def _zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(f"'{name}' is not an IANA time zone; write one such as America/Los_Angeles")
    ZoneInfo(name)
    return name


TimeZone = Annotated[str, AfterValidator(_zone), Field(description="IANA time zone, such as Pacific/Honolulu")]


def _phone(text: object) -> object:
    """E.164; what a person writes with dashes or spaces is accepted."""
    if not isinstance(text, str):
        return text
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        raise ValueError(
            f"'{text}' is not a phone number; write it with its country, such as +1-808-555-0140"
        ) from None
    if not phonenumbers.is_possible_number(number):
        raise ValueError(f"'{text}' has the wrong number of digits for its country")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


Phone = Annotated[
    str,
    BeforeValidator(_phone),
    Field(pattern=r"^\+[1-9]\d{6,14}$"),
    # What a person may write; the pattern above is what comes of it.
    WithJsonSchema({"type": "string", "pattern": r"^\+[0-9][0-9 ().-]{6,24}$", "examples": ["+1-808-555-0140"]}),
]

_TIME = re.compile(r"^([01]\d|2[0-4]):([0-5]\d)$")


def minutes(text: str) -> int:
    """`"07:45"` to minutes after midnight; `"24:00"` is the end of the day. Raises ValueError."""
    match = _TIME.match(text)
    if not match or (match[1] == "24" and match[2] != "00"):
        raise ValueError(f"'{text}' is not a time of day; write two digits each, such as \"07:45\"")
    return int(match[1]) * 60 + int(match[2])


def _span(text: str) -> str:
    opens, dash, closes = text.partition("-")
    if not dash:
        raise ValueError(f"'{text}' is not an opening; write it such as \"08:00-17:00\"")
    if minutes(opens) >= minutes(closes):
        raise ValueError(f"'{text}' closes before it opens; an opening over midnight is written as two, one per day")
    return text


Opening = Annotated[
    str, AfterValidator(_span), Field(description='Local time, such as "08:00-17:00"; "24:00" is the end of the day')
]


class Window(Model):
    """Two dates, both included."""

    from_: dt.date = Field(alias="from", description="First day")
    till: dt.date = Field(description="Last day, included")

    def days(self) -> int:
        return (self.till - self.from_).days + 1
