"""Bots that Lex replicates to a second region: the same ids there, and nobody changes them there.

What is made or changed after the replica is copied at once; earlier versions and aliases are not (Lex V2 Developer
Guide, "Global Resiliency"). Copies are made whatever region is dark.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from sandbox.aws import clock
from sandbox.aws.errors import Refusal, invalid
from sandbox.aws.hooks import Change, on
from sandbox.aws.resources import Resources
from sandbox.aws.rules.bots import ALIAS, BOT, DRAFT, VERSION
from sandbox.aws.store import Resource

REPLICAS, SOURCE = "replicas", "replica_of"
_PAIRS = {"us-east-1": "us-west-2", "us-west-2": "us-east-1", "eu-west-2": "eu-central-1", "eu-central-1": "eu-west-2"}
_KINDS = ("Lex::Bot", "Lex::BotVersion", "Lex::BotAlias")


def replicas(bot: Resource) -> dict[str, Any]:
    """Region -> since when."""
    found: dict[str, Any] = bot.facts.setdefault(REPLICAS, {})
    return found


def replicate(here: Resources, bot: Resource, region: str) -> None:
    """Raises Refusal outside of the pairs, for a replica, and for a second replica."""
    if _PAIRS.get(here.place.region) != region or SOURCE in bot.facts:
        raise invalid(
            f"The bot cannot be replicated from {here.place.region} to {region}.", error="ValidationException"
        )
    if region in replicas(bot):
        raise Refusal("AlreadyExists", "ConflictException", f"The bot has a replica in {region} already.")
    replicas(bot)[region] = clock.now()
    _copy(here, bot, region)


def end(here: Resources, bot: Resource, region: str) -> None:
    del replicas(bot)[region]
    _drop(here, bot, region)


@on("check", *_KINDS)
def a_replica_is_only_read(change: Change) -> None:
    bot = _bot(change.resources, change.model)
    if bot and SOURCE in bot.facts:
        message = f"The bot is a replica: change it in {bot.facts[SOURCE]}."
        raise invalid(message, error="PreconditionFailedException")


@on("changed", *_KINDS)
def it_is_copied(change: Change) -> None:
    assert change.stored
    for region in _regions(change.resources, change.model):
        _copy(change.resources, change.stored, region)


@on("gone", "Lex::BotVersion", "Lex::BotAlias")
def its_copy_goes(change: Change) -> None:
    assert change.stored
    for region in _regions(change.resources, change.model):
        _drop(change.resources, change.stored, region)


@on("going", "Lex::Bot")
def its_replicas_go(change: Change) -> None:
    assert change.stored
    for region in tuple(replicas(change.stored)):
        end(change.resources, change.stored, region)


def _bot(here: Resources, model: dict[str, Any]) -> Resource | None:
    return here.store.get(BOT, str(model.get("BotId") or model.get("Id")))


def _regions(here: Resources, model: dict[str, Any]) -> Iterator[str]:
    bot = _bot(here, model)
    yield from replicas(bot) if bot else ()


def _copy(here: Resources, found: Resource, region: str) -> None:
    """An alias of a version that is not replicated stays at home."""
    there = here.peer(region)
    number = found.model.get("BotVersion", DRAFT)
    if there is None or (found.type_name == ALIAS and not there.store.get(VERSION, f"{found.model['BotId']}|{number}")):
        return
    home = here.place.region
    model = copy.deepcopy(found.model)
    if "Arn" in model:
        model["Arn"] = model["Arn"].replace(f":{home}:", f":{region}:", 1)
    facts = {name: copy.deepcopy(value) for name, value in found.facts.items() if name != REPLICAS}
    there.adopt(
        Resource(found.type_name, found.identifier, model, found.created, found.modified, {**facts, SOURCE: home})
    )


def _drop(here: Resources, found: Resource, region: str) -> None:
    there = here.peer(region)
    held = there.store.get(*found.key) if there else None
    if there and held:
        there.drop(held)
