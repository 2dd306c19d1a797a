"""What ListReplicationFindings tells of a link: what is blocked, how much differs yet, what is mirrored at all."""

from __future__ import annotations

from typing import Any

from sandbox.aws import clock
from sandbox.aws.place import last_part
from sandbox.aws.replication import applying, mirrored
from sandbox.aws.replication.link import Blocked, Link

Row = dict[str, Any]


def findings(link: Link, word: str) -> list[Row]:
    """Resources of a type whose copy somebody has to make room for, in the order of their changes."""
    return [_told(link, held) for held in _blocked(link, word)]


def drifted(link: Link, word: str) -> list[Row]:
    """How many of a type each region has yet to take over."""
    waiting = {link.target(event) for event in link.pending if mirrored.code_of(event.type_name) == word}
    waiting |= {link.target(held.event) for held in _blocked(link, word)}
    return [
        {"Region": region, "Count": sum(target[0] == region for target in waiting), "Timestamp": clock.now()}
        for region in link.regions
    ]


def statuses(link: Link, word: str) -> list[Row]:
    blocked = {held.event.region for held in _blocked(link, word)}
    usual = "DISABLED" if word == mirrored.NEVER else "ENABLED"
    return [{"Region": one, "Status": "BLOCKED" if one in blocked else usual} for one in link.regions]


def _blocked(link: Link, word: str) -> list[Blocked]:
    found = [held for held in link.blocked.values() if mirrored.code_of(held.event.type_name) == word]
    return sorted(found, key=lambda held: held.event.number)


def _told(link: Link, held: Blocked) -> Row:
    event = held.event
    arn = _arn(event.identifier if event.type_name == mirrored.NUMBER else link.moved(event.identifier, event.region))
    row = {"Arn": arn, "Id": last_part(arn), "Region": event.region, "ResourceType": mirrored.code_of(event.type_name)}
    row |= {"Operation": _operation(link, held), "ReferenceCode": held.trouble.code, "Message": held.trouble.message}
    name = applying.name_of(link, event)
    return {**row, "Name": name} if name else row


def _operation(link: Link, held: Blocked) -> str:
    event = held.event
    if event.snapshot is None:
        return "DELETE"
    there = link.at(event.region).store.get(event.type_name, event.identifier)
    return "UPDATE" if there or event.type_name == mirrored.NUMBER else "CREATE"


def _arn(identifier: str) -> str:
    """Of an identifier of several parts: the last ARN among them, with what follows."""
    parts = identifier.split("|")
    last = max((index for index, part in enumerate(parts) if part.startswith("arn:")), default=0)
    return "/".join(parts[last:])
