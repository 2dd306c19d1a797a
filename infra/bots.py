"""The bot that understands what callers say in a menu: its role, its locales, a version for each wording, one alias.

Flows name the alias. New wording makes a new version, to which the alias moves; bot and alias stay, and with them the
association with the instance. Nothing of what callers say is kept: the alias has no conversation logs, neither text
nor audio, so a caller who declined the recording is not recorded here either.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import pulumi
from pulumi_aws_native import connect, lex

from contact_flows.compile.bot import BotDocument, Locale
from contact_flows.compile.phrases import phrases, spoken
from infra.bot_replica import BotReplica
from infra.policies import Statement
from infra.role import Role, RoleArgs
from infra.scope import Scope

ALIAS = "live"
"""The same in every region: in flows only the region of its ARN differs."""
DRAFT = "DRAFT"
IDLE_SECONDS = 300
CONFIDENCE = 0.4
"""Below it, what was said counts as not understood, and the menu asks again. Lex's own default."""
FALLBACK = "FallbackIntent"


@dataclass(frozen=True, slots=True, kw_only=True)
class BotSetArgs:
    """replica_region: where Lex replicates them; None for one region."""

    scope: Scope
    instance_arn: pulumi.Input[str]
    bots: tuple[BotDocument, ...]
    replica_region: str | None = None


class BotSet(pulumi.ComponentResource):
    """arns: of the alias of each bot, which is what flows name; ids: of the bots themselves; versions: of the alias."""

    def __init__(self, name: str, args: BotSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("civicline:lex:BotSet", name, None, opts)
        self._args, self._child = args, pulumi.ResourceOptions(parent=self)
        self.arns: dict[str, pulumi.Output[str]] = {}
        self.ids: dict[str, pulumi.Output[str]] = {}
        self.versions: dict[str, pulumi.Output[str]] = {}
        for bot in args.bots:
            full = f"{name}-{bot.id}"
            made = self._bot(full, bot)
            version = self._numbered(full, bot, made)
            alias = self._alias(full, bot, made, version)
            associate(full, args.scope, args.instance_arn, bot, alias.arn, self._child)
            self.arns[bot.id], self.ids[bot.id], self.versions[bot.id] = alias.arn, made.aws_id, version.bot_version
        self.register_outputs({"arns": self.arns})

    def _bot(self, name: str, bot: BotDocument) -> lex.Bot:
        scope = self._args.scope
        return lex.Bot(
            name,
            name=scope.name(bot.id, MAX_NAME),
            description=bot.description,
            role_arn=self._role(name, bot).arn,
            data_privacy={"child_directed": False},
            idle_session_ttl_in_seconds=IDLE_SECONDS,
            bot_locales=locales(bot),
            auto_build_bot_locales=True,
            bot_tags=scope.native_tags(bot.spec_path),
            opts=self._child,
        )

    def _role(self, name: str, bot: BotDocument) -> Role:
        scope = self._args.scope
        role_args = RoleArgs(scope=scope, kind=f"bot-{bot.id}", service="lexv2.amazonaws.com", spec_path=bot.spec_path)
        role = Role(f"{name}-bot", role_args, self._child)
        # Speech is synthesized from no resource of ours, so there is none to name.
        regions = [scope.region, *([self._args.replica_region] if self._args.replica_region else [])]
        here = {"StringEquals": {"aws:RequestedRegion": regions if len(regions) > 1 else scope.region}}
        speak = Statement(sid="Speak", actions=("polly:SynthesizeSpeech",), resources=["*"], condition=here)
        role.allow("speak", [speak])
        return role

    def _numbered(self, name: str, bot: BotDocument, made: lex.Bot) -> lex.BotVersion:
        """Immutable, so its logical name says of which wording it is; the one before goes once the alias has moved.

        Lex replicates what is made after the replica: so that comes first, and a bot that gets one gets a new version.
        """
        after = self._replicate(name, made)
        where = f"-{self._args.replica_region}" if self._args.replica_region else ""
        languages = [locale_id(locale.language) for locale in bot.locales]
        return lex.BotVersion(
            f"{name}-{wording(bot)}{where}",
            bot_id=made.aws_id,
            bot_version_locale_specification=[
                {"locale_id": language, "bot_version_locale_details": {"source_bot_version": DRAFT}}
                for language in languages
            ],
            opts=pulumi.ResourceOptions(parent=self, depends_on=after),
        )

    def _replicate(self, name: str, made: lex.Bot) -> list[pulumi.Resource]:
        args = self._args
        if args.replica_region is None:
            return []
        here, there = args.scope.region, args.replica_region
        return [BotReplica(name, region=here, replica_region=there, bot=made.aws_id, opts=self._child)]

    def _alias(self, name: str, bot: BotDocument, made: lex.Bot, version: lex.BotVersion) -> lex.BotAlias:
        return lex.BotAlias(
            name,
            bot_id=made.aws_id,
            bot_alias_name=ALIAS,
            bot_version=version.bot_version,
            bot_alias_locale_settings=[
                {"locale_id": locale_id(locale.language), "bot_alias_locale_setting": {"enabled": True}}
                for locale in bot.locales
            ],
            sentiment_analysis_settings={"detect_sentiment": False},
            bot_alias_tags=self._args.scope.native_tags(bot.spec_path),
            opts=self._child,
        )


def associate(
    name: str,
    scope: Scope,
    instance_arn: pulumi.Input[str],
    bot: BotDocument,
    arn: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    """The association also writes the bot's resource policy, by which this instance may ask it."""
    connect.IntegrationAssociation(
        name,
        instance_id=instance_arn,
        integration_type="LEX_BOT",
        integration_arn=arn,
        tags=scope.native_tags(bot.spec_path),
        opts=opts,
    )


MAX_NAME = 100


def locale_id(language: str) -> str:
    """`es-US` as Lex writes it."""
    return language.replace("-", "_")


def locales(bot: BotDocument) -> list[dict[str, object]]:
    """Locales as Lex takes them, each with the intent for whatever is not understood."""
    return [_locale(locale) for locale in bot.locales]


def wording(bot: BotDocument) -> str:
    """A short name of all that a caller can say and how the bot speaks."""
    plain = json.dumps(locales(bot), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


def _locale(locale: Locale) -> dict[str, object]:
    voice = phrases(locale.language).voice if spoken(locale.language) else None
    found: dict[str, object] = {
        "locale_id": locale_id(locale.language),
        "nlu_confidence_threshold": CONFIDENCE,
        "intents": [
            *(
                {"name": intent.name, "sample_utterances": [{"utterance": said} for said in intent.utterances]}
                for intent in locale.intents
            ),
            {"name": FALLBACK, "parent_intent_signature": "AMAZON.FallbackIntent"},
        ],
    }
    return {**found, "voice_settings": {"voice_id": voice, "engine": "neural"}} if voice else found
