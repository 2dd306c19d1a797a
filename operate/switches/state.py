"""What is switched where, read in all regions at once: one that is dark costs its own time-out and no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from operate.switches.ports import Board, Identity, Place, Rows, Seen
from spec.errors import CloudError
from spec.switches import LogEntry, SwitchRow

T = TypeVar("T")
UNKNOWN = "unknown"
"""Signature of a change while nobody could tell whose it is: a closure does not wait for that."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A row that callers hear. without: regions that could be read and have another one, or none."""

    center: str
    row: SwitchRow
    regions: tuple[str, ...]
    without: tuple[str, ...]


def look(boards: Iterable[Board], scopes: Mapping[str, Sequence[str]]) -> Seen:
    """Rows of every place, or why they could not be read. scopes: by center."""

    def rows(board: Board) -> Rows | CloudError:
        try:
            return board.rows(scopes[board.place.center])
        except CloudError as error:
            return error

    asked = list(boards)
    return dict(zip([board.place for board in asked], at_once(rows, asked), strict=True))


def logs(boards: Iterable[Board]) -> Mapping[Place, tuple[LogEntry, ...] | CloudError]:
    """The log of every place, newest first, or why it could not be read."""

    def entries(board: Board) -> tuple[LogEntry, ...] | CloudError:
        try:
            return tuple(board.entries())
        except CloudError as error:
            return error

    asked = list(boards)
    return dict(zip([board.place for board in asked], at_once(entries, asked), strict=True))


def who(identity: Identity, regions: Iterable[str]) -> str:
    """ARN of the caller, from the first region that answers; `unknown` where none does."""

    def told(region: str) -> str:
        try:
            return identity(region)
        except CloudError:
            return ""

    return next(filter(None, at_once(told, list(dict.fromkeys(regions)))), UNKNOWN)


A = TypeVar("A")


def at_once(work: Callable[[A], T], parts: Sequence[A]) -> list[T]:
    """Results in the order of the parts, each worked on in a thread of its own."""
    with ThreadPoolExecutor(max_workers=max(1, len(parts))) as pool:
        return list(pool.map(work, parts))


def in_force(seen: Seen, now: dt.datetime) -> tuple[InForce, ...]:
    """What callers hear at a moment, told once for all regions that have the same row."""
    rows = [(place, found) for place, found in seen.items() if not isinstance(found, CloudError)]
    told: list[InForce] = []
    for center, scope in dict.fromkeys((place.center, scope) for place, found in rows for scope in found):
        here = [(place.region, found.get(scope)) for place, found in rows if place.center == center]
        having: list[tuple[SwitchRow, list[str]]] = []
        for region, row in here:
            if row is not None and row.in_force(now):
                same = next((regions for known, regions in having if alike(known, row)), None)
                having.append((row, [region])) if same is None else same.append(region)
        for row, regions in having:
            without = [region for region, _ in here if region not in regions]
            told.append(InForce(center, row, tuple(regions), tuple(without)))
    return tuple(told)


def alike(one: SwitchRow, other: SwitchRow) -> bool:
    """Callers hear the same, and as long; who signed it may differ, where a missing region was switched later."""
    return unsigned(one) == unsigned(other)


def unsigned(row: SwitchRow) -> SwitchRow:
    return replace(row, set_by="", set_at=None)


def require_all(read: Mapping[Place, object]) -> None:
    """Raises CloudError where a region could not be read, after what the others said was shown."""
    dark = {place: error for place, error in read.items() if isinstance(error, CloudError)}
    if dark:
        names, first = ", ".join(f"{place.region} ({place.center})" for place in dark), next(iter(dark.values()))
        raise CloudError(names, "cannot be read", first.hint or "run the command again")
