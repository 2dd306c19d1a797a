"""Choices of case fields, put in place through the Cases API: no provider has them (ADR 3).

Idempotent: what is there already is left alone, and a choice that the spec dropped is made inactive, because cases that
were opened with it still show it. Source: Amazon Connect Cases API, BatchPutFieldOptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from operate.aws import call, pages

BATCH = 50
"""Choices in one call, at most."""


def converge_case_options(
    cases: Any, domain_id: str, fields: Mapping[str, str], wanted: Mapping[str, tuple[str, ...]]
) -> int:
    """Make the choices of each field what the spec says; returns how many had to be put. Raises CloudError.

    cases    boto3 client of connectcases
    fields   field id of the spec -> field id of the service
    wanted   field id of the spec -> choices
    """
    changed = 0
    for spec_id, choices in wanted.items():
        if choices and spec_id in fields:
            named = {"domainId": domain_id, "fieldId": fields[spec_id]}
            missing = _missing(list(pages(cases, "list_field_options", "options", **named)), choices)
            for start in range(0, len(missing), BATCH):
                call(cases, "batch_put_field_options", **named, options=missing[start : start + BATCH])
            changed += len(missing)
    return changed


def _missing(found: list[Mapping[str, Any]], wanted: tuple[str, ...]) -> list[dict[str, Any]]:
    """What to put so that exactly the wanted choices are active."""
    active = {option["value"] for option in found if option["active"]}
    dropped = [option for option in found if option["active"] and option["value"] not in wanted]
    return [
        *({"name": choice, "value": choice, "active": True} for choice in wanted if choice not in active),
        *({"name": option["name"], "value": option["value"], "active": False} for option in dropped),
    ]
