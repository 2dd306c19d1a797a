"""Which properties must be unique, and within what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Connect names are unique within the instance; other scopes are listed. None: names may repeat.
_NAMED_BY: Mapping[str, tuple[str, ...] | None] = {
    "AWS::Connect::SecurityProfile": ("SecurityProfileName",),
    "AWS::Connect::User": ("Username",),
    "AWS::Connect::EmailAddress": ("EmailAddress",),
    "AWS::Connect::EvaluationForm": ("Title",),
    "AWS::Connect::Vocabulary": ("VocabularyName",),
    "AWS::Connect::UserHierarchyGroup": ("Name", "ParentGroupArn"),
    "AWS::Connect::SecurityKey": ("Key",),
    "AWS::Connect::InstanceStorageConfig": None,
    "AWS::Connect::Notification": None,
    "AWS::Connect::TaskTemplate": None,
    "AWS::Connect::UserHierarchyStructure": ("InstanceArn",),
    "AWS::Cases::Field": ("Name",),
    "AWS::Cases::Domain": ("Name",),
    "AWS::Cases::Case": None,
    "AWS::Wisdom::AssistantAssociation": ("AssociationType",),
    "AWS::Lex::BotAlias": ("BotAliasName",),
}
_SCOPES = (
    *("InstanceArn", "InstanceId", "DomainId", "DomainName", "KnowledgeBaseArn", "KnowledgeBaseId", "AssistantId"),
    *("DataTableArn", "ContactFlowId", "ContactFlowModuleId", "ViewArn", "BotId", "MessageTemplateArn"),
    *("RuleSetName", "ConfigurationSetName"),
)
_UNNAMED = ("AWS::SES::",)


def key_of(type_name: str, model: Mapping[str, Any]) -> tuple[tuple[str, ...], str] | None:
    """A key that two resources of the type may not share, and the name to say in the message."""
    if type_name.startswith(_UNNAMED):
        return None
    names = _NAMED_BY.get(type_name, ("Name",))
    if names is None or names[0] not in model:
        return None
    scope = tuple(str(model[name]) for name in _SCOPES if name in model)
    return (*scope, *(str(model.get(name, "")).lower() for name in names)), str(model[names[0]])
