"""Quotas of Amazon Connect that can be raised, with their defaults, as data. The sandbox enforces hardly any of them.

Source: Amazon Connect Administrator Guide, amazon-connect-service-limits, whose links carry the codes.
"""

from __future__ import annotations

from typing import Any

from sandbox.aws import settings
from sandbox.aws.errors import Refusal
from sandbox.aws.place import Place

CONNECT = "connect"
NUMBERS = "L-8F812903"
_DEFAULTS = {
    "L-AA17A6B9": ("Amazon Connect instances per account", 2),
    "L-12AB7C57": ("Concurrent active calls per instance", 10),
    "L-D4BA6F6E": ("Concurrent active chats per instance", 500),
    "L-60553137": ("Concurrent active tasks per instance", 2_500),
    "L-E3D2F503": ("AWS Lambda functions per instance", 50),
    "L-22922690": ("Flows per instance", 100),
    "L-20CD02F7": ("Hours of operation per instance", 100),
    NUMBERS: ("Phone numbers per instance", 5),
    "L-0865B754": ("Prompts per instance", 500),
    "L-19A87C94": ("Queues per instance", 100),
    "L-516BC0EB": ("Queues per routing profile per instance", 50),
    "L-68BBE2E8": ("Quick connects per instance", 100),
    "L-D3E7BE26": ("Routing profiles per instance", 500),
    "L-F325A715": ("Security profiles per instance", 100),
    "L-D68AAAE4": ("User hierarchy groups per instance", 500),
    "L-9A46857E": ("Users per instance", 500),
}


def listed(place: Place) -> list[dict[str, Any]]:
    """As applied to the account in one region."""
    return [_told(place, code) for code in _DEFAULTS]


def one(place: Place, code: str) -> dict[str, Any]:
    if code not in _DEFAULTS:
        raise Refusal("NotFound", "NoSuchResourceException", f"There is no quota {code} of {CONNECT}.")
    return _told(place, code)


def _told(place: Place, code: str) -> dict[str, Any]:
    name, value = _DEFAULTS[code]
    if code == NUMBERS and settings.current().numbers_per_instance:
        value = settings.current().numbers_per_instance
    return {
        "ServiceCode": CONNECT,
        "ServiceName": "Amazon Connect",
        "QuotaArn": place.arn("servicequotas", f"{CONNECT}/{code}"),
        "QuotaCode": code,
        "QuotaName": name,
        "Value": float(value),
        "Unit": "None",
        "Adjustable": True,
        "GlobalQuota": False,
        "QuotaAppliedAtLevel": "ACCOUNT",
    }
