"""Whether chat, e-mail and web follow a move: what the front door says, and how mail comes there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cli.render.table import Row, table
from operate.serving.followed import Followed, State
from spec.deployed import DnsRecord

DNS_MINUTES = 3
"""Health checks have to fail three times, half a minute apart, and resolvers keep the old record for a minute."""


def as_text(found: Sequence[Followed], width: int) -> str:
    return table([row for one in found for row in _rows(one, several=len(found) > 1)], width)


def _rows(one: Followed, *, several: bool) -> Iterator[Row]:
    if several:
        yield None, f"center {one.center}:"
    yield "door", _door(one)
    if one.mail is not None:
        yield "mail", _mail(one.mail)


def _door(one: Followed) -> str:
    words = {
        State.FOLLOWS: f"chat, e-mail and web are served by {one.region}, says the door there",
        State.UNASKED: f"not asked: the sandbox runs no functions; the row that it reads says {one.region}",
        State.NO_DOOR: "none is recorded: web pages must be told by you which region serves",
    }
    return words.get(one.state) or f"NOT as wished: {one.why}"


def _mail(record: DnsRecord) -> str:
    if record.kept:
        return f"follows by itself within about {DNS_MINUTES} minutes (Route 53)"
    asked = f"{record.name} {record.type} {record.value}"
    return f"comes where the MX record points; ask whoever keeps your DNS for: {asked}"


def as_json(found: Sequence[Followed]) -> dict[str, Any]:
    return {
        one.center: {
            "region": one.region,
            "door": one.state.value,
            "why": one.why or None,
            "mail": one.mail.model_dump(mode="json") if one.mail else None,
        }
        for one in found
    }
