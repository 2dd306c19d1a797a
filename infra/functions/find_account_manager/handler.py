"""Answers a running contact: which account manager serves this customer, at which number, and who serves at all?

Runs in AWS Lambda. Customers are kept by a digest of their telephone number, so that the table is no list of numbers;
the account system writes it. (A pseudonym, not anonymity: the table is encrypted, and only this function reads it.)
Logs say what was found, never who asked.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import logging
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

UNKNOWN = {"found": "no", "account_manager": "none", "name": "none", "phone": "none"}
"""Never empty: flows cannot compare with a blank."""

log = logging.getLogger()
log.setLevel(logging.INFO)

GetRow = Callable[[str], Mapping[str, Any] | None]


def digest(address: str, salt: str) -> str:
    """Key of a customer; the salt makes the same customer another one in every other deployment."""
    return hashlib.sha256(f"{salt}:{address}".encode()).hexdigest()


def answer(customer: GetRow, manager: GetRow, address: str, salt: str, today: dt.date) -> dict[str, str]:
    """The account manager on record, when it serves customers today."""
    known = customer(digest(address, salt)) if address else None
    row = manager(str(known["account_manager"])) if known else None
    if row is None or not _active(row, today):
        return dict(UNKNOWN)
    return {
        "found": "yes",
        "account_manager": str(row["id"]),
        "name": str(row.get("name") or row["id"]),
        "phone": str(row.get("phone") or "none"),
    }


def serving(manager: GetRow, ids: Iterable[str], today: dt.date) -> dict[str, str]:
    """Which account managers serve customers today, and whether any does: one field each, as no flow reads a list.

    One without a row counts as serving, so that a table behind its time leaves nobody out.
    """
    rows = {id_: manager(id_) for id_ in ids if id_}
    active = {
        f"active_{id_.replace('-', '_')}": "yes" if row is None or _active(row, today) else "no"
        for id_, row in rows.items()
    }
    return {**active, "any_active": "yes" if "yes" in active.values() else "no"}


def reply(event: Mapping[str, Any], customer: GetRow, manager: GetRow, salt: str, today: dt.date) -> dict[str, str]:
    """What the flow asked: who serves this customer, or with `question: active`, who of `managers` serves anybody."""
    asked = event.get("Details", {}).get("Parameters") or {}
    if asked.get("question") == "active":
        return serving(manager, str(asked.get("managers") or "").split(","), today)
    return answer(customer, manager, address_of(event), salt, today)


def address_of(event: Mapping[str, Any]) -> str:
    """The customer's telephone number; empty for a contact that has none."""
    contact = event.get("Details", {}).get("ContactData", {})
    return str((contact.get("CustomerEndpoint") or {}).get("Address") or "")


def handle(event: Mapping[str, Any], _context: object) -> dict[str, str]:
    """Entry point. A fault is left to the flow's error branch, which asks a person."""
    salt = os.environ["SALT"]
    today = dt.datetime.now(dt.UTC).date()
    found = reply(event, _customer, _manager, salt, today)
    log.info("found=%s account_manager=%s", found.get("found"), found.get("account_manager"))
    return found


def _active(row: Mapping[str, Any], today: dt.date) -> bool:
    day = today.isoformat()
    return str(row["active_from"]) <= day <= (str(row.get("active_to") or "") or day)


def _customer(key: str) -> Mapping[str, Any] | None:
    row: Mapping[str, Any] | None = _table(os.environ["CUSTOMERS"]).get_item(Key={"customer": key}).get("Item")
    return row


def _manager(key: str) -> Mapping[str, Any] | None:
    row: Mapping[str, Any] | None = _table(os.environ["MANAGERS"]).get_item(Key={"id": key}).get("Item")
    return row


@functools.cache
def _table(name: str) -> Any:
    import boto3

    return boto3.resource("dynamodb").Table(name)
