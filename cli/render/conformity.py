"""The conformity table: what the spec asks for against what AWS shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from operate.conformity.compare import Conformity
from operate.conformity.rows import Difference, Row, State
from spec.faults import Path, spelled

Place = Callable[[Path], str]
"""Spec path -> `file:line:column`."""
WIDTH = 60


def as_text(table: Conformity, place: Place, *, all_rows: bool = False) -> str:
    """Every row, or only those that differ; the differences below their row, with the spec line."""
    return "\n".join(_lines(table, place, all_rows=all_rows))


def _lines(table: Conformity, place: Place, *, all_rows: bool) -> Iterator[str]:
    for row in table.rows:
        if all_rows or row.state is not State.VERIFIED:
            yield f"  {row.state.value:<8}  {row.kind.value:<18}  {row.name:<40}  {spelled(row.path)}"
            yield from (f"            {_difference(row, difference, place)}" for difference in row.differences)
            if row.state is State.MISSING:
                yield f"            {place(row.path)}: asked for here"
    yield summary(table)


def summary(table: Conformity) -> str:
    return ", ".join(f"{table.count(state)} {state.value}" for state in State)


def _difference(row: Row, difference: Difference, place: Place) -> str:
    del row
    wanted, found = short(difference.wanted), short(difference.found)
    return f"{place(difference.path)}: {difference.property}: the spec says {wanted}, AWS shows {found}"


def short(value: Any) -> str:
    """A value in at most a line; sets in order."""
    if isinstance(value, frozenset):
        value = sorted(value, key=str)
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def rows_json(table: Conformity, place: Place) -> list[dict[str, Any]]:
    return [
        {
            "center": row.center,
            "path": spelled(row.path),
            "place": place(row.path),
            "kind": row.kind.value,
            "name": row.name,
            "state": row.state.value,
            "differences": [
                {"property": d.property, "spec": _plain(d.wanted), "found": _plain(d.found), "place": place(d.path)}
                for d in row.differences
            ],
        }
        for row in table.rows
    ]


def _plain(value: Any) -> Any:
    return sorted(value, key=str) if isinstance(value, frozenset) else value


def counts(table: Conformity) -> dict[str, int]:
    return {state.value: table.count(state) for state in State}
