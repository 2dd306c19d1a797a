"""Which AWS operations one change spends, by resource type; Cloud Control spends the limits of the service itself.

Source: the `handlers` of each type in the CloudFormation registry name these operations as their permissions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

CREATED_AS = {
    "connect:Instance": ("connect:CreateInstance", "connect:UpdateInstanceAttribute"),
    "connect:InstanceStorageConfig": ("connect:AssociateInstanceStorageConfig",),
    "connect:ApprovedOrigin": ("connect:AssociateApprovedOrigin",),
    "connect:SecurityKey": ("connect:AssociateSecurityKey",),
    "connect:PhoneNumber": ("connect:SearchAvailablePhoneNumbers", "connect:ClaimPhoneNumber"),
    "connect:UserHierarchyStructure": ("connect:UpdateUserHierarchyStructure",),
    "connect:TaskTemplate": ("connect:CreateTaskTemplate",),
    "connect:phoneNumberContactFlowAssociation": ("connect:AssociatePhoneNumberContactFlow",),
    "connect:lambdaFunctionAssociation": ("connect:AssociateLambdaFunction",),
    "customerprofiles:Domain": ("profile:CreateDomain",),
    "customerprofiles:ObjectType": ("profile:PutProfileObjectType",),
    "customerprofiles:Integration": ("profile:PutIntegration",),
}
UPDATED_AS = {
    "connect:Queue": (
        "connect:UpdateQueueName",
        "connect:UpdateQueueHoursOfOperation",
        "connect:UpdateQueueMaxContacts",
    ),
    "connect:ContactFlow": ("connect:UpdateContactFlowContent", "connect:UpdateContactFlowMetadata"),
    "connect:ContactFlowModule": ("connect:UpdateContactFlowModuleContent",),
    "connect:RoutingProfile": ("connect:UpdateRoutingProfileQueues", "connect:UpdateRoutingProfileConcurrency"),
    "connect:User": ("connect:UpdateUserRoutingProfile", "connect:UpdateUserSecurityProfiles"),
    "connect:Instance": ("connect:UpdateInstanceAttribute",),
    "connect:QuickConnect": ("connect:UpdateQuickConnectConfig",),
}
OWN = "pulumi-python:dynamic/civicline:"
_VERSION = ("connect:DescribeContactFlow", "connect:ListContactFlowVersions", "connect:CreateContactFlowVersion")
_WATCH = ("connect:DescribeInstance",)
OWN_CALLS = {
    ("QueueQuickConnects", "create"): ("connect:AssociateQueueQuickConnects",),
    ("QueueQuickConnects", "update"): ("connect:AssociateQueueQuickConnects",),
    ("QueueQuickConnects", "delete"): ("connect:DisassociateQueueQuickConnects",),
    ("AddressFlow", "create"): ("connect:AssociateFlow",),
    ("AddressFlow", "replace"): ("connect:DisassociateFlow", "connect:AssociateFlow"),
    ("AddressFlow", "delete"): ("connect:DisassociateFlow",),
    ("FlowContent", "create"): ("connect:UpdateContactFlowContent",),
    ("FlowContent", "update"): ("connect:UpdateContactFlowContent",),
    ("FlowAlias", "create"): (*_VERSION, "connect:ListContactFlowAliases", "connect:CreateContactFlowAlias"),
    ("FlowAlias", "delete"): ("connect:DeleteContactFlowAlias",),
    ("LiveVersion", "create"): (*_VERSION, "connect:UpdateContactFlowAlias"),
    ("LiveVersion", "update"): (*_VERSION, "connect:UpdateContactFlowAlias"),
    ("Replica", "create"): ("connect:ReplicateInstance", *_WATCH, "connect:ListTrafficDistributionGroups"),
    ("Replica", "delete"): ("connect:DeleteInstance", *_WATCH),
    ("AgentsOnGroup", "create"): ("connect:ListUsers", "connect:AssociateTrafficDistributionGroupUser"),
    ("AgentsOnGroup", "update"): ("connect:ListUsers", "connect:AssociateTrafficDistributionGroupUser"),
    ("AgentsOnGroup", "delete"): ("connect:DisassociateTrafficDistributionGroupUser",),
    ("Arrived", "create"): ("connect:ListContactFlows",),
    ("Arrived", "update"): ("connect:ListContactFlows",),
    ("BotReplica", "create"): ("lex:DescribeBotReplica", "lex:CreateBotReplica"),
    ("BotReplica", "delete"): ("lex:DescribeBotReplica", "lex:DeleteBotReplica"),
    ("BotArrived", "create"): ("lex:DescribeBotAlias",),
    ("BotArrived", "update"): ("lex:DescribeBotAlias",),
}
"""(kind, change) of our own dynamic resources; at most, because a version with the same content is used again. But what
waits asks more often, and agents are associated one by one.
"""
SERVICE = {"customerprofiles": "profile"}
OPERATIONS = {"create": "Create", "update": "Update", "delete": "Delete", "replace": "Create"}


def operations(resource_type: str, change: str) -> tuple[str, ...]:
    """`service:Operation` for each call that one change makes; empty for what never reaches AWS.

    resource_type   Pulumi token, such as aws-native:connect:Queue or aws:s3/bucket:Bucket
    change          create, update, replace or delete; a replacement also deletes
    """
    if resource_type.startswith(OWN):
        return OWN_CALLS.get((resource_type.removeprefix(OWN), change), ())
    package, _, rest = resource_type.partition(":")
    if package not in ("aws", "aws-native") or change not in OPERATIONS:
        return ()
    module, _, kind = rest.rpartition(":")
    module = module.partition("/")[0]
    native = package == "aws-native"
    name = kind if native else kind[0].lower() + kind[1:]
    known = (UPDATED_AS if change == "update" else CREATED_AS).get(f"{module}:{name}")
    service = SERVICE.get(module, module)
    own = known if known and change != "delete" else (f"{service}:{OPERATIONS[change]}{kind}",)
    read = (f"{service}:Describe{kind}",) if native and change != "delete" else ()
    gone = (f"{service}:Delete{kind}",) if change == "replace" else ()
    return (*own, *read, *gone)


def calls(changes: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Calls per operation of many (resource type, change) pairs."""
    return dict(Counter(operation for kind, change in changes for operation in operations(kind, change)))
