"""The form of each type's ARN, after the patterns of the registry's schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.aws.errors import invalid
from sandbox.aws.place import Place

# {id} is the minted id; other names are properties of the model. A form without a parent starts with its service.
FORMS: Mapping[str, str] = {
    "AWS::Connect::Instance": "connect:instance/{id}",
    "AWS::Connect::AgentStatus": "{InstanceArn}/agent-state/{id}",
    "AWS::Connect::ContactFlow": "{InstanceArn}/contact-flow/{id}",
    "AWS::Connect::ContactFlowModule": "{InstanceArn}/flow-module/{id}",
    "AWS::Connect::ContactFlowModuleAlias": "{ContactFlowModuleId}:{id}",
    "AWS::Connect::ContactFlowModuleVersion": "{ContactFlowModuleId}:{Version}",
    "AWS::Connect::ContactFlowVersion": "{ContactFlowId}:{Version}",
    "AWS::Connect::DataTable": "{InstanceArn}/data-table/{id}",
    "AWS::Connect::EmailAddress": "{InstanceArn}/email-address/{id}",
    "AWS::Connect::EvaluationForm": "{InstanceArn}/evaluation-form/{id}",
    "AWS::Connect::HoursOfOperation": "{InstanceArn}/operating-hours/{id}",
    "AWS::Connect::Metric": "{InstanceArn}/metric/{id}",
    "AWS::Connect::Notification": "{InstanceArn}/notification/{id}",
    "AWS::Connect::PhoneNumber": "connect:phone-number/{id}",
    "AWS::Connect::Prompt": "{InstanceArn}/prompt/{id}",
    "AWS::Connect::Queue": "{InstanceArn}/queue/{id}",
    "AWS::Connect::QuickConnect": "{InstanceArn}/transfer-destination/{id}",
    "AWS::Connect::RoutingProfile": "{InstanceArn}/routing-profile/{id}",
    "AWS::Connect::Rule": "{InstanceArn}/rule/{id}",
    "AWS::Connect::SecurityProfile": "{InstanceArn}/security-profile/{id}",
    "AWS::Connect::TaskTemplate": "{InstanceArn}/task-template/{id}",
    "AWS::Connect::TestCase": "{InstanceArn}/test-case/{id}",
    "AWS::Connect::TrafficDistributionGroup": "connect:traffic-distribution-group/{id}",
    "AWS::Connect::UseCase": "{InstanceId}/use-case/{id}",
    "AWS::Connect::User": "{InstanceArn}/agent/{id}",
    "AWS::Connect::UserHierarchyGroup": "{InstanceArn}/agent-group/{id}",
    "AWS::Connect::UserHierarchyStructure": "{InstanceArn}/user-hierarchy-structure",
    "AWS::Connect::View": "{InstanceArn}/view/{id}",
    "AWS::Connect::ViewVersion": "{ViewArn}:{Version}",
    "AWS::Connect::Vocabulary": "{InstanceId}/vocabulary/{id}",
    "AWS::Connect::Workspace": "{InstanceArn}/workspace/{id}",
    "AWS::Cases::Domain": "cases:domain/{id}",
    "AWS::Cases::Field": "cases:domain/{DomainId}/field/{id}",
    "AWS::Cases::Layout": "cases:domain/{DomainId}/layout/{id}",
    "AWS::Cases::Template": "cases:domain/{DomainId}/template/{id}",
    "AWS::Cases::CaseRule": "cases:domain/{DomainId}/case-rule/{id}",
    "AWS::Cases::Case": "cases:domain/{DomainId}/case/{id}",
    "AWS::Cases::RelatedItem": "cases:domain/{DomainId}/case/{CaseId}/related-item/{id}",
    "AWS::Wisdom::Assistant": "wisdom:assistant/{id}",
    "AWS::Wisdom::AssistantAssociation": "wisdom:association/{AssistantId}/{id}",
    "AWS::Wisdom::AIAgent": "wisdom:ai-agent/{AssistantId}/{id}",
    "AWS::Wisdom::AIAgentVersion": "wisdom:ai-agent/{AssistantId}/{AIAgentId}:{VersionNumber}",
    "AWS::Wisdom::AIGuardrail": "wisdom:ai-guardrail/{AssistantId}/{id}",
    "AWS::Wisdom::AIGuardrailVersion": "wisdom:ai-guardrail/{AssistantId}/{AIGuardrailId}:{VersionNumber}",
    "AWS::Wisdom::AIPrompt": "wisdom:ai-prompt/{AssistantId}/{id}",
    "AWS::Wisdom::AIPromptVersion": "wisdom:ai-prompt/{AssistantId}/{AIPromptId}:{VersionNumber}",
    "AWS::Wisdom::KnowledgeBase": "wisdom:knowledge-base/{id}",
    "AWS::Wisdom::Content": "wisdom:content/{KnowledgeBaseId}/{id}",
    "AWS::Wisdom::ContentAssociation": "wisdom:content-association/{KnowledgeBaseId}/{ContentId}/{id}",
    "AWS::Wisdom::MessageTemplate": "wisdom:message-template/{KnowledgeBaseId}/{id}",
    "AWS::Wisdom::MessageTemplateVersion": "{MessageTemplateArn}:{MessageTemplateVersionNumber}",
    "AWS::Wisdom::QuickResponse": "wisdom:quick-response/{KnowledgeBaseId}/{id}",
    "AWS::AppIntegrations::Application": "app-integrations:application/{id}",
    "AWS::AppIntegrations::DataIntegration": "app-integrations:data-integration/{id}",
    "AWS::AppIntegrations::EventIntegration": "app-integrations:event-integration/{Name}",
    "AWS::ConnectCampaigns::Campaign": "connect-campaigns:campaign/{id}",
    "AWS::ConnectCampaignsV2::Campaign": "connect-campaigns:campaign/{id}",
    "AWS::CustomerProfiles::Recommender": "profile:domains/{DomainName}/recommenders/{id}",
    "AWS::CustomerProfiles::RecommenderFilter": "profile:domains/{DomainName}/recommender-filters/{id}",
    "AWS::CustomerProfiles::RecommenderSchema": "profile:domains/{DomainName}/recommender-schemas/{id}",
    "AWS::CustomerProfiles::EventStream": "profile:domains/{DomainName}/event-streams/{EventStreamName}",
    "AWS::CustomerProfiles::SegmentDefinition": "profile:domains/{DomainName}/segment-definitions/{id}",
    "AWS::Lex::Bot": "lex:bot/{id}",
    "AWS::Lex::BotAlias": "lex:bot-alias/{BotId}/{id}",
}

_PARENT_IDS = {"KnowledgeBaseId": "KnowledgeBaseArn"}


def form(type_name: str, model: Mapping[str, Any], minted: str, place: Place) -> str:
    """The ARN of a resource of that type; a plain one for types that the table does not name.

    Refuses a model without the parent that the form names.
    """
    _, service, kind = type_name.split("::")
    template = FORMS.get(type_name, f"{service.lower()}:{kind.lower()}/{{id}}")
    fields = {**model, "id": minted}
    for name, source in _PARENT_IDS.items():
        if name not in fields and source in fields:
            fields[name] = str(fields[source]).rsplit("/", maxsplit=1)[-1]
    try:
        filled = template.format_map(fields)
    except KeyError as error:
        raise invalid(f"{error.args[0]} is required") from error  # optional in the schema, not in the service
    return filled if template.startswith("{") else place.arn(*filled.split(":", 1))
