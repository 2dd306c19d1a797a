"""Answers a running contact: is this center closed by its operator, or is there something to announce?

Runs in AWS Lambda; only the standard library and boto3 are there. The table holds at most two rows that matter: one
for the center, one for the line. The answer is flat text, because contact flows take nothing else. Nothing about the
caller is read or logged.
"""

from __future__ import annotations

import functools
import logging
import os
import time
from collections.abc import Callable, Mapping
from typing import Any

KEY = "scope"
QUIET = {"emergency": "none", "message": ""}
KINDS = ("closed", "announce")

log = logging.getLogger()
log.setLevel(logging.INFO)

GetRow = Callable[[str], Mapping[str, Any] | None]


def answer(get_row: GetRow, scopes: list[str], now: float) -> dict[str, str]:
    """The first row in force, narrowest scope first; `expires` is in seconds since 1970, absent for no end."""
    for scope in scopes:
        row = get_row(scope)
        if row is not None and row.get("kind") in KINDS and now < float(row.get("expires") or "inf"):
            return {"emergency": str(row["kind"]), "message": str(row.get("message", ""))}
    return dict(QUIET)


def scopes_of(event: Mapping[str, Any], center: str) -> list[str]:
    """The line that asked, where the flow says which, then the whole center."""
    line = event.get("Details", {}).get("Parameters", {}).get("line")
    return [*([f"line#{line}"] if line else []), f"center#{center}"]


def handle(event: Mapping[str, Any], _context: object) -> dict[str, str]:
    """Entry point. A fault is left to the flow's error branch: the contact goes on as if nothing were announced."""
    found = answer(_get_row, scopes_of(event, os.environ["CENTER"]), time.time())
    log.info("emergency=%s", found["emergency"])
    return found


def _get_row(scope: str) -> Mapping[str, Any] | None:
    row: Mapping[str, Any] | None = _table().get_item(Key={KEY: scope}).get("Item")
    return row


@functools.cache
def _table() -> Any:
    import boto3

    return boto3.resource("dynamodb").Table(os.environ["TABLE"])
