"""The front door of a region: there, open to the visitors of web pages, under the URL that is recorded, and answering.

Where doors can be asked, it is asked; the sandbox runs no functions, so that there only what is kept of it is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from operate.readiness.evidence import cause_of, found
from operate.readiness.flaw import Area, Flaw
from operate.readiness.region import Region
from operate.serving.door import ask_door
from spec.errors import CloudError

AGAIN = "civicline up PROGRAM"
KIND = "front_door"
NEEDED = ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")
"""Both, of anybody (Lambda Developer Guide, "Control access to Lambda function URLs")."""


@dataclass(frozen=True, slots=True)
class FoundDoor:
    """state    of the function; empty where there is none
    url      empty where it has none
    open     whether the URL asks nobody for credentials, and the function's policy lets anybody in
    silence  why it does not answer; empty where it does, or cannot be asked
    """

    state: str
    url: str = ""
    open: bool = False
    silence: str = ""


def read_door(region: Region) -> FoundDoor | None:
    """None for a center without doors. Raises CloudError."""
    row = next((row for row in region.center.resources if row.kind == KIND), None)
    if row is None:
        return None
    client, named = region.client("lambda"), {"FunctionName": row.arn or row.name}
    told = found(client, "get_function", **named)
    if told is None:
        return FoundDoor("")
    url = found(client, "get_function_url_config", **named)
    policy = found(client, "get_policy", **named)
    public = policy is not None and is_public(policy["Policy"])
    state = told["Configuration"].get("State", "Active")
    if url is None:
        return FoundDoor(state)
    opened = public and url["AuthType"] == "NONE"
    return FoundDoor(state, url["FunctionUrl"], opened, _silence(region, url["FunctionUrl"]))


def _silence(region: Region, url: str) -> str:
    try:
        told = ask_door(region.target.page, url)
    except CloudError as error:
        return error.what if error.__cause__ is None else cause_of(error)
    if told is not None and told.region != region.name:
        return f"it says that it is in {told.region}"
    return ""


def is_public(policy: str) -> bool:
    """Whether a resource policy gives anybody what a visitor needs. Denials are not looked for."""
    statements = json.loads(policy).get("Statement", ())
    rows = [statements] if isinstance(statements, dict) else statements
    return all(any(_gives(row, needed) for row in rows) for needed in NEEDED)


def _gives(statement: Mapping[str, Any], needed: str) -> bool:
    principal, actions = statement.get("Principal"), statement.get("Action", ())
    anybody = principal == "*" or (isinstance(principal, dict) and "*" in _many(principal.get("AWS", ())))
    allowed = any(fnmatchcase(needed, action) for action in _many(actions))
    return statement.get("Effect") == "Allow" and anybody and allowed


def _many(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def judge_door(door: FoundDoor | None, region: Region) -> Iterator[Flaw]:
    """Chats begin by it; forms and, with a hosted zone, mail are lost to the other region without it."""
    if door is None:
        return
    for what, todo in _faults(door, region):
        yield Flaw((Area.CHAT,), True, f"{what}: no chat begins there", todo)
        yield Flaw((Area.TASK,), False, f"{what}: no web form is taken there", todo)
        if any(record.kept for record in region.center.dns):
            yield Flaw((Area.EMAIL,), False, f"{what}: mail does not follow, since its DNS asks the doors", todo)


def _faults(door: FoundDoor, region: Region) -> Iterator[tuple[str, str]]:
    """The first one: each hides those that come after it."""
    name, recorded = region.name, region.center.front_door or ""
    if not door.state:
        yield f"the front door is not in {name}", AGAIN
    elif door.state != "Active":
        yield f"the front door in {name} is {door.state}", f"repair it, or {AGAIN}"
    elif door.url.rstrip("/") != recorded.rstrip("/"):
        yield f"the front door in {name} has {'another' if door.url else 'no'} URL than recorded", AGAIN
    elif not door.open:
        yield f"the front door in {name} lets nobody in", f"lambda add-permission for {NEEDED[0]}, or {AGAIN}"
    elif door.silence:
        yield f"the front door in {name} does not answer ({door.silence})", "look at the log of the function"
