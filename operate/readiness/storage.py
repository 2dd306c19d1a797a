"""What a region keeps things in: storage configurations of the instance, their buckets and keys, tables of switches.

Without recordings calls are still answered; without a switchboard flows do not know that a line is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from operate.aws import pages
from operate.readiness.evidence import found
from operate.readiness.flaw import Area, Flaw
from operate.readiness.region import Region

AGAIN = "civicline up PROGRAM"
KINDS: Mapping[str, Area] = {
    "CALL_RECORDINGS": Area.VOICE,
    "CHAT_TRANSCRIPTS": Area.CHAT,
    "EMAIL_MESSAGES": Area.EMAIL,
    "ATTACHMENTS": Area.ALL,
    "CONTACT_TRACE_RECORDS": Area.ALL,
}
NEEDED = frozenset({"EMAIL_MESSAGES", "ATTACHMENTS"})
"""Without these two Amazon Connect takes no e-mail (Administrator Guide, "Enable email for your instance")."""


@dataclass(frozen=True, slots=True)
class FoundStorage:
    """kinds: bucket by kind of storage, empty for a stream. keys: state by ARN; empty for a key that is not there.

    buckets           whether they are there, by name
    tables, streams   their state, likewise; empty for what is not there
    """

    kinds: Mapping[str, str]
    keys: Mapping[str, str]
    buckets: Mapping[str, bool]
    tables: Mapping[str, str]
    streams: Mapping[str, str]


def read_storage(region: Region) -> FoundStorage:
    """Raises CloudError."""
    connect, instance = region.client("connect"), {"InstanceId": region.center.instance.id}
    kinds: dict[str, str] = {}
    keys: dict[str, str] = {}
    streams: dict[str, str] = {}
    for kind in KINDS:
        for row in pages(connect, "list_instance_storage_configs", "StorageConfigs", ResourceType=kind, **instance):
            kept = row.get("S3Config", {})
            kinds[kind] = kept.get("BucketName", "")
            if stream := row.get("KinesisFirehoseConfig", {}).get("FirehoseArn", "").rpartition("/")[2]:
                streams[stream] = _stream(region, stream)
            if key := kept.get("EncryptionConfig", {}).get("KeyId"):
                keys[key] = keys.get(key) or _key(region, key)
    names = {*region.center.buckets.values(), *filter(None, kinds.values())}
    tables = [name for name in (region.center.switchboard, region.center.switch_log) if name]
    states = {name: _table(region, name) for name in tables}
    return FoundStorage(kinds, keys, _buckets(region, names), states, streams)


def _buckets(region: Region, names: set[str]) -> dict[str, bool]:
    s3 = region.client("s3") if names else None
    return {name: found(s3, "head_bucket", Bucket=name) is not None for name in sorted(names)}


def _key(region: Region, key: str) -> str:
    told = found(region.client("kms"), "describe_key", KeyId=key)
    return "" if told is None else str(told["KeyMetadata"]["KeyState"])


def _stream(region: Region, name: str) -> str:
    told = found(region.client("firehose"), "describe_delivery_stream", DeliveryStreamName=name)
    return "" if told is None else str(told["DeliveryStreamDescription"]["DeliveryStreamStatus"])


def _table(region: Region, name: str) -> str:
    """A table whose key is disabled says so."""
    told = found(region.client("dynamodb"), "describe_table", TableName=name)
    return "" if told is None else str(told["Table"]["TableStatus"])


def judge_storage(found_: FoundStorage, region: Region) -> Iterator[Flaw]:
    yield from _judge_kinds(found_, region)
    for name, there in found_.buckets.items():
        if not there:
            areas = tuple({KINDS[kind]: None for kind, bucket in found_.kinds.items() if bucket == name})
            what = f"the bucket {name} of {region.name} is not there: what contacts leave behind would be lost"
            yield Flaw(areas or (Area.ALL,), False, what, AGAIN)
    for name, state in found_.streams.items():
        if state != "ACTIVE":
            what = f"the stream {name} in {region.name} is {state or 'not there'}: contact records would be lost"
            yield Flaw((Area.ALL,), False, what, AGAIN)
    for key, state in found_.keys.items():
        if state != "Enabled":
            what = f"the key {key.rpartition('/')[2]} in {region.name} is {state or 'not there'}: nothing can be kept"
            yield Flaw((Area.ALL,), True, what, f"kms enable-key, or {AGAIN}")
    switchboard = region.center.switchboard
    for name, state in found_.tables.items():
        if state not in ("ACTIVE", "UPDATING"):
            what = f"the table {name} in {region.name} is {state or 'not there'}"
            lost = (
                "flows cannot know what is closed there" if name == switchboard else "nobody can say who switched what"
            )
            yield Flaw((Area.ALL,), name == switchboard, f"{what}: {lost}", AGAIN)


def _judge_kinds(found_: FoundStorage, region: Region) -> Iterator[Flaw]:
    email = any(row.kind == "email_address" for row in region.center.resources)
    for kind, area in KINDS.items():
        if kind in found_.kinds or not _wanted(kind, region, email=email):
            continue
        words = kind.lower().replace("_", " ")
        todo = f"connect associate-instance-storage-config, or {AGAIN}"
        if email and kind in NEEDED:
            what = f"the instance in {region.name} has no storage for {words}: it takes no e-mail"
            yield Flaw((Area.EMAIL,), True, what, todo)
        else:
            yield Flaw((area,), False, f"the instance in {region.name} has no storage for {words}: they are lost", todo)


def _wanted(kind: str, region: Region, *, email: bool) -> bool:
    """As `up` declares them: media where there is a bucket for them, contact records where there is one for those."""
    if kind == "CONTACT_TRACE_RECORDS":
        return "raw" in region.center.buckets
    return "media" in region.center.buckets and (email or kind != "EMAIL_MESSAGES")
