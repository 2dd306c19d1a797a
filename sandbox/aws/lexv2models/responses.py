"""The Lex model API on the wire."""

from __future__ import annotations

from typing import Any

from sandbox.aws.lexv2models import replicas, wording
from sandbox.aws.lexv2models.exceptions import LexError
from sandbox.aws.readers import Get, List, ReaderResponse
from sandbox.aws.rules.bots import ALIAS, BOT, VERSION
from sandbox.aws.store import Resource

_BOT = {"botId": "BotId"}


class LexModelsResponse(ReaderResponse):
    service = "lexv2-models"
    error = LexError
    unsupported = ("ValidationException", "The sandbox does not emulate the operation {operation} of {service}.")
    rows = {
        "ListBots": List(BOT, "botSummaries"),
        "DescribeBot": Get(BOT, {"botId": "Id"}),
        "DescribeBotVersion": Get(VERSION, {**_BOT, "botVersion": "BotVersion"}),
        "DescribeBotAlias": Get(ALIAS, {**_BOT, "botAliasId": "BotAliasId"}),
    }
    custom = wording.OPERATIONS | replicas.OPERATIONS

    def tell(self, resource: Resource) -> dict[str, Any]:
        """The registry's names and lists as the API's."""
        told = super().tell(resource)
        told |= {"creationDateTime": resource.created, "lastUpdatedDateTime": resource.modified}
        if resource.type_name == BOT:
            told |= {"botId": told["Id"], "botName": told["Name"], "botStatus": "Available"}
        if resource.type_name == VERSION:
            told["botStatus"] = "Available"
        if resource.type_name == ALIAS:
            told["botAliasStatus"] = "Available"
            told["botAliasLocaleSettings"] = {
                row["LocaleId"]: {"enabled": row["BotAliasLocaleSetting"]["Enabled"]}
                for row in told.pop("BotAliasLocaleSettings", ())
            }
        return told
