"""deployed.json: what is deployed where, by spec id. The one contract between deploying and all that comes after.

Written by `up`; read by `operate/`, which therefore never needs Pulumi, its state, or a particular region. Nothing
secret is in it. Beside what is here it has a seal (`spec.seal`).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from spec.arns import in_region, portable
from spec.errors import UsageError
from spec.models.base import Model
from spec.models.resilience import Resilience
from spec.seal import SEAL, Seal, canonical
from spec.whole_file import write_whole

VERSION = 2
NUMBER = "number"
AGAIN = "civicline up PROGRAM writes it again"
ELSEWHERE = (
    "`civicline deployments fetch s3://BUCKET --region REGION --key SHA256:...` gets it from a region (the runbook has "
    "these words, and `up` ends with them); `civicline up PROGRAM` writes it anew"
)


class DeployedResource(Model):
    """One resource of the spec.

    kind     queue, hours, flow, module, number, user, function, ...
    id       its id in the spec
    path     its place in the spec; empty for what follows from several places
    aws_id   how API calls name it; arn where it has one
    """

    kind: str
    id: str
    name: str
    path: str = ""
    aws_id: str = ""
    arn: str | None = None


class Instance(Model):
    id: str
    arn: str


class DeployedLine(Model):
    """A line, as an operator names it.

    languages       those in which its flows speak, the first one first
    time_zone       of its hours
    numbers         that callers dial
    fallback_phone  outside Amazon Connect, in E.164; None where neither line nor center has one
    """

    id: str
    name: str
    center: str
    languages: tuple[str, ...]
    time_zone: str
    numbers: tuple[str, ...] = ()
    fallback_phone: str | None = None


RECEIVE = "receive"
"""Use of the record by which mail comes in."""


class DnsRecord(Model):
    """A record that e-mail of a center needs in the zone of its domain.

    use     receive: where mail comes in while the region serves e-mail; sign, bounce: for what the region sends
    region  for whose sake
    kept    whether `up` puts it into a hosted zone; otherwise whoever keeps the zone does
    """

    use: str
    name: str
    type: str
    value: str
    region: str
    kept: bool


class TrafficGroup(Model):
    """The default traffic distribution group: it moves telephony, agents and sign-in, in either region by its ARN."""

    id: str
    arn: str


class DeployedReplica(Model):
    """The same center in its second region: what is not mirrored there, and so has ids of its own.

    instance    of the same id; its ARN has this region
    resources   as those of the center. What is mirrored is not among them: its ARN is the center's `in_region`
    """

    region: str
    alias: str
    instance: Instance
    buckets: dict[str, str] = Field(default_factory=dict, description="Bucket name by purpose")
    case_domain: str | None = None
    profile_domain: str | None = None
    resources: tuple[DeployedResource, ...] = ()
    front_door: str | None = Field(default=None, description="URL at which web pages ask for a chat, there")


class DeployedCenter(Model):
    """One Amazon Connect instance and what belongs to it."""

    region: str
    account: str
    alias: str
    instance: Instance
    switchboard: str | None = Field(
        default=None, description="DynamoDB table of closures and announcements; of one name in every region"
    )
    switch_log: str | None = Field(default=None, description="DynamoDB table of who switched what, and when")
    switch_regions: tuple[str, ...] = Field(
        default=(), description="Regions that have a switchboard of their own; the center's own first"
    )
    buckets: dict[str, str] = Field(default_factory=dict, description="Bucket name by purpose")
    case_domain: str | None = None
    profile_domain: str | None = None
    resources: tuple[DeployedResource, ...] = ()
    traffic_group: TrafficGroup | None = Field(default=None, description="Of the tier global-resiliency")
    replica: DeployedReplica | None = Field(default=None, description="Of the tier global-resiliency")
    standby: DeployedReplica | None = Field(
        default=None, description="Of the tier cold-standby: an instance of its own, with all of its resources"
    )
    resilience: Resilience | None = Field(
        default=None, description="As the spec has it; None: deployed before version 2"
    )
    front_door: str | None = Field(default=None, description="URL at which web pages ask for a chat")
    dns: tuple[DnsRecord, ...] = Field(default=(), description="What e-mail needs in DNS, for both regions")

    def references(self) -> dict[str, str]:
        """ARN -> `kind:id`, as flows refer to what they use; also as flows write it for both regions."""
        named = {found.arn: f"{found.kind}:{found.id}" for found in self.resources if found.arn}
        return {spelled: name for arn, name in named.items() for spelled in (arn, portable(arn))}

    def in_replica(self) -> DeployedCenter | None:
        """The center as its second region has it, with the ids and ARNs by which calls there name it; None without one.

        What the replica does not list is mirrored: of the same id. Numbers belong to the group and keep their ARN.
        """
        there = self.replica
        if there is None:
            return None
        own = {(found.kind, found.id): found for found in there.resources}
        return self.model_copy(
            update={
                **{name: getattr(there, name) for name in ("region", "alias", "instance", "buckets", "front_door")},
                "case_domain": there.case_domain,
                "profile_domain": there.profile_domain,
                "resources": tuple(
                    own.get((found.kind, found.id)) or _mirrored(found, there.region) for found in self.resources
                ),
                "replica": None,
            }
        )

    def in_standby(self) -> DeployedCenter | None:
        """The center as its cold standby has it; None without one. It has no numbers, and nothing is mirrored to it."""
        there = self.standby
        if there is None:
            return None
        own = {name: getattr(there, name) for name in DeployedReplica.model_fields}
        return self.model_copy(update={**own, "standby": None, "dns": ()})


def _mirrored(found: DeployedResource, region: str) -> DeployedResource:
    if found.arn is None or found.kind == NUMBER:
        return found
    return found.model_copy(update={"arn": in_region(found.arn, region)})


class Deployed(Model):
    """One environment of one program."""

    version: Annotated[int, Field(ge=1, le=VERSION)]
    program: str
    stack: str
    target: str
    spec_digest: str = Field(description="SHA-256 of the program file that was deployed")
    deployed_at: str = Field(description="UTC, ISO 8601")
    time_zone: str = Field(default="UTC", description="The program's")
    hours_till: str | None = Field(default=None, description="Last date for which holidays and dated hours are in AWS")
    lines: tuple[DeployedLine, ...] = ()
    copies: dict[str, str] = Field(default_factory=dict, description="Bucket with copies of this file, by region")
    seal_key: str | None = Field(default=None, description="ARN of the key that seals this file; None: it has no seal")
    centers: dict[str, DeployedCenter]

    @property
    def moment(self) -> dt.datetime:
        """When it was deployed; what says no moment is older than anything."""
        try:
            return dt.datetime.fromisoformat(self.deployed_at).astimezone(dt.UTC)
        except (ValueError, OverflowError):
            return dt.datetime.min.replace(tzinfo=dt.UTC)


def fetch_command(deployed: Deployed, fingerprint: str) -> str:
    """What to type on a machine that does not know it yet; from a region that is not the home of the first center."""
    home = next((center.region for center in deployed.centers.values()), "")
    region = next((place for place in deployed.copies if place != home), home)
    target = "" if deployed.target == "sandbox" else f" --target {deployed.target}"
    where = f"s3://{deployed.copies[region]} --region {region}"
    return f"civicline deployments fetch {where} --key {fingerprint}{target}"


@dataclass(frozen=True, slots=True)
class Written:
    """deployed.json as it was written. document: all of it but the seal, which is about exactly that."""

    deployed: Deployed
    document: Mapping[str, Any]
    seal: Seal | None
    text: str


def write(path: Path, deployed: Deployed) -> None:
    """Without a seal, in one step. Raises OSError."""
    write_whole(path, deployed.model_dump_json(indent=2) + "\n")


def read(path: Path) -> Deployed:
    """What was written last, sealed or not. Raises as `read_written` does."""
    return read_written(path).deployed


def read_written(path: Path) -> Written:
    """What was written last. Raises UsageError for a file that is missing, damaged, or of a newer version."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UsageError(str(path), "nothing is deployed here yet", ELSEWHERE) from None
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(str(path), f"cannot be read: {what}", ELSEWHERE) from error
    return parse(text, str(path))


def parse(text: str, where: str) -> Written:
    """The model is made of the same document that the seal is about: a key that is there twice has one meaning only.

    The seal is about no order, and the order of centers is that of the spec: so the model keeps it.

    raises   UsageError for what is damaged, or of a newer version
    """
    try:
        document = json.loads(text)
        seal = document.pop(SEAL, None) if isinstance(document, dict) else None
        canonical(document)  # half a character is damage, too
    except (ValueError, RecursionError):
        raise UsageError(where, "it is damaged or half written", ELSEWHERE) from None
    try:
        deployed = Deployed.model_validate_json(json.dumps(document))
        return Written(deployed, document, None if seal is None else Seal.model_validate(seal), text)
    except ValidationError as error:
        newer = _is_newer(error)
        raise UsageError(where, _what(error), "update Civicline" if newer else ELSEWHERE) from error


def _is_newer(error: ValidationError) -> bool:
    first = error.errors()[0]
    return first["loc"] == ("version",) and first["type"] == "less_than_equal"


def _what(error: ValidationError) -> str:
    first = error.errors()[0]
    if _is_newer(error):
        return f"it was written by a newer Civicline (version {first['input']}; this one reads up to {VERSION})"
    return f"{'.'.join(map(str, first['loc'])) or 'it'} is not as expected: {first['msg']}"
