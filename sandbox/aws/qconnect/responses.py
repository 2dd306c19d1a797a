"""The API of Amazon Q in Connect on the wire."""

from __future__ import annotations

from typing import Any

from sandbox.aws.place import last_part
from sandbox.aws.qconnect.exceptions import QConnectError
from sandbox.aws.readers import Get, List, ReaderResponse, tag_operations
from sandbox.aws.store import Resource

_ASSISTANT = {"assistantId": "AssistantId"}
_BASE = {"knowledgeBaseId": "KnowledgeBaseId"}
_HELD = {"knowledgeBaseId": "KnowledgeBaseArn"}
_TEMPLATE = {"messageTemplateId": "MessageTemplateId"}
_RESPONSE = {"quickResponseId": "QuickResponseId"}
_CONTENT = {"EmailMessageTemplateContent": "email", "SmsMessageTemplateContent": "sms"}


class QConnectResponse(ReaderResponse):
    service = "qconnect"
    error = QConnectError
    unsupported = ("ValidationException", "The sandbox does not emulate the operation {operation} of {service}.")
    rows = {
        "ListAssistants": List("AWS::Wisdom::Assistant", "assistantSummaries"),
        "GetAssistant": Get("AWS::Wisdom::Assistant", _ASSISTANT, "assistant"),
        "ListAssistantAssociations": List(
            "AWS::Wisdom::AssistantAssociation", "assistantAssociationSummaries", _ASSISTANT
        ),
        "GetAssistantAssociation": Get(
            "AWS::Wisdom::AssistantAssociation",
            {**_ASSISTANT, "assistantAssociationId": "AssistantAssociationId"},
            "assistantAssociation",
        ),
        "ListKnowledgeBases": List("AWS::Wisdom::KnowledgeBase", "knowledgeBaseSummaries"),
        "GetKnowledgeBase": Get("AWS::Wisdom::KnowledgeBase", _BASE, "knowledgeBase"),
        "ListQuickResponses": List("AWS::Wisdom::QuickResponse", "quickResponseSummaries", _HELD),
        "GetQuickResponse": Get("AWS::Wisdom::QuickResponse", {**_HELD, **_RESPONSE}, "quickResponse"),
        "ListMessageTemplates": List("AWS::Wisdom::MessageTemplate", "messageTemplateSummaries", _HELD),
        "GetMessageTemplate": Get("AWS::Wisdom::MessageTemplate", {**_HELD, **_TEMPLATE}, "messageTemplate"),
        "ListContents": List("AWS::Wisdom::Content", "contentSummaries", _BASE),
    }
    custom = tag_operations("resourceArn")

    def tell(self, resource: Resource) -> dict[str, Any]:
        told = super().tell(resource)
        told.setdefault("Status", "ACTIVE")
        told["lastModifiedBy"] = self.resources.place.arn("sts", "assumed-role/deployment")
        if "Association" in told:
            told["associationData"] = self._association(told["Association"])
        if resource.type_name == "AWS::Wisdom::QuickResponse":
            told.setdefault("ContentType", "application/x.quickresponse;format=plain")
        if resource.type_name == "AWS::Wisdom::MessageTemplate":
            told["content"] = {_CONTENT[name]: content for name, content in told.pop("Content").items()}
            told["channel"] = told["ChannelSubtype"]
        return told

    def _association(self, association: dict[str, Any]) -> dict[str, Any]:
        identifier = last_part(association.get("KnowledgeBaseId", ""))
        if not identifier:
            return association
        arn = self.resources.place.arn("wisdom", f"knowledge-base/{identifier}")
        return {"knowledgeBaseAssociation": {"knowledgeBaseId": identifier, "knowledgeBaseArn": arn}}
