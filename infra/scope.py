"""Which deployment a component belongs to: the names and tags that all of its resources share. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from spec.models import ProgramSpec
from spec.models.centers import Center, Environment
from spec.select import instance_alias, source_region

SPEC_PATH = "civicline:spec-path"
MAX_BUCKET = 63
MAX_ROLE = 64
MAX_TABLE = 255
_TAGGABLE = re.compile(r"[^A-Za-z0-9 +\-=._:/@]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One center of one program in one environment."""

    program: str
    stack: str
    center: str
    account: str
    region: str
    alias: str
    production: bool

    def tags(self, spec_path: str) -> dict[str, str]:
        """Tags of a classic resource. Tags take no brackets: the path `lines[main]` is written `lines/main`."""
        return {
            SPEC_PATH: tag_value(spec_path),
            "civicline:program": self.program,
            "civicline:stack": self.stack,
            "civicline:center": self.center,
        }

    def native_tags(self, spec_path: str) -> list[dict[str, str]]:
        """The same tags in the form of aws-native."""
        return [{"key": key, "value": value} for key, value in self.tags(spec_path).items()]

    def name(self, kind: str, limit: int = MAX_ROLE) -> str:
        """A name that is unique in the account and region, such as `civicline-hi-kalamiles-dev-office-switchboard`."""
        return shorten(f"civicline-{self.program}-{self.stack}-{self.center}-{kind}".replace("_", "-"), limit)

    def bucket(self, kind: str) -> str:
        """A bucket name that is unique in the world: the account and the region are part of it."""
        whole = f"civicline-{self.program}-{self.stack}-{self.center}-{kind}-{self.account}-{self.region}"
        return shorten(whole.replace("_", "-"), MAX_BUCKET)


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
