"""What the front doors say, below where contacts go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cli.render.table import Row, table
from operate.failover.record import NAMES
from operate.failover.words import said
from operate.serving.doors import Heard, by_center
from spec.errors import CloudError
from spec.faults import listed
from spec.serving import CHANNELS


def as_text(heard: Sequence[Heard], width: int) -> str:
    """Empty where there are no doors."""
    if heard and all(one.told is None for one in heard):
        return table(
            [("doors", "not asked: the sandbox runs no functions; what they would say is in the rows above")], width
        )
    several = len({one.center for one in heard}) > 1
    rows: list[Row] = []
    for center, doors in by_center(heard):
        rows += [(None, f"front doors of {center}" if several else "front doors"), *map(_row, doors)]
    return table(rows, width) if rows else ""


def _row(one: Heard) -> Row:
    if one.told is None:
        return one.region, "not asked"
    if isinstance(one.told, CloudError):
        return one.region, f"does NOT answer: {said(one.told)}"
    parts = {region: [NAMES[c] for c in CHANNELS if one.told.serving[c] == region] for region in _regions(one)}
    served = "; ".join(f"{listed(names, 'and')} by {region}" for region, names in parts.items())
    return one.region, f"says served are {served}"


def _regions(one: Heard) -> Iterator[str]:
    assert one.told is not None
    assert not isinstance(one.told, CloudError)
    yield from dict.fromkeys(one.told.serving[channel] for channel in CHANNELS)


def as_json(heard: Sequence[Heard]) -> list[dict[str, Any]]:
    return [
        {
            "center": one.center,
            "region": one.region,
            "url": one.url,
            "serving": None if one.told is None or isinstance(one.told, CloudError) else dict(one.told.serving),
            "why": said(one.told) if isinstance(one.told, CloudError) else None,
        }
        for one in heard
    ]
