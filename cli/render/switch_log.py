"""The log of switches, for people and for programs; newest first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from cli.render.moments import at
from cli.render.switches import subject, unread, zone_of_scope
from cli.render.table import Row, table
from operate.switches.log import Told, story
from operate.switches.ports import Place
from spec.deployed import Deployed
from spec.errors import CloudError
from spec.faults import listed
from spec.switches import Action, LogEntry

Logs = Mapping[Place, tuple[LogEntry, ...] | CloudError]
DID = {
    Action.CLOSE: "closed",
    Action.ANNOUNCE: "announced on",
    Action.REOPEN: "opened again",
    Action.SHIFT: "shifted",
    Action.RESTORE: "restored",
    Action.DRILL: "practiced",
}


def as_text(logs: Logs, deployed: Deployed, width: int) -> str:
    rows: list[Row] = [row for told in story(logs) for row in _rows(told, deployed)]
    if not rows and not all(isinstance(found, CloudError) for found in logs.values()):
        rows.append((None, "nobody has switched anything yet"))
    return table([*rows, *unread(logs, "cannot be read: its log is not shown")], width)


def as_json(logs: Logs) -> str:
    told = {
        "log": [_json(told) for told in story(logs)],
        "unread": [
            {"center": place.center, "region": place.region, "why": f"{found.where}: {found.what}"}
            for place, found in logs.items()
            if isinstance(found, CloudError)
        ],
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def _rows(told: Told, deployed: Deployed) -> Iterator[Row]:
    entry = told.entry
    zone = zone_of_scope(deployed, entry.scope)
    yield None, f"{at(entry.at.astimezone(zone))}  {DID[entry.action]} {subject(deployed, entry.scope)}"
    yield "who", f"{entry.who} ({entry.os_user})"
    if entry.until is not None:
        yield "until", at(entry.until.astimezone(zone))
    if entry.traffic:
        yield "traffic", entry.traffic
    if entry.reason:
        yield "reason", entry.reason
    yield from ((language, f'"{words}"') for language, words in entry.message_in.items())
    yield "in", listed(list(told.regions), "and")


def _json(told: Told) -> dict[str, object]:
    entry = told.entry
    return {
        "center": entry.center,
        "at": entry.at.isoformat(),
        "who": entry.who,
        "os_user": entry.os_user,
        "action": entry.action.value,
        "scope": entry.scope,
        "kind": entry.kind.value if entry.kind else None,
        "until": entry.until.isoformat() if entry.until else None,
        "message": entry.message or None,
        "message_in": dict(entry.message_in),
        "reason": entry.reason,
        "traffic": entry.traffic or None,
        "regions": list(told.regions),
    }
