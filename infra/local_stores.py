"""Cases and customer profiles in memory, as far as the functions use them: for calls that are only simulated.

Ids follow from what they stand for, so that a contact gets the same ones whatever other contacts did before it.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

REFERENCE = "reference_number"
FIRST_REFERENCE, REFERENCES = 100_000, 900_000


class LocalProfiles:
    """The part of Customer Profiles that the functions use."""

    def __init__(self) -> None:
        self._by_address: dict[tuple[str, str], str] = {}

    def search_profiles(self, **arguments: Any) -> dict[str, Any]:
        key = (str(arguments["KeyName"]), str(arguments["Values"][0]))
        known = self._by_address.get(key)
        return {"Items": [] if known is None else [{"ProfileId": known}]}

    def create_profile(self, **arguments: Any) -> dict[str, Any]:
        keys = {"PhoneNumber": "_phone", "EmailAddress": "_email", "AccountNumber": "_account"}
        made = f"profile-{_number(str(sorted(arguments.items())))}"
        for name, key in keys.items():
            if name in arguments:
                self._by_address[key, str(arguments[name])] = made
        return {"ProfileId": made}


class LocalCases:
    """The part of Cases that the functions use. The same token gives the same case."""

    def __init__(self) -> None:
        self._by_token: dict[str, str] = {}
        self._fields: dict[str, dict[str, str]] = {}

    def create_case(self, **arguments: Any) -> dict[str, Any]:
        token = str(arguments["clientToken"])
        known = self._by_token.get(token)
        if known is None:
            number = _number(token)
            known = self._by_token[token] = f"case-{number}"
            fields = {str(field["id"]): str(field["value"]["stringValue"]) for field in arguments["fields"]}
            self.keep(known, {REFERENCE: str(number), "status": "open", **fields})
        return {"caseId": known}

    def keep(self, case: str, fields: Mapping[str, str]) -> None:
        self._fields[case] = dict(fields)

    def get_case(self, **arguments: Any) -> dict[str, Any]:
        return {"fields": _shown(self._fields[arguments["caseId"]], arguments["fields"])}

    def search_cases(self, **arguments: Any) -> dict[str, Any]:
        wanted = arguments["filter"]["field"]["equalTo"]
        value = str(wanted["value"]["stringValue"])
        found = (fields for fields in self._fields.values() if fields.get(wanted["id"]) == value)
        return {"cases": [{"fields": _shown(fields, arguments["fields"])} for fields in found]}


def _shown(fields: Mapping[str, str], wanted: list[Mapping[str, str]]) -> list[dict[str, Any]]:
    return [
        {"id": field["id"], "value": {"stringValue": fields[field["id"]]}} for field in wanted if field["id"] in fields
    ]


def _number(source: str) -> int:
    return FIRST_REFERENCE + zlib.crc32(source.encode()) % REFERENCES
