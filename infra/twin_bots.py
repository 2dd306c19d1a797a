"""Bots in the second region of a center: Lex makes them, and the replica of the instance gets the right to ask them."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi

from contact_flows.compile.bot import BotDocument
from infra.bot_replica import BotArrived
from infra.bots import BotSet, associate
from infra.numbers import last_part
from infra.scope import Scope
from spec.arns import in_region


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinBotsArgs:
    """scope and instance_arn are those of the second region; source, the bots of the first."""

    scope: Scope
    instance_arn: pulumi.Input[str]
    bots: tuple[BotDocument, ...]
    source: BotSet


class TwinBots(pulumi.ComponentResource):
    """arns, ids: as of a BotSet; only the region of the ARNs is another."""

    def __init__(self, name: str, args: TwinBotsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:lex:TwinBots", name, None, opts)
        self.arns: dict[str, pulumi.Output[str]] = {}
        self.ids = args.source.ids
        for bot in args.bots:
            full = f"{name}-{bot.id}"
            here = args.source.arns[bot.id]
            arrived = BotArrived(
                full,
                region=args.scope.region,
                bot=args.source.ids[bot.id],
                alias=here.apply(last_part),
                version=args.source.versions[bot.id],
                opts=pulumi.ResourceOptions(parent=self),
            )
            self.arns[bot.id] = here.apply(lambda arn: in_region(arn, args.scope.region))
            after = pulumi.ResourceOptions(parent=self, depends_on=[arrived])
            associate(full, args.scope, args.instance_arn, bot, self.arns[bot.id], after)
        self.register_outputs({"arns": self.arns})
