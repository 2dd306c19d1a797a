"""The kinds of things in an instance: how each is addressed, and what API members stand for."""

from __future__ import annotations

from collections.abc import Mapping

TYPE = "AWS::Connect::{}"

# Kind -> part of the ARN between the instance and the id.
SLUGS: Mapping[str, str] = {
    "AgentStatus": "agent-state",
    "ContactFlow": "contact-flow",
    "ContactFlowModule": "flow-module",
    "DataTable": "data-table",
    "EmailAddress": "email-address",
    "EvaluationForm": "evaluation-form",
    "HoursOfOperation": "operating-hours",
    "Prompt": "prompt",
    "Queue": "queue",
    "QuickConnect": "transfer-destination",
    "RoutingProfile": "routing-profile",
    "Rule": "rule",
    "SecurityProfile": "security-profile",
    "TaskTemplate": "task-template",
    "TestCase": "test-case",
    "User": "agent",
    "UserHierarchyGroup": "agent-group",
    "View": "view",
    "Vocabulary": "vocabulary",
    "Workspace": "workspace",
}

# Input member with a bare id -> (property with an ARN, kind). Members that end in Ids are lists of the same.
ID_MEMBERS: Mapping[str, tuple[str, str]] = {
    "HoursOfOperationId": ("HoursOfOperationArn", "HoursOfOperation"),
    "OutboundCallerIdNumberId": ("OutboundCallerIdNumberArn", "PhoneNumber"),
    "OutboundFlowId": ("OutboundFlowArn", "ContactFlow"),
    "OutboundEmailAddressId": ("OutboundEmailAddressId", "EmailAddress"),
    "EmailAddressId": ("EmailAddressArn", "EmailAddress"),
    "QuickConnectIds": ("QuickConnectArns", "QuickConnect"),
    "QueueId": ("QueueArn", "Queue"),
    "DefaultOutboundQueueId": ("DefaultOutboundQueueArn", "Queue"),
    "ContactFlowId": ("ContactFlowArn", "ContactFlow"),
    "SelfAssignFlowId": ("SelfAssignContactFlowArn", "ContactFlow"),
    "UserId": ("UserArn", "User"),
    "RoutingProfileId": ("RoutingProfileArn", "RoutingProfile"),
    "SecurityProfileIds": ("SecurityProfileArns", "SecurityProfile"),
    "HierarchyGroupId": ("HierarchyGroupArn", "UserHierarchyGroup"),
    "ParentGroupId": ("ParentGroupArn", "UserHierarchyGroup"),
    "EvaluationFormId": ("EvaluationFormArn", "EvaluationForm"),
}
