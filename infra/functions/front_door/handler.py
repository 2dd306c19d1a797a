"""The front door of a center in one region: web pages ask it for a chat, hand it a form, and ask who serves what.

Runs in AWS Lambda behind a function URL; only the standard library and boto3 are there. There is one in each region of
a center. Chat, e-mail and web follow the row `serving#CENTER` of the switchboard (ADR 16): a door that does not serve
sends visitors to the other one. Each region has a row of its own, and one that was dark keeps an old one; so both are
read, and the higher turn counts.

    GET  /serving        the region that serves each of chat, email and web; URLs of the doors; what operators announce
    GET  /serves/email   200 where this region is known to serve e-mail, else 404: for health checks of Route 53
    POST /chat           {"name", "message"?, "token"?} begins a chat
    POST /form           {"name", "reply_to", "subject", "message", "token"?} keeps a request as a task

Environment: CENTER, REGION, HOME (the center's own region), OTHER (its other region; empty where it has none), TABLE,
INSTANCE, CHAT_FLOW, TASK_FLOW and FORM_QUEUE (empty where there is no chat or form), ORIGINS (of approved web pages).
Nothing of what a visitor writes is logged.
"""

from __future__ import annotations

import base64
import functools
import json
import logging
import os
import re
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

CHANNELS = ("chat", "email", "web")
MAX_BODY = 16_384
DARK_SECONDS = 30.0
"""So long a region that did not answer is not asked again: visitors must not wait for it one after the other."""
OK, CREATED, REDIRECT = 200, 201, 307
BAD, FORBIDDEN, MISSING, WRONG_METHOD, ELSEWHERE, TOO_LARGE, UNAVAILABLE = 400, 403, 404, 405, 409, 413, 503
TOKEN = re.compile(r"[A-Za-z0-9-]{16,64}")
CHAT_FIELDS = {"name": 100, "message": 1000, "token": 64}
FORM_FIELDS = {"name": 100, "reply_to": 320, "subject": 200, "message": 4000, "token": 64}
"""The longest text of each field."""
METHODS = {"/serving": "GET", "/serves/email": "GET", "/chat": "POST", "/form": "POST"}

log = logging.getLogger()
log.setLevel(logging.INFO)

Row = Mapping[str, Any]
Answer = dict[str, Any]
GetRow = Callable[[str, str], Row | None]
"""(region, scope) -> the row there, None where there is none; raises OSError or whatever the client raises."""


class Connect(Protocol):
    """The part of boto3's `connect` client that is used."""

    def start_chat_contact(self, **arguments: Any) -> Mapping[str, Any]: ...
    def start_task_contact(self, **arguments: Any) -> Mapping[str, Any]: ...


class RefusedError(Exception):
    """What a visitor asked for cannot be done. Its text is for whoever wrote the page."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class Settings:
    """As in the environment. flows and queue: empty where the center has no such channel."""

    center: str
    region: str
    home: str
    other: str
    table: str
    instance: str
    chat_flow: str
    task_flow: str
    form_queue: str
    origins: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """One request. origin: of the web page, empty for what is no browser."""

    method: str
    path: str
    origin: str = ""
    body: str = ""


@dataclass(frozen=True)
class Serving:
    """regions: the serving one, by channel. known: whether any region could be read."""

    regions: Mapping[str, str]
    known: bool


@dataclass
class Door:
    """All that one door needs. asleep: until when the other region is not asked, in seconds of `clock`."""

    settings: Settings
    get_row: GetRow
    connect: Connect
    now: Callable[[], float] = time.time
    asleep: float = 0.0

    def answer(self, asked: Asked) -> Answer:
        """Never raises: what goes wrong is said in the answer, and logged without the visitor's words."""
        try:
            return self._answer(asked)
        except RefusedError as refused:
            return told(refused.status, {"why": str(refused)})
        except Exception as error:  # noqa: BLE001 - a page must get a sentence, whatever the services do
            log.error("%s fails: %s", asked.path, cause(error))  # noqa: TRY400 - a traceback could hold personal data
            return told(UNAVAILABLE, {"why": "it cannot be done at the moment; try again"}, {"retry-after": "5"})

    def _answer(self, asked: Asked) -> Answer:
        require_known(asked, self.settings)
        if asked.path == "/serves/email":
            serving = self.serving()
            mine = serving.known and serving.regions["email"] == self.settings.region
            return told(OK if mine else MISSING, {"email": serving.regions["email"] if serving.known else None})
        if asked.path == "/serving":
            return told(OK, self._told_serving())
        return self._begin(asked)

    def serving(self) -> Serving:
        """Who serves, as far as the two regions tell. Where none does, this region serves what comes to it."""
        settings = self.settings
        with ThreadPoolExecutor(2) as pool:
            asked = [pool.submit(self._serving_row, region) for region in (settings.region, settings.other) if region]
            rows = [one.result() for one in asked]
        read = [row for found, row in rows if found]
        if not read:
            return Serving(dict.fromkeys(CHANNELS, settings.region), known=False)
        return Serving(newest(read) or dict.fromkeys(CHANNELS, settings.home), known=True)

    def _serving_row(self, region: str) -> tuple[bool, Row | None]:
        """Whether it could be read, and the row."""
        other = region != self.settings.region
        if other and self.now() < self.asleep:
            return False, None
        try:
            return True, self.get_row(region, f"serving#{self.settings.center}")
        except Exception as error:  # noqa: BLE001 - a region that is dark may fail in any way
            log.warning("switchboard in %s cannot be read: %s", region, cause(error))
            if other:
                self.asleep = self.now() + DARK_SECONDS
            return False, None

    def _told_serving(self) -> Answer:
        return {
            "region": self.settings.region,
            **self.serving().regions,
            "doors": self._doors(),
            "banner": self._banner(),
        }

    def _banner(self) -> Answer | None:
        try:
            return banner(self._own_row(f"center#{self.settings.center}"), self.now())
        except (ValueError, TypeError, AttributeError, OverflowError, OSError) as error:  # written wrongly by hand
            log.warning("what is announced cannot be read: %s", cause(error))
            return None

    def _doors(self) -> dict[str, str]:
        """URL by region. `up` writes the row once it knows both."""
        row = self._own_row(f"doors#{self.settings.center}") or {}
        return {region: str(row[region]) for region in (self.settings.region, self.settings.other) if row.get(region)}

    def _own_row(self, scope: str) -> Row | None:
        try:
            return self.get_row(self.settings.region, scope)
        except Exception as error:  # noqa: BLE001 - what serves is more important than what is announced
            log.warning("%s cannot be read: %s", scope.partition("#")[0], cause(error))
            return None

    def _begin(self, asked: Asked) -> Answer:
        """The body is read first: what is wrong with it is wrong in either region."""
        chat = asked.path == "/chat"
        fields = read_body(
            asked.body, CHAT_FIELDS if chat else FORM_FIELDS, {"message", "token"} if chat else {"token"}
        )
        serves = self.serving().regions["chat" if chat else "web"]
        if serves != self.settings.region:
            return self._elsewhere(asked, serves)
        made = self._chat(fields) if chat else self._form(fields)
        log.info("%s begun", asked.path)
        return told(CREATED, {"region": self.settings.region, **made})

    def _elsewhere(self, asked: Asked, region: str) -> Answer:
        """A browser loses its origin in a redirect to another host, and then may not read the answer; so it is told.

        Source: Fetch Standard, "HTTP-redirect fetch" (a redirect of another origin than the URL's taints it).
        """
        door = self._doors().get(region)
        if door is None:
            raise RefusedError(UNAVAILABLE, f"{region} serves it, and this door does not know the one there")
        there = door.rstrip("/")
        if asked.origin:
            return told(ELSEWHERE, {"why": f"{region} serves it: ask its door", "region": region, "door": there})
        return told(REDIRECT, {"region": region, "door": there}, {"location": f"{there}{asked.path}"})

    def _chat(self, fields: Mapping[str, str]) -> Answer:
        first = {"InitialMessage": {"ContentType": "text/plain", "Content": fields["message"]}}
        made = self.connect.start_chat_contact(
            InstanceId=self.settings.instance,
            ContactFlowId=self.settings.chat_flow,
            ParticipantDetails={"DisplayName": fields["name"]},
            **(first if fields.get("message") else {}),
            **once(fields),
        )
        names = {"contact": "ContactId", "participant": "ParticipantId", "participant_token": "ParticipantToken"}
        return {name: made[member] for name, member in names.items()}

    def _form(self, fields: Mapping[str, str]) -> Answer:
        """The flow of tasks leads it to the queue that its attribute names."""
        made = self.connect.start_task_contact(
            InstanceId=self.settings.instance,
            ContactFlowId=self.settings.task_flow,
            Name=fields["subject"],
            Description=fields["message"],
            References={
                "Name": {"Type": "STRING", "Value": fields["name"]},
                "Reply to": {"Type": "STRING", "Value": fields["reply_to"]},
            },
            Attributes={"queue": self.settings.form_queue, "line": "web"},
            **once(fields),
        )
        return {"contact": made["ContactId"]}


def newest(rows: list[Row | None]) -> dict[str, str] | None:
    """Regions by channel of the row that counts; None where nobody ever wrote one that means something."""
    whole = [row for row in rows if row is not None and _is_whole(row)]
    if not whole:
        return None
    last = max(whole, key=lambda row: (int(row["turn"]), str(row.get("since", ""))))
    return {channel: str(last[channel]) for channel in CHANNELS}


def _is_whole(row: Row) -> bool:
    """A row that somebody wrote by hand and wrongly means nothing."""
    turn = str(row.get("turn", ""))
    return turn.isascii() and turn.isdecimal() and all(row.get(name) for name in CHANNELS)


def banner(row: Row | None, now: float) -> Answer | None:
    """What callers hear of the whole center; words by language, `any` for those that have none of their own."""
    if row is None or row.get("kind") not in ("closed", "announce") or now >= float(row.get("expires") or "inf"):
        return None
    words = {str(language): str(text).strip() for language, text in (row.get("message_in") or {}).items()}
    words |= {"any": str(row["message"]).strip()} if row.get("message") else {}
    words = {language: text for language, text in words.items() if text}
    if row["kind"] == "announce" and not words:
        return None
    until = datetime.fromtimestamp(float(row["expires"]), UTC).isoformat() if row.get("expires") else None
    return {"kind": row["kind"], "words": words, "until": until}


def require_known(asked: Asked, settings: Settings) -> None:
    """Raises RefusedError for what no door does, this center does not offer, or a foreign page asks for."""
    method = METHODS.get(asked.path)
    if method is None:
        raise RefusedError(MISSING, f"there is nothing here; there are {', '.join(METHODS)}")
    if asked.method != method:
        raise RefusedError(WRONG_METHOD, f"{asked.path} takes {method}")
    if (asked.path == "/chat" and not settings.chat_flow) or (asked.path == "/form" and not settings.form_queue):
        raise RefusedError(MISSING, "this center does not offer it")
    if method == "POST" and asked.origin and asked.origin.lower() not in settings.origins:
        raise RefusedError(FORBIDDEN, "this web page is not approved for this center")


def read_body(text: str, fields: Mapping[str, int], optional: set[str]) -> dict[str, str]:
    """What was written in the fields, without blanks around it; empty ones are left out. Raises RefusedError."""
    if len(text) > MAX_BODY:
        raise RefusedError(TOO_LARGE, f"at most {MAX_BODY} characters")
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise RefusedError(BAD, "the body must be JSON") from None
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise RefusedError(BAD, "the body must be an object of texts")
    if strange := sorted(given.keys() - fields.keys()):
        raise RefusedError(BAD, f"unknown field {strange[0]!r}; there are {', '.join(fields)}")
    plain = {name: without_controls(value).strip() for name, value in given.items()}
    for name, longest in fields.items():
        if name not in optional and not plain.get(name):
            raise RefusedError(BAD, f"{name} is missing")
        if len(plain.get(name, "")) > longest:
            raise RefusedError(BAD, f"{name} is longer than {longest} characters")
    if plain.get("token") and not TOKEN.fullmatch(plain["token"]):
        raise RefusedError(BAD, "token: 16 to 64 letters, digits or hyphens; the same one when you ask again")
    return {name: value for name, value in plain.items() if value}


def without_controls(text: str) -> str:
    """Control characters say nothing to people, and something to terminals."""
    return "".join(char for char in text if char in "\n\t" or char.isprintable())


def once(fields: Mapping[str, str]) -> Answer:
    """A page that asks again with its token, after a time-out, does not get a second contact."""
    return {"ClientToken": fields["token"]} if fields.get("token") else {}


def cause(error: Exception) -> str:
    """The service's code, or the kind of error: never its text, which may repeat what a visitor wrote."""
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code") or type(error).__name__)


def told(status: int, body: Answer, headers: Mapping[str, str] | None = None) -> Answer:
    usual = {"content-type": "application/json; charset=utf-8", "cache-control": "no-store"}
    text = json.dumps(body, ensure_ascii=False)
    return {"statusCode": status, "headers": {**usual, **(headers or {})}, "body": text}


def read(event: Mapping[str, Any]) -> Asked:
    """Of the event of a function URL (payload format 2.0). Raises RefusedError."""
    http = event.get("requestContext", {}).get("http", {})
    headers = {str(name).lower(): str(value) for name, value in (event.get("headers") or {}).items()}
    body = str(event.get("body") or "")
    if event.get("isBase64Encoded"):
        try:
            body = base64.b64decode(body, validate=True).decode("utf-8")
        except ValueError:
            raise RefusedError(BAD, "the body must be JSON in UTF-8") from None
    path = str(event.get("rawPath") or "/").rstrip("/") or "/"
    return Asked(str(http.get("method", "")).upper(), path, headers.get("origin", ""), body)


def handle(event: Mapping[str, Any], _context: object) -> Answer:
    """Entry point."""
    try:
        asked = read(event)
    except RefusedError as refused:
        return told(refused.status, {"why": str(refused)})
    return door().answer(asked)


def settings_of(environment: Mapping[str, str]) -> Settings:
    names = ("center", "region", "home", "other", "table", "instance", "chat_flow", "task_flow", "form_queue")
    origins = tuple(origin.rstrip("/").lower() for origin in environment.get("ORIGINS", "").split())
    return Settings(**{name: environment.get(name.upper(), "") for name in names}, origins=origins)


@functools.cache
def door() -> Door:
    import boto3
    from botocore.config import Config

    settings = settings_of(os.environ)
    quick = Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 2})
    quickest = Config(connect_timeout=1, read_timeout=1, retries={"total_max_attempts": 1})
    tables = {
        region: boto3.resource("dynamodb", region_name=region, config=config).Table(settings.table)
        for region, config in ((settings.region, quick), (settings.other, quickest))
        if region
    }

    def get_row(region: str, scope: str) -> Row | None:
        row: Row | None = tables[region].get_item(Key={"scope": scope}, ConsistentRead=True).get("Item")
        return row

    patient = Config(connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 1})
    return Door(settings, get_row, boto3.client("connect", region_name=settings.region, config=patient))
