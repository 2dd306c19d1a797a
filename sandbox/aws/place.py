"""Account, region and partition: where a resource lives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    account: str
    region: str
    partition: str = "aws"

    def arn(self, service: str, path: str) -> str:
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{path}"


def region_of(arn: str) -> str:
    """The region part of an ARN; empty for global services and for what is no ARN."""
    parts = arn.split(":", 5)
    return parts[3] if len(parts) > 5 else ""  # noqa: PLR2004 - an ARN has six parts


def last_part(arn: str) -> str:
    """The bare id: what follows the last slash."""
    return arn.rsplit("/", maxsplit=1)[-1]
