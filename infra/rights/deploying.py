"""The least-privilege policies of whoever deploys, generated from what the components declare.

Four documents for the region of a center, because one managed policy holds 6,144 characters; one to three for its
second region, in which the rights of the first two hold as well. Rights come from the registry's handlers for all types
that Cloud Control makes, and from the table below for the surrounding services.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from infra.rights.document import Policy, allow, document
from infra.rights.registry import permissions

NATIVE_TYPES = (
    *(
        f"AWS::Connect::{name}"
        for name in (
            *("AgentStatus", "ApprovedOrigin", "ContactFlow", "ContactFlowModule", "EmailAddress", "EvaluationForm"),
            *("HoursOfOperation", "Instance", "InstanceStorageConfig", "IntegrationAssociation", "PhoneNumber"),
            *("PredefinedAttribute", "Prompt", "Queue", "QuickConnect", "RoutingProfile", "Rule", "SecurityProfile"),
            *("TaskTemplate", "User", "UserHierarchyGroup", "UserHierarchyStructure"),
        )
    ),
    *(f"AWS::Cases::{name}" for name in ("Domain", "Field", "Layout", "Template")),
    *(f"AWS::CustomerProfiles::{name}" for name in ("Domain", "Integration")),
    *(f"AWS::Lex::{name}" for name in ("Bot", "BotAlias", "BotVersion")),
    "AWS::SES::ReceiptRule",
)
"""Types declared through Cloud Control; a test compares them with the resource graph."""

OTHER_USES = frozenset(
    {
        *(
            "app-integrations",
            "appflow",
            "kinesis",
            "mobiletargeting",
            "sms-voice",
            "social-messaging",
        ),
        *("voiceid", "wisdom"),
    }
)
"""Services that the handlers of our types know for uses that are not ours; no right is given for them."""

API_ONLY = (
    "cases:BatchPutFieldOptions",
    "cloudformation:CancelResourceRequest",
    "cloudformation:CreateResource",
    "cloudformation:DeleteResource",
    "cloudformation:GetResource",
    "cloudformation:GetResourceRequestStatus",
    "cloudformation:ListResources",
    "cloudformation:UpdateResource",
    "connect:AssociateFlow",
    "connect:AssociatePhoneNumberContactFlow",
    "connect:AssociateQueueQuickConnects",
    "connect:CreateContactFlowAlias",
    "connect:CreateContactFlowVersion",
    "connect:DeleteContactFlowAlias",
    "connect:DisassociateFlow",
    "connect:DisassociatePhoneNumberContactFlow",
    "connect:DisassociateQueueQuickConnects",
    "connect:GetEffectiveHoursOfOperations",
    "connect:GetFlowAssociation",
    "connect:ListContactFlowAliases",
    "connect:ListContactFlowVersions",
    "connect:ListFlowAssociations",
    "connect:UpdateContactFlowAlias",
    "connect:UpdateContactFlowContent",
    "lex:DescribeIntent",
)
"""Cloud Control itself, and operations without a resource type."""

REPLICA = (
    "connect:AssociateTrafficDistributionGroupUser",
    "connect:DescribeTrafficDistributionGroup",
    "connect:DisassociateTrafficDistributionGroupUser",
    "connect:ListTrafficDistributionGroupUsers",
    "connect:ListTrafficDistributionGroups",
    "connect:ReplicateInstance",
    "connect:SearchUsers",
    "lex:CreateBotReplica",
    "lex:DeleteBotReplica",
    "lex:DescribeBotReplica",
    "lex:ListBotAliasReplicas",
    "lex:ListBotVersionReplicas",
)
"""What makes a replica and ends it, besides the rights to make and end an instance. A shift is not among them."""

CUSTOMER_SERVICES = ("cases", "profile", "ds", "lex")
"""Cases, profiles and bots; and the directory in which every instance keeps its agents."""

VERBS: Mapping[str, tuple[str, ...]] = {
    "cloudtrail": (
        *("AddTags", "CreateTrail", "DeleteTrail", "DescribeTrails", "GetEventSelectors", "GetInsightSelectors"),
        *("GetTrail", "GetTrailStatus", "ListTags", "RemoveTags", "StartLogging", "StopLogging", "UpdateTrail"),
    ),
    "cloudwatch": (
        *("DeleteAlarms", "DeleteDashboards", "DescribeAlarms", "GetDashboard", "ListTagsForResource"),
        *("PutDashboard", "PutMetricAlarm", "TagResource", "UntagResource"),
    ),
    "dynamodb": (
        *(
            "CreateTable",
            "DeleteTable",
            "DescribeContinuousBackups",
            "DescribeTable",
            "DescribeTimeToLive",
            "ListTagsOfResource",
        ),
        *("TagResource", "UntagResource", "UpdateContinuousBackups", "UpdateTable", "UpdateTimeToLive"),
    ),
    "events": (
        *("DeleteRule", "DescribeRule", "ListTagsForResource", "ListTargetsByRule", "PutRule", "PutTargets"),
        *("RemoveTargets", "TagResource", "UntagResource"),
    ),
    "firehose": (
        *("CreateDeliveryStream", "DeleteDeliveryStream", "DescribeDeliveryStream", "ListTagsForDeliveryStream"),
        *("StartDeliveryStreamEncryption", "StopDeliveryStreamEncryption", "TagDeliveryStream", "UntagDeliveryStream"),
        "UpdateDestination",
    ),
    "iam": (
        *("CreateRole", "DeleteRole", "DeleteRolePolicy", "GetRole", "GetRolePolicy", "ListAttachedRolePolicies"),
        *("ListInstanceProfilesForRole", "ListRolePolicies", "PassRole", "PutRolePolicy", "TagRole", "UntagRole"),
        *("UpdateAssumeRolePolicy", "UpdateRole"),
    ),
    "kms": (
        *("CreateAlias", "CreateGrant", "CreateKey", "Decrypt", "DeleteAlias", "DescribeKey", "EnableKeyRotation"),
        *("Encrypt", "GenerateDataKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListAliases", "ListResourceTags"),
        *("PutKeyPolicy", "ReEncryptFrom", "ReEncryptTo", "ScheduleKeyDeletion", "TagResource", "UntagResource"),
        *("UpdateAlias", "UpdateKeyDescription"),
    ),
    "lambda": (
        *("AddPermission", "CreateFunction", "DeleteFunction", "GetFunction", "GetFunctionCodeSigningConfig"),
        *("GetFunctionConfiguration", "GetPolicy", "InvokeFunction", "ListTags", "ListVersionsByFunction"),
        *("RemovePermission", "TagResource", "UntagResource", "UpdateFunctionCode", "UpdateFunctionConfiguration"),
        *(f"{verb}FunctionEventInvokeConfig" for verb in ("Delete", "Get", "Put", "Update")),
    ),
    "logs": (
        *("AssociateKmsKey", "CreateLogGroup", "DeleteLogGroup", "DescribeLogGroups", "ListTagsForResource"),
        *("PutRetentionPolicy", "TagResource", "UntagResource"),
    ),
    "s3": (
        *("CreateBucket", "DeleteBucket", "DeleteBucketPolicy", "DeleteObject", "DeleteObjectVersion", "GetBucket*"),
        *("GetEncryptionConfiguration", "GetLifecycleConfiguration", "GetObject", "GetObjectTagging", "ListBucket"),
        "ListBucketVersions",
        *("PutBucketObjectLockConfiguration", "PutBucketOwnershipControls", "PutBucketPolicy"),
        *("PutBucketPublicAccessBlock", "PutBucketTagging", "PutBucketVersioning", "PutEncryptionConfiguration"),
        *("PutLifecycleConfiguration", "PutObject", "PutObjectTagging", "GetAccelerateConfiguration"),
        "GetReplicationConfiguration",
    ),
    "ses": (
        *("CreateConfigurationSet", "CreateEmailIdentity", "CreateReceiptRuleSet", "DeleteConfigurationSet"),
        *("DeleteEmailIdentity", "DeleteReceiptRuleSet", "DescribeActiveReceiptRuleSet", "DescribeReceiptRuleSet"),
        *("GetConfigurationSet", "GetEmailIdentity", "ListTagsForResource", "PutConfigurationSetDeliveryOptions"),
        *("PutConfigurationSetReputationOptions", "PutConfigurationSetSuppressionOptions"),
        *("PutEmailIdentityConfigurationSetAttributes", "PutEmailIdentityMailFromAttributes"),
        *("SetActiveReceiptRuleSet", "TagResource", "UntagResource"),
    ),
    "sns": (
        *("CreateTopic", "DeleteTopic", "GetSubscriptionAttributes", "GetTopicAttributes", "ListTagsForResource"),
        *("SetTopicAttributes", "Subscribe", "TagResource", "Unsubscribe", "UntagResource"),
    ),
    "states": (
        *("CreateStateMachine", "DeleteStateMachine", "DescribeStateMachine", "ListStateMachineVersions"),
        *("ListTagsForResource", "TagResource", "UntagResource", "UpdateStateMachine"),
    ),
    "sts": ("GetCallerIdentity",),
}

WATCHING = ("cloudwatch", "events", "sns", "states")
"""Services of the table by which a center is watched: they have a document of their own."""

OWN_VERBS = frozenset({"events", "iam"})
"""Of these the handlers need what is not ours: the role linked to an instance, rules that Connect makes for itself."""

REPLICATED_ROWS = ("BatchWriteItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan", "UpdateItem")
"""What DynamoDB asks of whoever adds a replica to a table (Developer Guide, "Using IAM with global tables")."""

ROWS = ("DeleteItem", "GetItem", "PutItem", "UpdateItem")
"""Rows that the spec knows are in one kind of table; whoever deploys has no business with what operators switched."""

_OURS: Mapping[str, str] = {
    "cloudtrail": "arn:aws:cloudtrail:{region}:{account}:trail/civicline-*",
    "dynamodb": "arn:aws:dynamodb:{region}:{account}:table/civicline-*",
    "events": "arn:aws:events:{region}:{account}:rule/civicline-*",
    "firehose": "arn:aws:firehose:{region}:{account}:deliverystream/civicline-*",
    "iam": "arn:aws:iam::{account}:role/civicline-*",
    "lambda": "arn:aws:lambda:{region}:{account}:function:civicline-*",
    "s3": "arn:aws:s3:::civicline-*",
    "sns": "arn:aws:sns:{region}:{account}:civicline-*",
    "states": "arn:aws:states:{region}:{account}:stateMachine:civicline-*",
}
"""Where every resource of a service bears our name, its rights end at that name."""
_OUR_KEYS = {"ForAnyValue:StringLike": {"kms:ResourceAliases": ["alias/civicline-*-seal"]}}


def deployment_policies(account: str, region: str) -> tuple[Policy, ...]:
    """All that `civicline up --target aws` needs in one account and region. Raises UsageError for an unknown region."""
    actions = permissions(NATIVE_TYPES, region)
    by_service: dict[str, set[str]] = {}
    for action in (*actions, *API_ONLY):
        by_service.setdefault(action.partition(":")[0], set()).add(action)
    surroundings = _with_rows(account, region, by_service)
    control = sorted(by_service["cloudformation"])
    customers = sorted(a for service in CUSTOMER_SERVICES for a in by_service.get(service, ()))
    return (
        Policy("civicline-deploy-center", document([allow("Center", sorted(by_service["connect"]), ["*"])])),
        Policy(
            "civicline-deploy-customers",
            document(
                [
                    allow("Customers", customers, ["*"]),
                    allow("CloudControl", control, ["*"]),
                    *_linked_roles(account),
                ]
            ),
        ),
        Policy("civicline-deploy-surroundings", document(surroundings)),
        Policy("civicline-deploy-watching", document(_watching(account, region, by_service))),
    )


def second_region_policy(account: str, region: str) -> Policy:
    """What it needs in the second region of a center that is not mirrored: switches, their key, the record."""
    statements = _surroundings(account, region, {}, services=("dynamodb", "kms", "s3", "sts"))
    return Policy("civicline-deploy-second-region", document(statements))


def replica_policies(account: str, region: str) -> tuple[Policy, ...]:
    """What `civicline up` needs besides where Amazon Connect mirrors a center to a second region, which is `region`."""
    by_service: dict[str, set[str]] = {}
    for action in permissions(NATIVE_TYPES, region):
        by_service.setdefault(action.partition(":")[0], set()).add(action)
    return (
        Policy("civicline-deploy-replica", document([allow("Replica", list(REPLICA), ["*"])])),
        Policy(
            "civicline-deploy-second-region",
            document([*_with_rows(account, region, by_service), _replicated(account, region)]),
        ),
        Policy("civicline-deploy-second-watching", document(_watching(account, region, by_service))),
    )


def _with_rows(account: str, region: str, by_service: Mapping[str, set[str]]) -> list[dict[str, Any]]:
    """Surroundings of a region that has functions, too."""
    rows = f"arn:aws:dynamodb:{region}:{account}:table/civicline-*-managers"
    found = _surroundings(account, region, by_service, [service for service in VERBS if service not in WATCHING])
    keys = f"arn:aws:kms:{region}:{account}:key/*"
    seal = {**allow("Seal", ["kms:GetPublicKey", "kms:Sign"], [keys]), "Condition": _OUR_KEYS}
    return [*found, allow("Rows", [f"dynamodb:{verb}" for verb in ROWS], [rows]), seal]


def _watching(account: str, region: str, by_service: Mapping[str, set[str]]) -> list[dict[str, Any]]:
    """A definition is checked before there is a state machine, so that right has no resource."""
    checks = allow("CheckDefinitions", ["states:ValidateStateMachineDefinition"], ["*"])
    return [*_surroundings(account, region, by_service, WATCHING), checks]


def _replicated(account: str, region: str) -> dict[str, Any]:
    """Pre-registered customers are one table in two regions."""
    verbs = ("CreateTableReplica", "DeleteTableReplica", *REPLICATED_ROWS)
    table = f"arn:aws:dynamodb:{region}:{account}:table/civicline-*-customers"
    return allow("Replicated", [f"dynamodb:{verb}" for verb in verbs], [table])


def _surroundings(
    account: str, region: str, by_service: Mapping[str, set[str]], services: Iterable[str]
) -> list[dict[str, Any]]:
    """One statement a service: our table, and what handlers of the native types need of it."""
    found = []
    for service in services:
        needed = by_service.get(service, set()) if service not in OWN_VERBS else set()
        named = {f"{service}:{verb}" for verb in VERBS[service]} | {_cased(action) for action in needed}
        resource = _OURS.get(service, "*").format(account=account, region=region)
        resources = [resource, f"{resource}/*"] if service == "s3" else [resource]
        found.append(allow(service.title(), sorted(named), resources))
    return found


def _linked_roles(account: str) -> list[dict[str, Any]]:
    """An instance gets a role that belongs to Amazon Connect, a global table one of DynamoDB; nothing else of them."""
    services = ("connect.amazonaws.com", "replication.dynamodb.amazonaws.com")
    roles = [f"arn:aws:iam::{account}:role/aws-service-role/{service}/*" for service in services]
    verbs = (
        "AttachRolePolicy",
        "CreateServiceLinkedRole",
        "DeleteRolePolicy",
        "DeleteServiceLinkedRole",
        "GetRolePolicy",
    )
    return [allow("LinkedRole", [f"iam:{verb}" for verb in (*verbs, "PutRolePolicy")], roles)]


def _cased(action: str) -> str:
    """Handlers write `lambda:addPermission` as well as `lambda:AddPermission`; to IAM that is the same."""
    service, _, verb = action.partition(":")
    return f"{service}:{verb[:1].upper()}{verb[1:]}"
