"""What is switched where, read in all regions at once: one that is dark costs its own time-out and no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from threading import Thread
from typing import TypeVar

from operate.switches.ports import Board, Identity, Place, Rows, Seen
from spec.errors import CloudError
from spec.switches import LogEntry, SwitchRow

A = TypeVar("A")
T = TypeVar("T")
UNKNOWN = "unknown"
"""Signature of a change while nobody could tell whose it is: a closure does not wait for that."""
SOON = 1.5
"""Seconds after which a person wonders what the command is waiting for."""
Late = Callable[[Sequence[Place]], None]


def unsaid(_: object) -> None:
    """For whoever need not be told what is waited for."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A row that callers hear. without: regions that could be read and have another one, or none."""

    center: str
    row: SwitchRow
    regions: tuple[str, ...]
    without: tuple[str, ...]


def look(boards: Iterable[Board], scopes: Mapping[str, Sequence[str]], late: Late = unsaid) -> Seen:
    """Rows of every place, or why they could not be read.

    scopes  by center
    late    is told of places that keep everybody waiting
    """

    def rows(board: Board) -> Rows | CloudError:
        try:
            return board.rows(scopes[board.place.center])
        except CloudError as error:
            return error

    asked = list(boards)
    return dict(zip([board.place for board in asked], at_once(rows, asked, _of_boards(late)), strict=True))


def logs(boards: Iterable[Board], late: Late = unsaid) -> Mapping[Place, tuple[LogEntry, ...] | CloudError]:
    """The log of every place, newest first, or why it could not be read."""

    def entries(board: Board) -> tuple[LogEntry, ...] | CloudError:
        try:
            return tuple(board.entries())
        except CloudError as error:
            return error

    asked = list(boards)
    return dict(zip([board.place for board in asked], at_once(entries, asked, _of_boards(late)), strict=True))


def _of_boards(late: Late) -> Callable[[Sequence[Board]], None]:
    return lambda boards: late([board.place for board in boards])


def who(identity: Identity, regions: Iterable[str]) -> str:
    """ARN of the caller, from the first region that answers; `unknown` where none does."""

    def told(region: str) -> str:
        try:
            return identity(region)
        except CloudError:
            return ""

    return next(filter(None, at_once(told, list(dict.fromkeys(regions)))), UNKNOWN)


def at_once(
    work: Callable[[A], T], parts: Sequence[A], late: Callable[[Sequence[A]], None] = unsaid, soon: float = SOON
) -> list[T]:
    """Results in the order of the parts, each worked on in a thread of its own.

    late   is told once of the parts that are not done after `soon` seconds
    """
    asked = [begun(work, part) for part in parts]
    waiting = wait(asked, timeout=soon).not_done
    if waiting:
        late([part for part, future in zip(parts, asked, strict=True) if future in waiting])
    return [future.result() for future in asked]


def begun(work: Callable[[A], T], part: A) -> Future[T]:
    """Work that goes on in a thread of its own; whoever presses Ctrl-C does not wait for a silent region."""
    found: Future[T] = Future()

    def run() -> None:
        try:
            found.set_result(work(part))
        except BaseException as error:  # noqa: BLE001  # told to whoever asks for the result, as an executor does
            found.set_exception(error)

    Thread(target=run, daemon=True).start()
    return found


def in_force(seen: Seen, now: dt.datetime) -> tuple[InForce, ...]:
    """What callers hear at a moment, told once for all regions that have the same row."""
    rows = [(place, found) for place, found in seen.items() if not isinstance(found, CloudError)]
    scopes = dict.fromkeys((place.center, scope) for place, found in rows for scope in found)
    return tuple(
        told
        for center, scope in scopes
        for told in _agreeing(center, {p.region: found.get(scope) for p, found in rows if p.center == center}, now)
    )


def _agreeing(center: str, by_region: Mapping[str, SwitchRow | None], now: dt.datetime) -> Iterator[InForce]:
    """One for each different row that is in force in any region."""
    left = {region: row for region, row in by_region.items() if row is not None and row.in_force(now)}
    while left:
        row = next(iter(left.values()))
        regions = tuple(region for region, found in left.items() if alike(found, row))
        yield InForce(center, row, regions, tuple(region for region in by_region if region not in regions))
        left = {region: found for region, found in left.items() if region not in regions}


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
