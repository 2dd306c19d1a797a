"""Which deployment a component belongs to: the names and tags that all of its resources share. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from spec.models import ProgramSpec
from spec.models.centers import Center, Environment
from spec.select import instance_alias, source_region

SPEC_PATH = "civicline:spec-path"
STANDBY = "civicline:standby"
UNSUPPORTED = "cold standby - not supported by AWS"
MAX_ALIAS = 45
"""Of an instance and of its replica (API Reference, ReplicateInstance)."""
MAX_BUCKET = 63
MAX_ROLE = 64
MAX_TABLE = 255
_TAGGABLE = re.compile(r"[^A-Za-z0-9 +\-=._:/@]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One center of one program in one environment.

    second    whether the region is the center's second one
    standby   whether it is a cold standby there
    """

    program: str
    stack: str
    center: str
    account: str
    region: str
    alias: str
    production: bool
    second: bool = False
    standby: bool = False

    def tags(self, spec_path: str) -> dict[str, str]:
        """Tags of a classic resource. Tags take no brackets: the path `lines[main]` is written `lines/main`."""
        return {
            SPEC_PATH: tag_value(spec_path),
            "civicline:program": self.program,
            "civicline:stack": self.stack,
            "civicline:center": self.center,
            **({STANDBY: UNSUPPORTED} if self.standby else {}),
        }

    def native_tags(self, spec_path: str) -> list[dict[str, str]]:
        """The same tags in the form of aws-native."""
        return [{"key": key, "value": value} for key, value in self.tags(spec_path).items()]

    def name(self, kind: str, limit: int = MAX_ROLE) -> str:
        """A name that is unique in the account and region, such as `civicline-hi-kalamiles-dev-office-switchboard`."""
        return shorten(f"civicline-{self.program}-{self.stack}-{self.center}-{kind}".replace("_", "-"), limit)

    def role(self, kind: str) -> str:
        """A name for IAM, which has no regions: in the second region it bears the region."""
        return self.name(f"{kind}-{self.region}" if self.second else kind)

    def bucket(self, kind: str) -> str:
        """A bucket name that is unique in the world: the account and the region are part of it."""
        whole = f"civicline-{self.program}-{self.stack}-{self.center}-{kind}-{self.account}-{self.region}"
        return shorten(whole.replace("_", "-"), MAX_BUCKET)


def in_second(scope: Scope, region: str) -> Scope:
    """The scope of the replica: another alias, because aliases are unique; names of what flows call stay the same."""
    return replace(scope, region=region, alias=shorten(f"{scope.alias}-{region}", MAX_ALIAS), second=True)


def in_standby(scope: Scope, region: str) -> Scope:
    """The scope of a cold standby. Its alias is not that of a replica, which may still have it, or get it later."""
    return replace(in_second(scope, region), alias=shorten(f"{scope.alias}-standby", MAX_ALIAS), standby=True)


def scope_of(program: ProgramSpec, env: Environment, center: Center) -> Scope:
    return Scope(
        program=program.program.id,
        stack=env.name,
        center=center.id,
        account=env.account,
        region=source_region(program, env, center),
        alias=instance_alias(program, env, center),
        production=env.production,
    )


def tag_value(spec_path: str) -> str:
    """A spec path in the characters that every AWS tag takes, at most 256 of them."""
    return _TAGGABLE.sub("_", spec_path.replace("[", "/").replace("]", ""))[:256]


def shorten(name: str, limit: int) -> str:
    """The name itself, or its beginning and a digest of the whole, so that two long names stay different."""
    if len(name) <= limit:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: limit - 9].rstrip('-')}-{digest}"
