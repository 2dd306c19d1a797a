"""What watches the centers by itself, for people and for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from cli.render.table import Row, table
from operate.observing.look import Observed
from operate.observing.words import told


def observed_text(observed: Sequence[Observed], now: dt.datetime, zone: dt.tzinfo, width: int) -> str:
    """Empty where nothing rings, everything can be read, and no probe has ever looked."""
    rows: list[Row] = []
    for one in observed:
        found = list(told(one, now, zone))
        if found:
            rows += [(None, f"what watches {one.center}"), *found]
    return table(rows, width) if rows else ""


def observed_json(observed: Sequence[Observed]) -> dict[str, Any]:
    """By center: alarms that ring, the last look of each region's probe, and regions that tell nothing."""
    return {one.center: _one(one) for one in observed}


def _one(observed: Observed) -> dict[str, Any]:
    return {
        "ringing": [
            {
                "region": region,
                "id": alarm.id,
                "name": alarm.name,
                "says": alarm.says,
                "since": alarm.since.isoformat() if alarm.since else None,
            }
            for region, alarm in observed.ringing
        ],
        "probes": {
            region: {"at": beat.at.isoformat(), "answers": dict(beat.answers), "sees": dict(beat.sees)}
            for region, beat in observed.beats.items()
        },
        "unread": {region: f"{error.where}: {error.what}" for region, error in observed.unread.items()},
    }
