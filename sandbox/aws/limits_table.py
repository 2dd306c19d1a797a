"""Request rates and bursts per operation, account and region, as data; the server enforces them.

Source: Amazon Connect Administrator Guide, amazon-connect-service-limits, October 2026. Services are boto3's names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """Requests per second, and how many may come at once."""

    rate: float
    burst: int


_USUAL = Limit(2, 5)

_CONNECT: Mapping[str, Limit] = {
    "GetMetricDataV2": Limit(10, 10),
    "GetMetricData": Limit(5, 8),
    "GetCurrentMetricData": Limit(5, 8),
    "SearchContacts": Limit(0.5, 1),
    "DescribeContact": Limit(10, 15),
    "UpdateContact": Limit(10, 15),
    "UpdateContactAttributes": Limit(10, 15),
    "StartChatContact": Limit(5, 8),
    "TagContact": Limit(20, 25),
    "UntagContact": Limit(20, 25),
    "ListIntegrationAssociations": Limit(25, 50),
    "CreateIntegrationAssociation": Limit(2, 5),
    "CreateContactEvaluation": Limit(3, 5),
    "StartContactEvaluation": Limit(3, 5),
    "SubmitContactEvaluation": Limit(3, 5),
    "DescribeContactEvaluation": Limit(3, 5),
}
_CASES: Mapping[str, Limit] = {
    "GetTemplate": Limit(6, 20),
    "GetLayout": Limit(6, 20),
    "BatchGetField": Limit(8, 25),
}
_ASSISTANT_TEMPLATE_WRITES = ("CreateMessageTemplate", "UpdateMessageTemplate", "DeleteMessageTemplate")
_READ_VERBS = ("Get", "List", "Search", "Describe", "Batch")


def limit_of(service: str, operation: str) -> Limit | None:
    """None where the documentation states no limit for the service."""
    if service == "connect":
        return _CONNECT.get(operation, _USUAL)
    if service == "connectcases":
        return _CASES.get(operation, _USUAL)
    if service == "qconnect":
        return Limit(3, 3) if operation.startswith(_ASSISTANT_TEMPLATE_WRITES) else Limit(10, 10)
    if service == "customer-profiles":
        return None if operation.startswith(_READ_VERBS) else Limit(1, 1)
    if service in ("connectcampaigns", "connectcampaignsv2"):
        return Limit(1, 2) if operation.startswith(("Create", "Update")) else _USUAL
    return None
