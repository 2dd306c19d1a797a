"""Expectation against reading, row by row. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from operate.conformity.rows import Difference, Expected, Found, Row, State


@dataclass(frozen=True, slots=True)
class Conformity:
    """The whole table."""

    rows: tuple[Row, ...]

    def count(self, state: State) -> int:
        return Counter(row.state for row in self.rows)[state]

    @property
    def holds(self) -> bool:
        return self.count(State.VERIFIED) == len(self.rows)


def compare(center: str, expected: Iterable[Expected], found: Found) -> tuple[Row, ...]:
    """One row for each expected part, in the order given. What the service has beyond the spec is not judged here."""
    return tuple(_row(center, want, found) for want in expected)


def _row(center: str, want: Expected, found: Found) -> Row:
    have = found.get(want.kind, {}).get(want.name)
    if have is None:
        return Row(center, want.path, want.kind, want.name, State.MISSING)
    differences = tuple(
        Difference(name, *_parted(value, have.get(name)), want.where.get(name, want.path))
        for name, value in want.wants.items()
        if have.get(name) != value
    )
    state = State.DIFFERS if differences else State.VERIFIED
    return Row(center, want.path, want.kind, want.name, state, differences)


def _parted(wanted: Any, found: Any) -> tuple[Any, Any]:
    """Of two tables only the entries that differ: one wrong day in three years is one day."""
    if not isinstance(wanted, Mapping) or not isinstance(found, Mapping):
        return wanted, found
    keys = sorted(key for key in wanted.keys() | found.keys() if wanted.get(key) != found.get(key))
    return {key: wanted.get(key) for key in keys}, {key: found.get(key) for key in keys}
