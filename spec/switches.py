"""What operators switch while the center runs: rows of the tables `switchboard` and `switch-log`, as DynamoDB has them.

`infra` declares the tables, the function `switchboard` reads the first one for every contact, `operate` writes both.
A change is one row and one entry in one transaction, in each region by itself. Items are in DynamoDB's own JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Item = dict[str, Any]

SCOPE = "scope"
"""Key of the switchboard; there is one row a scope."""
EXPIRES = "expires"
"""Seconds since 1970. DynamoDB deletes the row some time after them; who reads it must look at the clock himself."""
LOG_CENTER, LOG_AT = "center", "at"
"""Key of the log: one partition a center, in order of time."""


class Kind(StrEnum):
    """What a row makes callers hear: a message and the end of the contact, or a message and then the usual."""

    CLOSED = "closed"
    ANNOUNCE = "announce"


class Action(StrEnum):
    """What an operator did."""

    CLOSE = "close"
    ANNOUNCE = "announce"
    REOPEN = "reopen"
    SHIFT = "shift"
    RESTORE = "restore"
    DRILL = "drill"


def line_scope(line: str) -> str:
    return f"line#{line}"


def center_scope(center: str) -> str:
    return f"center#{center}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchRow:
    """One row of the switchboard.

    scope       as `line_scope` or `center_scope` gives it
    message     in the center's usual language; empty for the function's own sentence (or, to announce, for nothing)
    message_in  by language, for those that have their own words
    expires     from when on the row means nothing, in whole seconds; None: until someone reopens
    """

    scope: str
    kind: Kind
    message: str = ""
    message_in: Mapping[str, str] = field(default_factory=dict)
    expires: dt.datetime | None = None
    reason: str = ""
    set_by: str = ""
    set_at: dt.datetime | None = None

    def in_force(self, now: dt.datetime) -> bool:
        """Whether callers hear it: an announcement without words is none."""
        if self.expires is not None and now >= self.expires:
            return False
        return self.kind is Kind.CLOSED or any(text.strip() for text in (self.message, *self.message_in.values()))

    def words(self, language: str) -> str:
        """Its own words in a language, else the plain ones; empty where it has neither."""
        return (self.message_in.get(language) or self.message).strip()

    def seen(self) -> dict[str, Any]:
        """The row as the function `switchboard` reads it, without DynamoDB's types."""
        row: dict[str, Any] = {SCOPE: self.scope, "kind": self.kind.value, "message": self.message}
        return row | {"message_in": dict(self.message_in), EXPIRES: _epoch(self.expires)}

    def item(self) -> Item:
        return _item(
            {
                SCOPE: self.scope,
                "kind": self.kind.value,
                "message": self.message,
                "message_in": self.message_in,
                EXPIRES: _epoch(self.expires),
                "reason": self.reason,
                "set_by": self.set_by,
                "set_at": _iso(self.set_at),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One entry of the log: it is added once, and nobody may change or delete it.

    at, nonce  together the sort key: two operators may switch within the same microsecond
    who        ARN of the caller's identity, as STS tells it; os_user is what the operator's machine calls him
    kind       what is in force from now on; None after `reopen`
    until      when that ends by itself
    traffic    where contacts went, after `shift` and `restore`
    """

    center: str
    at: dt.datetime
    nonce: str
    who: str
    os_user: str
    action: Action
    scope: str
    kind: Kind | None = None
    message: str = ""
    message_in: Mapping[str, str] = field(default_factory=dict)
    until: dt.datetime | None = None
    reason: str = ""
    traffic: str = ""

    @property
    def key(self) -> str:
        """Value of the sort key; keys are in order of time."""
        return f"{_iso(self.at)}#{self.nonce}"

    def item(self) -> Item:
        return _item(
            {
                LOG_CENTER: self.center,
                LOG_AT: self.key,
                "who": self.who,
                "os_user": self.os_user,
                "action": self.action.value,
                SCOPE: self.scope,
                "kind": self.kind.value if self.kind else "",
                "message": self.message,
                "message_in": self.message_in,
                "until": _iso(self.until),
                "reason": self.reason,
                "traffic": self.traffic,
            }
        )


def row_of(item: Mapping[str, Any]) -> SwitchRow | None:
    """A row as read from DynamoDB; None where someone wrote one that the function does not understand either."""
    plain = _plain(item)
    try:
        return SwitchRow(
            scope=str(plain[SCOPE]),
            kind=Kind(plain.get("kind", "")),
            message=str(plain.get("message", "")),
            message_in=dict(plain.get("message_in") or {}),
            expires=_moment_of(plain.get(EXPIRES)),
            reason=str(plain.get("reason", "")),
            set_by=str(plain.get("set_by", "")),
            set_at=_read(plain.get("set_at")),
        )
    except (KeyError, ValueError, TypeError, OverflowError):
        return None


def entry_of(item: Mapping[str, Any]) -> LogEntry:
    """An entry as read from DynamoDB. Raises KeyError or ValueError for what `LogEntry.item` did not write."""
    plain = _plain(item)
    at, _, nonce = str(plain[LOG_AT]).partition("#")
    kind = plain.get("kind")
    return LogEntry(
        center=plain[LOG_CENTER],
        at=dt.datetime.fromisoformat(at),
        nonce=nonce,
        who=plain.get("who", ""),
        os_user=plain.get("os_user", ""),
        action=Action(plain["action"]),
        scope=plain[SCOPE],
        kind=Kind(kind) if kind else None,
        message=plain.get("message", ""),
        message_in=plain.get("message_in", {}),
        until=_read(plain.get("until")),
        reason=plain.get("reason", ""),
        traffic=plain.get("traffic", ""),
    )


def speaking(rows: Mapping[str, SwitchRow], scopes: Iterable[str], now: dt.datetime, language: str) -> SwitchRow | None:
    """The one row that a contact hears, of those for its scopes, the narrowest first: closed beats announce.

    The function `switchboard` decides the same with code of its own, because it is deployed alone.
    """
    found = [row for scope in scopes if (row := rows.get(scope)) is not None and row.in_force(now)]
    heard = [row for row in found if row.kind is Kind.CLOSED or row.words(language)]
    return min(heard, key=lambda row: row.kind is not Kind.CLOSED, default=None)


def _item(values: Mapping[str, Any]) -> Item:
    """DynamoDB's JSON; what is empty or unknown is left out."""
    return {name: _typed(value) for name, value in values.items() if value not in (None, "", {})}


def _typed(value: Any) -> dict[str, Any]:
    if isinstance(value, int):
        return {"N": str(value)}
    if isinstance(value, Mapping):
        return {"M": {name: {"S": str(text)} for name, text in value.items()}}
    return {"S": str(value)}


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _untyped(value) for name, value in item.items()}


def _untyped(value: Mapping[str, Any]) -> Any:
    (type_, found), *_ = value.items()
    return _plain(found) if type_ == "M" else found


def _epoch(moment: dt.datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _moment_of(seconds: str | None) -> dt.datetime | None:
    return None if seconds is None else dt.datetime.fromtimestamp(int(seconds), dt.UTC)


def _iso(moment: dt.datetime | None) -> str:
    """UTC in one width, so that text sorts as time."""
    return "" if moment is None else moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _read(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
