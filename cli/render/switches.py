"""What is switched: once for all regions that agree, and loudly where they do not."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from cli.hearing import heard_by
from cli.render.moments import at, ending
from cli.render.table import Row, table
from operate.switches.named import ALL, Named, named
from operate.switches.ports import Place, Seen
from operate.switches.state import InForce, in_force
from spec.deployed import Deployed
from spec.errors import CloudError
from spec.faults import listed
from spec.switches import Kind, SwitchRow, center_scope

KINDS = {Kind.CLOSED: "closed", Kind.ANNOUNCE: "announces"}
UNREAD = "cannot be read: what is switched there is not known"


def as_text(seen: Seen, deployed: Deployed, now: dt.datetime, width: int) -> str:
    rows: list[Row] = []
    centers = {one.center: one for one in named(deployed, ALL)}
    for told in in_force(seen, now):
        rows += _told(told, centers[told.center], deployed, now)
    regions = dict.fromkeys(place.region for place, found in seen.items() if not isinstance(found, CloudError))
    if not rows and regions:
        rows.append((None, f"nothing is switched in {listed(list(regions), 'and')}: every line keeps its hours"))
    return table([*rows, *unread(seen, UNREAD)], width)


def as_json(seen: Seen, now: dt.datetime) -> str:
    told = {
        "in_force": [_json(found) for found in in_force(seen, now)],
        "unread": [
            {"center": place.center, "region": place.region, "why": f"{found.where}: {found.what}"}
            for place, found in seen.items()
            if isinstance(found, CloudError)
        ],
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def _json(told: InForce) -> dict[str, object]:
    row = told.row
    return {
        "center": told.center,
        "scope": row.scope,
        "kind": row.kind.value,
        "until": row.expires.isoformat() if row.expires else None,
        "message": row.message or None,
        "message_in": dict(row.message_in),
        "reason": row.reason,
        "set_by": row.set_by,
        "set_at": row.set_at.isoformat() if row.set_at else None,
        "regions": list(told.regions),
        "not_in": list(told.without),
    }


def unread(seen: Mapping[Place, object], words: str) -> Iterator[Row]:
    """Regions of which nothing is known, and why."""
    for place, error in seen.items():
        if isinstance(error, CloudError):
            yield None, f"{place.region} ({place.center}) {words}"
            yield "why", f"{error.where}: {error.what}"


def _told(told: InForce, whole: Named, deployed: Deployed, now: dt.datetime) -> Iterator[Row]:
    row = told.row
    zone = zone_of_scope(deployed, row.scope)
    yield None, f"{subject(deployed, row.scope)}: {KINDS[row.kind]}"
    yield (
        "until",
        ending(row.expires.astimezone(zone), now) if row.expires else "somebody opens it again: it has no end",
    )
    yield "in", listed(list(told.regions), "and")
    if told.without:
        where = listed(list(told.without), "and")
        yield "BUT NOT IN", f"{where}: regions disagree; the same command again, or reopen, makes them agree"
    if row.reason:
        yield "reason", row.reason
    when = f", {at(row.set_at.astimezone(zone))}" if row.set_at else ""
    yield "set by", (row.set_by or "somebody who left no name") + when
    yield from _words(row, whole, now)


def _words(row: SwitchRow, whole: Named, now: dt.datetime) -> Iterator[Row]:
    """As callers hear them who hear this row and no other."""
    lines = (
        whole.lines
        if row.scope == center_scope(whole.center)
        else tuple(line for line in whole.lines if row.scope.partition("#")[2] == line.id)
    )
    one = Named(center=whole.center, line=None, lines=lines)
    for language, words in dict.fromkeys((h.language, h.message) for h in heard_by(one, {row.scope: row}, now)):
        yield language, f'"{words}"' if words else "nothing"


def subject(deployed: Deployed, scope: str) -> str:
    """`Main line (main)`, `every line of the center office`."""
    kind, _, id_ = scope.partition("#")
    if kind == "center":
        return f"every line of the center {id_}"
    if kind == "serving":
        return f"the center {id_}"
    return next((f"{line.name} ({line.id})" for line in deployed.lines if line.id == id_), f"line {id_}")


def zone_of_scope(deployed: Deployed, scope: str) -> ZoneInfo:
    """Of the line, where it is one that is deployed; else the program's."""
    kind, _, id_ = scope.partition("#")
    zones = {line.id: line.time_zone for line in deployed.lines if kind == "line"}
    return ZoneInfo(zones.get(id_, deployed.time_zone))
