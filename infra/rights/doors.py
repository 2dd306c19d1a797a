"""The policy of whoever deploys front doors, and the records by which mail follows: besides `civicline-deploy-*`.

Source: Service Authorization Reference, "AWS Lambda", "Amazon Route 53", "Amazon DynamoDB" (dynamodb:LeadingKeys).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from infra.rights.deploying import ROWS
from infra.rights.document import Policy, allow, document
from spec.serving import doors_scope

URLS = (
    *("CreateFunctionUrlConfig", "DeleteFunctionUrlConfig", "GetFunctionUrlConfig", "UpdateFunctionUrlConfig"),
    *("DeleteFunctionConcurrency", "PutFunctionConcurrency"),
)
CHECKS = ("DeleteHealthCheck", "GetHealthCheck", "UpdateHealthCheck", "ChangeTagsForResource", "ListTagsForResource")


def door_policy(account: str, regions: Iterable[str], zones: Iterable[str]) -> Policy:
    """For all regions in which an environment has a door, and its hosted zones."""
    places, kept = list(dict.fromkeys(regions)), list(dict.fromkeys(zones))
    functions = [f"arn:aws:lambda:{region}:{account}:function:civicline-*" for region in places]
    statements = [allow("Doors", [f"lambda:{verb}" for verb in URLS], functions), _rows(account, places)]
    return Policy("civicline-deploy-doors", document([*statements, *(_mail(kept) if kept else [])]))


def _rows(account: str, regions: list[str]) -> dict[str, Any]:
    """Of the switchboard, the one row that names the doors: the others are the operators'."""
    tables = [f"arn:aws:dynamodb:{region}:{account}:table/civicline-*-switchboard" for region in regions]
    only = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": [doors_scope("*")]}}
    return {**allow("DoorRows", [f"dynamodb:{verb}" for verb in ROWS], tables), "Condition": only}


def _mail(zones: list[str]) -> list[dict[str, Any]]:
    """`*` only where Route 53 knows no resource yet."""
    records = ["route53:ChangeResourceRecordSets", "route53:GetHostedZone", "route53:ListResourceRecordSets"]
    return [
        allow("MailRecords", records, [f"arn:aws:route53:::hostedzone/{zone}" for zone in zones]),
        allow("MailChanges", ["route53:GetChange"], ["arn:aws:route53:::change/*"]),
        allow("MailChecks", [f"route53:{verb}" for verb in CHECKS], ["arn:aws:route53:::healthcheck/*"]),
        allow("NewMailChecks", ["route53:CreateHealthCheck", "route53:ListHealthChecks"], ["*"]),
    ]
