"""The replica of a bot in the second region of a center, made by Lex itself: the same ids, so one flow serves both.

Neither provider has a type for it; a dynamic resource as in `associations`. Lex replicates versions and aliases that
are made after the replica, so these come after it; `BotArrived` waits until an alias is there.
Source: Lex V2 Developer Guide, "Using global resiliency to deploy bots to other regions".
"""

from __future__ import annotations

from typing import Any

import pulumi
from pulumi.dynamic import CreateResult, DiffResult, ReadResult, Resource, UpdateResult

from infra.associations import Associations
from infra.waiting import is_missing, until

Props = dict[str, Any]
ENABLED, FAILED, AVAILABLE = "Enabled", "Failed", "Available"
WITHIN = 30 * 60.0
"""Seconds to minutes by experience of others; no figure is published."""


class BotReplicationError(Exception):
    """Lex could not replicate a bot."""


class _Replication(Associations):
    """props: region, replica_region, bot as a bare id."""

    def create(self, props: Props) -> CreateResult:
        """Also where the replica is there already, from an `up` that was cut short."""
        lex = self.service("lexv2-models", props)
        if _status(lex, props) is None:
            lex.create_bot_replica(**_named(props))
        until(lambda: _is_enabled(lex, props), WITHIN, f"the bot {props['bot']} is not replicated")
        return CreateResult(f"{props['bot']}/{props['replica_region']}", props)

    def diff(self, _id: str, _olds: Props, _news: Props) -> DiffResult:
        replaces = [name for name in ("bot", "replica_region") if _olds.get(name) != _news.get(name)]
        return DiffResult(bool(replaces), replaces, [], delete_before_replace=True)

    def read(self, id_: str, props: Props) -> ReadResult:
        known = _status(self.service("lexv2-models", props), props)
        return ReadResult(id_, props) if known else ReadResult("", {})

    def delete(self, _id: str, _props: Props) -> None:
        lex = self.service("lexv2-models", _props)
        if _status(lex, _props) is not None:
            lex.delete_bot_replica(**_named(_props))
        until(lambda: _status(lex, _props) is None, WITHIN, f"the replica of the bot {_props['bot']} is not deleted")


class _Arrival(Associations):
    """A step, not a thing: it deletes nothing. props: region (the second one), bot and alias as bare ids, version."""

    def create(self, props: Props) -> CreateResult:
        self._await(props)
        return CreateResult(f"{props['bot']}/{props['alias']}/{props['region']}", props)

    def diff(self, _id: str, _olds: Props, _news: Props) -> DiffResult:
        replaces = [name for name in ("region", "bot", "alias") if _olds.get(name) != _news.get(name)]
        changes = bool(replaces) or _olds.get("version") != _news.get("version")
        return DiffResult(changes, replaces, [], delete_before_replace=False)

    def update(self, _id: str, _olds: Props, _news: Props) -> UpdateResult:
        self._await(_news)
        return UpdateResult(_news)

    def _await(self, props: Props) -> None:
        lex = self.service("lexv2-models", props)
        until(lambda: _is_there(lex, props), WITHIN, f"the bot {props['bot']} is not in {props['region']}")


def _named(props: Props) -> dict[str, str]:
    return {"botId": props["bot"], "replicaRegion": props["replica_region"]}


def _status(lex: Any, props: Props) -> str | None:
    from botocore.exceptions import ClientError

    try:
        return str(lex.describe_bot_replica(**_named(props))["botReplicaStatus"])
    except ClientError as error:
        if not is_missing(error):
            raise
        return None


def _is_enabled(lex: Any, props: Props) -> bool:
    status = _status(lex, props)
    if status == FAILED:
        raise BotReplicationError(f"Lex could not replicate the bot {props['bot']} to {props['replica_region']}")
    return status == ENABLED


def _is_there(lex: Any, props: Props) -> bool:
    from botocore.exceptions import ClientError

    try:
        alias = lex.describe_bot_alias(botId=props["bot"], botAliasId=props["alias"])
    except ClientError as error:
        if not is_missing(error):
            raise
        return False
    return bool(alias["botAliasStatus"] == AVAILABLE and alias["botVersion"] == props["version"])


class BotReplica(Resource, module="civicline", name="BotReplica"):
    """`bot` is a bare id, the same in both regions."""

    def __init__(
        self,
        name: str,
        *,
        region: str,
        replica_region: str,
        bot: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(_Replication(), name, {"region": region, "replica_region": replica_region, "bot": bot}, opts)


class BotArrived(Resource, module="civicline", name="BotArrived"):
    """The alias stands on that version in the second region, too. `bot` and `alias` are bare ids."""

    def __init__(
        self,
        name: str,
        *,
        region: str,
        bot: pulumi.Input[str],
        alias: pulumi.Input[str],
        version: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(_Arrival(), name, {"region": region, "bot": bot, "alias": alias, "version": version}, opts)
