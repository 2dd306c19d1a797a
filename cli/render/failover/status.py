"""Where contacts go now, for people and for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cli.render.moments import at
from cli.render.table import Row, table
from operate.failover.model import ALL, Split
from operate.failover.reading import Seen
from operate.failover.record import NAMES
from operate.failover.words import said, shares
from spec.faults import listed

DIFFERS = "regions disagree; the one that was written last counts; the same move again makes them agree"


def status_text(seen: Sequence[Seen], zone: dt.tzinfo, width: int) -> str:
    return table([row for one in seen for row in _status(one, zone)], width)


def _status(seen: Seen, zone: dt.tzinfo) -> Iterator[Row]:
    yield None, f"center {seen.center}"
    if seen.split is None:
        yield "calls", "nobody can tell: no region answers"
    else:
        yield "calls", shares(seen.split.voice)
        yield "agents", shares(seen.split.agents)
        yield "sign-in", _sign_in(seen.split)
        yield from _in_vain(seen, seen.split)
        yield "since", at(seen.split.since.astimezone(zone)) if seen.split.since else "it was set up"
    if seen.read_rows:
        yield from ((NAMES[channel], region) for channel, region in seen.served.items())
    row = seen.serving
    if row is not None:
        yield "written", f"{at(row.since.astimezone(zone))} by {row.by}"
        if row.towards:
            yield "UNDER WAY", f"a move to {row.towards} began then and has not ended: run it again, or back"
    if not seen.agrees:
        yield "BUT", f"about {listed(list(NAMES.values()), 'and')} the {DIFFERS}"
    for region, error in {**seen.unread_rows, **seen.dark}.items():
        yield region, f"does not answer: {said(error)}"


def _in_vain(seen: Seen, split: Split) -> Iterator[Row]:
    """Calls that go to a region from which nothing is heard, and what may be done about it."""
    silent = [region for region, share in split.voice.items() if share and region in seen.dark]
    lit = [region for region in seen.regions if region not in seen.dark]
    if silent and lit:
        cure = f"civicline failover check --in {lit[0]}, then civicline failover shift --to {lit[0]} --now"
        yield "CALLS GO", f"to {listed(silent, 'and')}, which does not answer here; {cure}"


def _sign_in(split: Split) -> str:
    regions = [region for region, enabled in split.sign_in.items() if enabled]
    return listed(regions, "and") if regions else "NOWHERE"


def status_json(seen: Sequence[Seen]) -> dict[str, Any]:
    """Of the first center at the top, as there is mostly one; of all by their ids."""
    centers = {one.center: _status_json(one) for one in seen}
    return {**next(iter(centers.values())), "centers": centers}


def _status_json(seen: Seen) -> dict[str, Any]:
    split, row = seen.split, seen.serving
    served = {
        channel: {region: ALL * (serving == region) for region in seen.regions}
        for channel, serving in seen.served.items()
    }
    return {
        "channels": {"voice": ordered(seen, split.voice) if split else None, **served},
        "agents": ordered(seen, split.agents) if split else None,
        "sign_in": ordered(seen, split.sign_in) if split else None,
        "since": split.since.isoformat() if split and split.since else None,
        "home": seen.home,
        "flag": {"since": row.since.isoformat(), "by": row.by, "towards": row.towards or None} if row else None,
        "agrees": seen.agrees,
        "unread": {region: said(error) for region, error in {**seen.unread_rows, **seen.dark}.items()},
    }


def ordered(seen: Seen, parts: Mapping[str, int]) -> dict[str, int]:
    return {region: parts[region] for region in seen.regions if region in parts}
