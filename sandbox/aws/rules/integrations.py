"""Integration associations: each type wants an ARN of its own service."""

from __future__ import annotations

from sandbox.aws import elsewhere
from sandbox.aws.errors import conflict, invalid
from sandbox.aws.hooks import Change, on

ASSOCIATION = "AWS::Connect::IntegrationAssociation"
_SERVICE = {
    "LEX_BOT": ("lex", "bot-alias/"),
    "LAMBDA_FUNCTION": ("lambda", "function:"),
    "APPLICATION": ("app-integrations", "application/"),
    "FILE_SCANNER": ("app-integrations", "application/"),
    "CASES_DOMAIN": ("cases", "domain/"),
    "WISDOM_ASSISTANT": ("wisdom", "assistant/"),
    "WISDOM_KNOWLEDGE_BASE": ("wisdom", "knowledge-base/"),
    "WISDOM_QUICK_RESPONSES": ("wisdom", "knowledge-base/"),
    "Q_MESSAGE_TEMPLATES": ("wisdom", "knowledge-base/"),
    "SES_IDENTITY": ("ses", "identity/"),
    "MESSAGE_PROCESSOR": ("lambda", "function:"),
}
_ONE_EACH = frozenset({"CASES_DOMAIN", "WISDOM_ASSISTANT", "WISDOM_QUICK_RESPONSES", "Q_MESSAGE_TEMPLATES"})
_KNOWLEDGE = {"WISDOM_QUICK_RESPONSES": "QUICK_RESPONSES", "Q_MESSAGE_TEMPLATES": "MESSAGE_TEMPLATES"}


@on("check", "Connect::IntegrationAssociation")
def arn_fits_type(change: Change) -> None:
    kind, arn = change.model["IntegrationType"], change.model["IntegrationArn"]
    service, path = _SERVICE.get(kind, ("", ""))
    parts = arn.split(":", 5)
    if service and (len(parts) < 6 or parts[2] != service or not parts[5].startswith(path)):  # noqa: PLR2004 - ARN
        raise invalid(f"{arn} is not an ARN for the integration type {kind}")


@on("check", "Connect::IntegrationAssociation")
def one_of_its_type(change: Change) -> None:
    kind, instance = change.model["IntegrationType"], change.model["InstanceId"]
    if kind not in _ONE_EACH or not change.creating:
        return
    for other in change.resources.store.of_type(ASSOCIATION):
        if other.model["InstanceId"] == instance and other.model["IntegrationType"] == kind:
            reason = f"the instance already has an integration of type {kind}"
            raise conflict(ASSOCIATION, other.identifier, reason, error="DuplicateResourceException")


@on("check", "Connect::IntegrationAssociation")
def knowledge_base_fits(change: Change) -> None:
    wanted = _KNOWLEDGE.get(change.model["IntegrationType"])
    base = change.resources.owner(change.model["IntegrationArn"]) if wanted else None
    if base and base.model["KnowledgeBaseType"] != wanted:
        raise invalid(f"The knowledge base is of type {base.model['KnowledgeBaseType']}, not {wanted}")


@on("check", "Connect::IntegrationAssociation")
def identity_is_verified(change: Change) -> None:
    if change.model["IntegrationType"] != "SES_IDENTITY":
        return
    name = change.model["IntegrationArn"].rpartition("/")[2]
    if not elsewhere.identity_exists(name, change.resources.place):
        raise invalid(f"The SES identity {name} does not exist or is not verified.", error="InvalidRequestException")
