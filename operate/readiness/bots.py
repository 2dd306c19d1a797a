"""Bots of a region: their alias is available, of the same ids as in the other one, and the instance may ask it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contact_flows.language.document import Ref
from operate.aws import pages
from operate.readiness.evidence import found
from operate.readiness.flaw import Flaw
from operate.readiness.region import Region

AGAIN = "civicline up PROGRAM"


@dataclass(frozen=True, slots=True)
class FoundBot:
    """alias: status of the alias, empty for none; associated: whether the instance of this region may ask it."""

    alias: str
    associated: bool = False

    @property
    def answers(self) -> bool:
        return self.alias == "Available" and self.associated


def read_bots(region: Region) -> dict[str, FoundBot]:
    """By id in the spec. Raises CloudError."""
    rows = [row for row in region.center.resources if row.kind == "bot" and row.arn]
    if not rows:
        return {}
    listed = pages(
        region.client("connect"), "list_bots", "LexBots", InstanceId=region.center.instance.id, LexVersion="V2"
    )
    associated = {row["LexV2Bot"]["AliasArn"] for row in listed}
    lex = region.client("lexv2-models")
    bots: dict[str, FoundBot] = {}
    for row in rows:
        bot, alias = (row.arn or "").split("/")[-2:]
        told = found(lex, "describe_bot_alias", botId=bot, botAliasId=alias)
        bots[row.id] = FoundBot("" if told is None else told["botAliasStatus"], row.arn in associated)
    return bots


def judge_bots(found_: Mapping[str, FoundBot], region: Region) -> Iterator[Flaw]:
    """The walk tells whether contacts are still answered without them."""
    for id_, one in found_.items():
        who, touches = f"the alias of the bot {id_}", (Ref("bot", id_),)
        if not one.alias:
            yield Flaw(touches, False, f"{who} is not in {region.name}: menus would understand no words", AGAIN)
        elif one.alias != "Available":
            what = f"{who} is {one.alias} in {region.name}, not Available"
            yield Flaw(touches, False, what, f"build the bot again, or {AGAIN}")
        if one.alias and not one.associated:
            what = f"{who} is not associated with the instance in {region.name}"
            yield Flaw(touches, False, what, f"connect associate-bot, or {AGAIN}")
