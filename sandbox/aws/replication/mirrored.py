"""Which types AWS mirrors between the two regions of a center, and under which word its findings list them."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Administrator Guide, create-replica-connect-instance; words of ListReplicationFindings' ResourceType. Versions of
# views are in neither list and stay in their region. Versions and aliases of flows have no word of their own, but must
# come along: associations of numbers are mirrored and name an alias, and both shapes of the API have the
# LastModifiedRegion of what is mirrored.
CODES: Mapping[str, str] = {
    "AWS::Connect::AgentStatus": "AGENT_STATE",
    "AWS::Connect::ContactFlow": "CONTACT_FLOW",
    "AWS::Connect::ContactFlowModule": "FLOW_MODULE",
    "AWS::Connect::ContactFlowModuleAlias": "FLOW_MODULE_ALIAS",
    "AWS::Connect::ContactFlowModuleVersion": "FLOW_MODULE_VERSION",
    "AWS::Connect::ContactFlowVersion": "CONTACT_FLOW",
    "AWS::Connect::DataTable": "DATA_TABLE",
    "AWS::Connect::DataTableAttribute": "DATA_TABLE_ATTRIBUTE",
    "AWS::Connect::DataTableRecord": "DATA_TABLE_RECORD",
    "AWS::Connect::HoursOfOperation": "OPERATING_HOURS",
    "AWS::Connect::Metric": "METRIC",
    "AWS::Connect::Notification": "NOTIFICATION",
    "AWS::Connect::PredefinedAttribute": "ATTRIBUTE",
    "AWS::Connect::Prompt": "PROMPT",
    "AWS::Connect::Queue": "QUEUE",
    "AWS::Connect::QuickConnect": "TRANSFER_DESTINATION",
    "AWS::Connect::RoutingProfile": "ROUTING_PROFILE",
    "AWS::Connect::SecurityProfile": "SECURITY_PROFILE",
    "AWS::Connect::TestCase": "TEST_CASE",
    "AWS::Connect::User": "AGENT",
    "AWS::Connect::UserHierarchyGroup": "AGENT_GROUP",
    "AWS::Connect::UserHierarchyStructure": "AGENT_GROUP_LEVEL",
    "AWS::Connect::View": "VIEW",
    "AWS::Connect::Workspace": "WORKSPACE",
}
NUMBER = "AWS::Connect::PhoneNumber"
"""Not mirrored itself; which flow it starts in each region is."""

ASSOCIATION = "PHONE_NUMBER"
NEVER = "TASK_TEMPLATE"
"""ListReplicationFindings knows the word; the guide says that task templates are not replicated."""

WORDS = frozenset({*CODES.values(), ASSOCIATION, NEVER, "DATA_TABLE_VALUE", "REPORT"})

# Properties that each region has for itself, although their resource is mirrored: e-mail addresses are not replicated
# and queues' associations with them not either.
OWN_PROPERTIES: Mapping[str, frozenset[str]] = {
    "AWS::Connect::Queue": frozenset({"AdditionalEmailAddresses", "OutboundEmailConfig"}),
}

KINDS = tuple(name.removeprefix("AWS::") for name in CODES)
_SLUGS = frozenset(
    {
        *("agent", "agent-group", "agent-state", "contact-flow", "data-table", "flow-module", "metric", "notification"),
        *("operating-hours", "prompt", "queue", "routing-profile", "security-profile", "test-case"),
        *("transfer-destination", "view", "workspace"),
    }
)
_INSTANCE = re.compile(r":instance/([^/|:]+)")


def code_of(type_name: str) -> str:
    return ASSOCIATION if type_name == NUMBER else CODES[type_name]


def instance_of(identifier: str) -> str:
    """The id of the instance that an identifier of a mirrored type names; empty where it names none."""
    found = _INSTANCE.search(identifier)
    return found.group(1) if found else ""


def is_mirrored(arn: str) -> bool:
    """Whether an ARN within an instance is that of a mirrored type."""
    parts = arn.partition(":instance/")[2].split("/")
    return len(parts) > 1 and parts[1] in _SLUGS
