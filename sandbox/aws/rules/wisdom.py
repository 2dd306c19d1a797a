"""Knowledge bases hold only what fits their type; an assistant knows a knowledge base that exists."""

from __future__ import annotations

from sandbox.aws.errors import conflict, invalid, not_found
from sandbox.aws.hooks import Change, on
from sandbox.aws.place import last_part

BASE = "AWS::Wisdom::KnowledgeBase"
ASSOCIATION = "AWS::Wisdom::AssistantAssociation"
_HOLDS = {
    "AWS::Wisdom::QuickResponse": "QUICK_RESPONSES",
    "AWS::Wisdom::MessageTemplate": "MESSAGE_TEMPLATES",
}
_CONTENT = {"EMAIL": "EmailMessageTemplateContent", "SMS": "SmsMessageTemplateContent"}


@on("check", "Wisdom::QuickResponse", "Wisdom::MessageTemplate")
def knowledge_base_fits(change: Change) -> None:
    base = change.resources.owner(change.model["KnowledgeBaseArn"])
    wanted = _HOLDS[change.type_name]
    if base and base.model["KnowledgeBaseType"] != wanted:
        message = f"The knowledge base is of type {base.model['KnowledgeBaseType']}, not {wanted}."
        raise invalid(message, error="ValidationException")


@on("check", "Wisdom::MessageTemplate")
def content_fits_channel(change: Change) -> None:
    wanted = _CONTENT[change.model["ChannelSubtype"]]
    if set(change.model["Content"]) != {wanted}:
        raise invalid(f"A message template for {change.model['ChannelSubtype']} needs {wanted}.", "ValidationException")


@on("check", "Wisdom::AssistantAssociation")
def knowledge_base_exists(change: Change) -> None:
    identifier = change.model["Association"].get("KnowledgeBaseId")
    if identifier and change.resources.store.get(BASE, last_part(identifier)) is None:
        raise not_found(BASE, identifier)


@on("guard", "Wisdom::KnowledgeBase")
def no_assistant_uses_it(change: Change) -> None:
    for user in change.resources.store.of_type(ASSOCIATION):
        known = user.model["Association"].get("KnowledgeBaseId", "")
        if last_part(known) == change.model["KnowledgeBaseId"]:
            reason = f"the knowledge base is associated with the assistant {user.model['AssistantId']}"
            raise conflict(BASE, change.model["KnowledgeBaseId"], reason, error="ConflictException")


@on("made", "Wisdom::QuickResponse")
def contents_are_read_back(change: Change) -> None:
    text = change.model["Content"].get("Content", "")
    form = "Markdown" if "markdown" in change.model.get("ContentType", "") else "PlainText"
    if text:
        change.model["Contents"] = {form: {"Content": text}}
