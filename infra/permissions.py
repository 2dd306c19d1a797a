"""What each role template may do in Amazon Connect: as little as its work needs.

source   Amazon Connect Administrator Guide, "List of security profile permissions" (API names)
"""

from __future__ import annotations

from spec.models.people import RoleBase

_CONTACTS = frozenset(
    {
        "BasicAgentAccess",
        "OutboundCallAccess",
        "OutboundEmail.Create",
        "TransferDestinations.View",
        "CustomerProfiles.View",
        "CustomerProfiles.Create",
        "CustomerProfiles.Edit",
        "Cases.View",
        "Cases.Create",
        "Cases.Edit",
        "Wisdom.View",
        "MyContacts.View",
        "TransferContact.Enabled",
    }
)
_TRAINEE = frozenset(
    {"BasicAgentAccess", "TransferDestinations.View", "CustomerProfiles.View", "Cases.View", "Wisdom.View"}
)
_METRICS = frozenset({"AccessMetrics", "MetricsReports.View", "AgentTimeCard.View"})
_REDACTED = frozenset(
    {
        "ContactSearch.View",
        "CallRecordings.Redacted.Access",
        "ContactTranscripts.Redacted.Access",
        "RealtimeContactLens.View",
    }
)
_CONFIGURATION_VIEW = frozenset(
    f"{part}.View"
    for part in (
        "Users",
        "SecurityProfiles",
        "AgentGrouping",
        "AgentStates",
        "RoutingPolicies",
        "Queues",
        "TransferDestinations",
        "HoursOfOperation",
        "PhoneNumbers",
        "ContactFlows",
        "ContactFlowModules",
        "Prompts",
        "TaskTemplates",
        "Rules",
        "EmailAddresses",
        "PredefinedAttributes",
    )
)
_OPERATION = frozenset(
    {"Queues.EnableAndDisable", "HoursOfOperation.Edit", "Users.Edit", "AgentGrouping.Edit", "ReportSchedules.View"}
)

PERMISSIONS: dict[RoleBase, frozenset[str]] = {
    RoleBase.TRAINEE: _TRAINEE,
    RoleBase.AGENT: _CONTACTS,
    RoleBase.SUPERVISOR: _CONTACTS
    | _METRICS
    | _REDACTED
    | {"ManagerListenIn", "ManagerBargeIn", "Evaluation.View", "StopContact.Enabled", "Users.View", "Queues.View"},
    RoleBase.QUALITY: _REDACTED
    | {"Evaluation.View", "Evaluation.Create", "Evaluation.Edit", "EvaluationForms.View", "MetricsReports.View"},
    RoleBase.AUDITOR: _METRICS | {"ContactSearch.View", "Evaluation.View", "HistoricalChanges.View", "Cases.View"},
    RoleBase.CONTENT_APPROVER: frozenset(
        {"ContentManagement.View", "ContentManagement.Edit", "ContentManagement.Create", "Prompts.View", "Wisdom.View"}
    ),
    RoleBase.OPERATOR: _METRICS | _CONFIGURATION_VIEW | _OPERATION,
    RoleBase.BREAK_GLASS: _METRICS
    | _CONFIGURATION_VIEW
    | _OPERATION
    | {
        "ContactFlows.Edit",
        "ContactFlows.Publish",
        "Queues.Edit",
        "RoutingPolicies.Edit",
        "TransferDestinations.Edit",
        "PhoneNumbers.Edit",
        "Users.EditPermission",
        "SecurityProfiles.Edit",
    },
}

SENSITIVE = frozenset({"CallRecordings.Unredacted.Access", "ContactTranscripts.Unredacted.Access"})
"""Added where the spec says that a role may see sensitive contacts."""
