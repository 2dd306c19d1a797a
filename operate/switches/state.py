"""What is switched where, read in all regions at once: one that is dark costs its own time-out and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from operate.switches.ports import Board, Identity, Place, Rows, Seen
from spec.errors import CloudError
from spec.switches import LogEntry

T = TypeVar("T")
UNKNOWN = "unknown"
"""Signature of a change while nobody could tell whose it is: a closure does not wait for that."""


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
