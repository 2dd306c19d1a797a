"""Replicas of bots in a second region."""

from __future__ import annotations

from sandbox.aws.errors import Refusal
from sandbox.aws.readers import Row
from sandbox.aws.resources import Resources
from sandbox.aws.rules import bot_replicas
from sandbox.aws.rules.bots import BOT
from sandbox.aws.store import Resource
from sandbox.aws.wire import Params


def _bot(resources: Resources, params: Params) -> Resource:
    found = resources.store.get(BOT, str(params["botId"]))
    if found is None:
        raise Refusal("NotFound", "ResourceNotFoundException", f"The bot {params['botId']} was not found.")
    return found


def _told(resources: Resources, bot: Resource, region: str, status: str = "Enabled") -> Row:
    return {
        "botId": bot.identifier,
        "replicaRegion": region,
        "sourceRegion": resources.place.region,
        "creationDateTime": bot_replicas.replicas(bot).get(region),
        "botReplicaStatus": status,
    }


def _known(resources: Resources, params: Params) -> tuple[Resource, str]:
    bot, region = _bot(resources, params), str(params["replicaRegion"])
    if region not in bot_replicas.replicas(bot):
        raise Refusal("NotFound", "ResourceNotFoundException", f"The bot has no replica in {region}.")
    return bot, region


def create(resources: Resources, params: Params) -> Row:
    bot, region = _bot(resources, params), str(params["replicaRegion"])
    bot_replicas.replicate(resources, bot, region)
    return _told(resources, bot, region, "Enabling")


def describe(resources: Resources, params: Params) -> Row:
    return _told(resources, *_known(resources, params))


def delete(resources: Resources, params: Params) -> Row:
    bot, region = _known(resources, params)
    bot_replicas.end(resources, bot, region)
    told = _told(resources, bot, region, "Deleting")
    return {name: told[name] for name in ("botId", "replicaRegion", "botReplicaStatus")}


def listed(resources: Resources, params: Params) -> Row:
    bot = _bot(resources, params)
    rows = [_told(resources, bot, region) for region in bot_replicas.replicas(bot)]
    members = ("replicaRegion", "creationDateTime", "botReplicaStatus")
    told = [{name: row[name] for name in members} for row in rows]
    return {"botId": bot.identifier, "sourceRegion": resources.place.region, "botReplicaSummaries": told}


OPERATIONS = {
    "CreateBotReplica": create,
    "DescribeBotReplica": describe,
    "DeleteBotReplica": delete,
    "ListBotReplicas": listed,
}
