"""Immutable versions: numbered upward within their parent, with the content of the moment they were made."""

from __future__ import annotations

from sandbox.aws import minting
from sandbox.aws.errors import Refusal
from sandbox.aws.hooks import Change, on

SAVED = "SAVED"

# Version type -> (property that names the parent, property with the number, property whose hash guards).
_VERSIONED = {
    "AWS::Connect::ContactFlowVersion": ("ContactFlowId", "Version", "FlowContentSha256", "Content"),
    "AWS::Connect::ContactFlowModuleVersion": ("ContactFlowModuleId", "Version", "FlowModuleContentSha256", "Content"),
    "AWS::Connect::ViewVersion": ("ViewArn", "Version", "ViewContentSha256", "Template"),
    "AWS::Wisdom::MessageTemplateVersion": (
        "MessageTemplateArn",
        "MessageTemplateVersionNumber",
        "MessageTemplateContentSha256",
        "Content",
    ),
    "AWS::Wisdom::AIAgentVersion": ("AIAgentId", "VersionNumber", "", ""),
    "AWS::Wisdom::AIPromptVersion": ("AIPromptId", "VersionNumber", "", ""),
    "AWS::Wisdom::AIGuardrailVersion": ("AIGuardrailId", "VersionNumber", "", ""),
    "AWS::Lex::BotVersion": ("BotId", "BotVersion", "", ""),
}


@on("check", "Connect::ContactFlowVersion")
def what_is_only_saved_has_no_version(change: Change) -> None:
    flow = change.resources.owner(change.model["ContactFlowId"])
    if change.creating and flow and flow.facts.get("Status") == SAVED:
        message = "The flow has not been published: only published content becomes a version."
        raise Refusal("InvalidRequest", "InvalidRequestException", message)


@on("check", *(name.removeprefix("AWS::") for name in _VERSIONED))
def numbered(change: Change) -> None:
    """The number is minted before the ARN is, which contains it."""
    if not change.creating:
        return
    parent, number, guard, content = _VERSIONED[change.type_name]
    siblings = [
        one for one in change.resources.store.of_type(change.type_name) if one.model[parent] == change.model[parent]
    ]
    following = 1 + max((int(one.model[number]) for one in siblings), default=0)
    change.model[number] = str(following) if number == "BotVersion" else following
    owner = change.resources.owner(change.model[parent])
    if owner and guard:
        change.model.setdefault(guard, minting.digest(owner.model.get(content)))


@on("made", *(name.removeprefix("AWS::") for name in _VERSIONED))
def content_is_kept(change: Change) -> None:
    parent, _, _, content = _VERSIONED[change.type_name]
    owner = change.resources.owner(change.model[parent])
    if change.creating and owner and content and change.stored:
        change.stored.facts[content] = owner.model.get(content)


@on("fill", "Lex::BotAlias")
def alias_points_to_the_draft(change: Change) -> None:
    change.model.setdefault("BotVersion", "DRAFT")
