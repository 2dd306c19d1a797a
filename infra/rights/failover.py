"""The policy of whoever may move contacts to the other region: `failover status`, `check`, `shift`, `restore`.

It holds besides `civicline-operate-switches`, which writes the row about chat, e-mail and web with its log entry. To
move traffic, to run test cases of flows, and to answer where automatic failover asks, is all that it may do; all else
it may only read, in the two regions of the centers.
Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon Connect" (with the actions
that others depend on).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from infra.rights.document import Policy, allow, document

TRAFFIC = ("connect:GetTrafficDistribution", "connect:UpdateTrafficDistribution")
CONNECT = (
    "DescribeContactFlow",
    "DescribeContactFlowModule",
    "DescribeEmailAddress",
    "DescribeHoursOfOperation",
    "DescribeInstance",
    "DescribePhoneNumber",
    "DescribeQueue",
    "DescribeTrafficDistributionGroup",
    "GetTestCaseExecutionSummary",
    "ListApprovedOrigins",
    "ListBots",
    "ListContactFlowModules",
    "ListContactFlows",
    "ListEvaluationForms",
    "ListFlowAssociations",
    "ListHoursOfOperationOverrides",
    "ListHoursOfOperations",
    "ListInstanceAttributes",
    "ListInstanceStorageConfigs",
    "ListIntegrationAssociations",
    "ListLambdaFunctions",
    "ListPhoneNumbersV2",
    "ListPrompts",
    "ListQueues",
    "ListQuickConnects",
    "ListReplicationFindings",
    "ListRoutingProfiles",
    "ListRules",
    "ListSecurityProfiles",
    "ListTaskTemplates",
    "ListTestCaseExecutionRecords",
    "ListTestCases",
    "ListTrafficDistributionGroupUsers",
    "ListUsers",
    "SearchEmailAddresses",
    "SearchVocabularies",
)
TESTS = ("connect:StartTestCaseExecution", "connect:StopTestCaseExecution")
"""Of flows, after a move; a test that runs changes nothing that is deployed."""
APPROVE = "states:SendTaskSuccess"
"""To answer automatic failover, which asks before it moves. What it answers is named by a token, not by an ARN."""
AROUND = (
    *(f"cases:{name}" for name in ("GetDomain", "ListFieldOptions", "ListFields", "ListTemplates")),
    "cloudwatch:DescribeAlarms",
    "ds:DescribeDirectories",
    "dynamodb:DescribeTable",
    *(f"events:{name}" for name in ("DescribeRule", "ListRuleNamesByTarget")),
    "firehose:DescribeDeliveryStream",
    "kms:DescribeKey",
    *(f"lambda:{name}" for name in ("GetFunction", "GetFunctionUrlConfig", "GetPolicy")),
    "lex:DescribeBotAlias",
    "profile:GetDomain",
    "s3:ListBucket",
    "servicequotas:ListServiceQuotas",
    *(f"ses:{name}" for name in ("GetAccount", "GetEmailIdentity")),
    "sns:ListSubscriptionsByTopic",
    "states:DescribeStateMachine",
)
"""What a check asks of the services around Amazon Connect, under the names that IAM has for it; and the directory of an
instance, which Amazon Connect itself asks on behalf of whoever asks for an instance.
"""


def failover_policy(account: str, regions: Iterable[str]) -> Policy:
    """For all regions in which an environment has a center or its replica."""
    places = list(dict.fromkeys(regions))
    groups = [f"arn:aws:connect:{region}:{account}:traffic-distribution-group/*" for region in places]
    there = {"StringEquals": {"aws:RequestedRegion": places}}
    elsewhere: list[dict[str, Any]] = [
        allow("ReadCenters", [f"connect:{name}" for name in CONNECT], ["*"]),
        allow("ReadAround", list(AROUND), ["*"]),
        allow("RunTests", list(TESTS), ["*"]),
        allow("Approve", [APPROVE], ["*"]),
    ]
    return Policy(
        "civicline-operate-failover",
        document([allow("MoveTraffic", list(TRAFFIC), groups), *({**one, "Condition": there} for one in elsewhere)]),
    )
