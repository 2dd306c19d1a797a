"""The conformity table: what the spec asks for against what AWS shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from cli.render.difference import said
from cli.render.wrap import WIDTH, wrapped
from operate.conformity.compare import Conformity
from operate.conformity.hours import EFFECTIVE
from operate.conformity.rows import Row, State
from spec.faults import Path, spelled

STORED_WITHOUT_EFFECT = (
    "these hours and their overrides are stored as the spec says, but the service does not apply all of them, or of "
    "those that they inherit (seen with overrides given through Cloud Control: hashicorp/terraform-provider-awscc, "
    "issue 3064): save them once more in the console, and close the line by hand on days that are near"
)
Place = Callable[[Path], str]
"""Spec path -> `file:line:column`."""


def as_table(table: Conformity, place: Place, width: int = WIDTH) -> str:
    """Every row under its part of the spec; then, again and in full, those that do not hold; then the sum."""
    return "\n".join((*_rows(table), *_problems(table, place, width), summary(table)))


def as_problems(table: Conformity, place: Place, width: int = WIDTH) -> str:
    """What does not hold, with the spec line, and the sum."""
    return "\n".join((*_problems(table, place, width), summary(table)))


def _rows(table: Conformity) -> Iterator[str]:
    """The part is said once, above its rows: `infrastructure.queues`, then `[0]`, `[1]` and so on."""
    kinds = max((len(row.kind.value) for row in table.rows), default=0)
    for (_, part), group in groupby(table.rows, key=lambda row: (row.center, row.path[:-1])):
        rows = list(group)
        yield spelled(part) or rows[0].center
        leaves = [spelled(row.path[-1:]) for row in rows]
        wide = max(map(len, leaves))
        for row, leaf in zip(rows, leaves, strict=True):
            yield f"  {row.state.value:<8}  {leaf:<{wide}}  {row.kind.value:<{kinds}}  {row.name}"


def _problems(table: Conformity, place: Place, width: int) -> Iterator[str]:
    for row in table.rows:
        if row.state is not State.VERIFIED:
            yield from wrapped(f"{row.state.value}: {row.kind.value} {row.name}, {spelled(row.path)}", width, 2)
            for line in _reasons(row, place):
                yield from wrapped(f"  {line}", width, 4)


def _reasons(row: Row, place: Place) -> Iterator[str]:
    if row.state is State.MISSING:
        yield f"{place(row.path)}: asked for here, not found in AWS"
    for difference in row.differences:
        yield from (f"{place(difference.path)}: {remark}" for remark in said(difference))
    if [difference.property for difference in row.differences] == [EFFECTIVE]:
        yield STORED_WITHOUT_EFFECT


def summary(table: Conformity) -> str:
    return ", ".join(f"{table.count(state)} {state.value}" for state in State)


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
