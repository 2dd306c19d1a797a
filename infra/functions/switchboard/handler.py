"""Answers a running contact: is this center closed by its operator, or is there something to announce?

Runs in AWS Lambda; only the standard library and boto3 are there. Environment: TABLE, CENTER. Permission: reading the
table of its own region, in which there is one row a scope, and for a contact two scopes, its line and its center:

    scope       line#ID or center#ID, the key
    kind        closed, announce
    message     what is said in a language that has no words of its own; absent for CLOSED_SAID
    message_in  the message by language, such as {"es-US": "..."}, or absent
    expires     in seconds since 1970: from then on the row means nothing, though it may still be there; or absent

Other attributes (reason, set_by, set_at) are for people. Closed beats announce, whatever the scope: what a line has to
say must not hide that its center is closed. Of two of a kind the line's own is heard.

Flows send line and language. The answer is flat text, because contact flows take nothing else, and never empty, because
they cannot compare with a blank. Nothing about the caller is read or logged.
"""

from __future__ import annotations

import functools
import logging
import os
import time
from collections.abc import Callable, Mapping
from typing import Any

KEY = "scope"
QUIET = {"emergency": "none", "message": "none"}
CLOSED, ANNOUNCE = "closed", "announce"
CLOSED_SAID = {
    "en-US": "We are closed because of an emergency. Please call again later.",
    "es-US": "Estamos cerrados por una emergencia. Por favor, llámenos más tarde.",
}
"""For a closure without words of its own: a caller must not hear silence."""
USUAL_LANGUAGE = "en-US"

log = logging.getLogger()
log.setLevel(logging.INFO)

GetRow = Callable[[str], Mapping[str, Any] | None]


def answer(get_row: GetRow, scopes: list[str], now: float, language: str = USUAL_LANGUAGE) -> dict[str, str]:
    """What the contact hears of the rows for its scopes, the narrowest first."""
    announced: dict[str, str] | None = None
    for scope in scopes:
        heard = _heard(get_row(scope), now, language)
        if heard is not None and heard["emergency"] == CLOSED:
            return heard
        announced = announced or heard
    return announced or dict(QUIET)


def _heard(row: Mapping[str, Any] | None, now: float, language: str) -> dict[str, str] | None:
    """What one row makes callers hear; an announcement without words is none."""
    if row is None or now >= float(row.get("expires") or "inf"):
        return None
    kind, message = row.get("kind"), message_of(row, language)
    if kind == CLOSED:
        return {"emergency": CLOSED, "message": message or CLOSED_SAID.get(language, CLOSED_SAID[USUAL_LANGUAGE])}
    return {"emergency": ANNOUNCE, "message": message} if kind == ANNOUNCE and message else None


def message_of(row: Mapping[str, Any], language: str) -> str:
    """The message in the language, else the plain one: better heard in English than not at all."""
    translated = row.get("message_in") or {}
    return str(translated.get(language) or row.get("message") or "").strip()


def scopes_of(event: Mapping[str, Any], center: str) -> list[str]:
    """The line that asked, where the flow says which, then the whole center."""
    line = _asked(event, "line")
    return [*([f"line#{line}"] if line else []), f"center#{center}"]


def language_of(event: Mapping[str, Any]) -> str:
    return _asked(event, "language") or USUAL_LANGUAGE


def handle(event: Mapping[str, Any], _context: object) -> dict[str, str]:
    """Entry point. A fault is left to the flow's error branch: the contact goes on as if nothing were announced."""
    found = answer(_get_row, scopes_of(event, os.environ["CENTER"]), time.time(), language_of(event))
    log.info("emergency=%s", found["emergency"])
    return found


def _asked(event: Mapping[str, Any], name: str) -> str:
    return str(event.get("Details", {}).get("Parameters", {}).get(name) or "")


def _get_row(scope: str) -> Mapping[str, Any] | None:
    """Read consistently: who hears "it is closed now" from the operator must hear it from the line as well."""
    row: Mapping[str, Any] | None = _table().get_item(Key={KEY: scope}, ConsistentRead=True).get("Item")
    return row


@functools.cache
def _table() -> Any:
    import boto3

    return boto3.resource("dynamodb").Table(os.environ["TABLE"])
