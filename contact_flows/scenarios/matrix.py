"""Results as a matrix: what a contact wants, against the world in which it wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contact_flows.scenarios.run import Result

WRITTEN_BY_HAND = "scenario"


@dataclass(frozen=True, slots=True)
class Cell:
    """Scenarios of one wish in one world."""

    passed: int
    failed: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """rows and columns in the order in which the scenarios first name them; a cell is None where nothing was tried"""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]


def matrix_of(results: Sequence[Result]) -> Matrix:
    """Generated scenarios name their row and column; one written by hand is a row of its own."""
    counts: dict[tuple[str, str], list[int]] = {}
    for result in results:
        found = counts.setdefault((row_of(result), column_of(result)), [0, 0])
        found[0 if result.passed else 1] += 1
    columns = tuple(dict.fromkeys(column for _, column in counts))
    rows = dict.fromkeys(row for row, _ in counts)
    return Matrix(columns, tuple((row, tuple(_cell(counts.get((row, column))) for column in columns)) for row in rows))


def row_of(result: Result) -> str:
    return result.scenario.row or result.scenario.id


def column_of(result: Result) -> str:
    return result.scenario.column or WRITTEN_BY_HAND


def _cell(found: list[int] | None) -> Cell | None:
    return None if found is None else Cell(*found)
