"""Test results for people and for programs: the failures first, then the matrix, then what was covered.

A person is shown what callers want in which world. What is many rows of one cell, scenarios of files and the sweep, is
a line each.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from cli.render.wrap import WIDTH, wrapped
from contact_flows.scenarios.coverage import Coverage, Share
from contact_flows.scenarios.matrix import Cell, Matrix, matrix_of
from contact_flows.scenarios.native import LeftOut
from contact_flows.scenarios.reach import Part
from contact_flows.scenarios.recorded import Difference
from contact_flows.scenarios.run import Result
from spec.faults import counted

SWEEP = "sweep "
"""How the rows of the sweep begin."""
SHOWN_FAILURES = 20
SHOWN_GAPS = 20
_CELL = 4


@dataclass(frozen=True, slots=True)
class Report:
    """coverage by center, where everything was run; left_out: what no test case of the service can express"""

    results: Sequence[Result]
    coverage: Mapping[str, Coverage]
    reach: Sequence[Part]
    places: Mapping[str, str]
    left_out: Sequence[LeftOut] = ()
    strays: Sequence[Difference] | None = None
    """Contacts that fare otherwise than on the flows of the spec; None where only the spec's flows were run."""


def as_text(report: Report, width: int = WIDTH, *, every: bool = False) -> str:
    """every: a row for each scenario of a file and each flow of the sweep, too"""
    failed = [result for result in report.results if not result.passed]
    passed = len(report.results) - len(failed)
    parts = [
        *_failures(failed, report.places, width),
        *_tried(report.results, width, every=every),
        *_reach(report.reach if report.coverage else (), width),  # of a selection it would say nothing
        *(line for center, found in report.coverage.items() for line in _coverage(center, found, width)),
        *_left_out(report.left_out, width),
        *_strays(report.strays, width),
        f"{counted(len(report.results), 'scenario')}: {passed} passed, {len(failed)} failed",
    ]
    return "\n".join(parts)


def _strays(strays: Sequence[Difference] | None, width: int) -> Iterator[str]:
    if strays is None:
        return
    if not strays:
        yield "every contact fares as on the flows that `up` would deploy"
        return
    fare = f"{counted(len(strays), 'contact')} {'fares' if len(strays) == 1 else 'fare'}"
    yield from wrapped(f"{fare} otherwise than on the flows that `up` would deploy:", width, 2)
    for stray in strays[:SHOWN_FAILURES]:
        scenario = stray.now.scenario
        yield from wrapped(f"  {scenario.id}: {stray.unlike}", width, 4)
    if len(strays) > SHOWN_FAILURES:
        yield f"  ... and {len(strays) - SHOWN_FAILURES} more; civicline flows diff PROGRAM says what was changed"


def _left_out(left_out: Sequence[LeftOut], width: int) -> Iterator[str]:
    for reason, count in Counter(found.reason for found in left_out).items():
        yield from wrapped(f"not native: {counted(count, 'scenario')}: {reason}", width, 2)


def _failures(failed: Sequence[Result], places: Mapping[str, str], width: int) -> Iterator[str]:
    for result in failed[:SHOWN_FAILURES]:
        place = places.get(result.scenario.id)
        where = f"{place}: " if place else ""
        yield from wrapped(f"FAILED {where}{result.scenario.id}: {result.scenario.title}", width, 2)
        yield from wrapped(f"  {result.unmet}", width, 4)
    if len(failed) > SHOWN_FAILURES:
        yield f"... and {len(failed) - SHOWN_FAILURES} more; --json and --junit list every one"
    if failed:
        yield ""


def _tried(results: Sequence[Result], width: int, *, every: bool) -> Iterator[str]:
    written = [result for result in results if not result.scenario.row]
    swept = [result for result in results if (result.scenario.row or "").startswith(SWEEP)]
    apart = {id(result) for result in (*written, *swept)}
    rows = [result for result in results if every or id(result) not in apart]
    if rows:
        yield from _matrix(matrix_of(rows), width)
    if not every:
        yield from _together("scenarios of files", written, width)
        yield from _together("sweep of the branches that are left", swept, width)


def _together(name: str, results: Sequence[Result], width: int) -> Iterator[str]:
    """`scenarios of files: 15 passed, 0 failed`; those that failed are told above, with the reason."""
    if results:
        passed = sum(result.passed for result in results)
        text = f"{name}: {passed} passed, {len(results) - passed} failed; --all shows a row for each"
        yield from wrapped(text, width, 2)


def _matrix(matrix: Matrix, width: int) -> Iterator[str]:
    """Columns have letters, which stand for the words above: a matrix of words fits no terminal."""
    letters = dict(zip(matrix.columns, ascii_lowercase, strict=False))
    meaning = ", ".join(f"{letter} {column}" for column, letter in letters.items())
    yield from wrapped(f"columns: {meaning}; a number counts what failed, . was not asked", width, 2)
    room = max(20, width - _CELL * len(matrix.columns))
    label = min(room, max((len(row) for row, _ in matrix.rows), default=0) + 1)
    yield " " * label + "".join(f"{letters.get(column, '?'):>{_CELL}}" for column in matrix.columns)
    for row, cells in matrix.rows:
        yield f"{row[: label - 1]:<{label}}" + "".join(f"{_shown(cell):>{_CELL}}" for cell in cells)


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return "."
    return "ok" if not cell.failed else str(cell.failed)


def _reach(reach: Sequence[Part], width: int) -> Iterator[str]:
    for part in reach:
        missed = f"; not: {', '.join(part.missed)}" if part.missed else ""
        yield from wrapped(f"{part.name}: {_share(part.share)}{missed}", width, 2)


def _coverage(center: str, found: Coverage, width: int) -> Iterator[str]:
    yield f"{center}: blocks {_share(found.blocks)}, branches {_share(found.branches)}"
    gaps = [missed for missed in found.uncovered if not missed.reason]
    for missed in gaps[:SHOWN_GAPS]:
        yield f"  not taken: {missed.branch}"
    if len(gaps) > SHOWN_GAPS:
        yield f"  ... and {len(gaps) - SHOWN_GAPS} more; --json lists every one"
    for reason, count in Counter(missed.reason for missed in found.uncovered if missed.reason).items():
        yield from wrapped(f"  {count} never taken: {reason}", width, 4)


def _share(share: Share) -> str:
    return f"{share.covered} of {share.total} ({share.percent:.1f} %)"


def as_json(report: Report) -> str:
    results = report.results
    found = {
        "passed": sum(result.passed for result in results),
        "failed": sum(not result.passed for result in results),
        "scenarios": [_scenario(result, report.places) for result in results],
        "matrix": _matrix_data(matrix_of(results)),
        "coverage": {center: _coverage_data(found) for center, found in report.coverage.items()},
        **{part.name: _share_data(part.share, part.missed) for part in report.reach},
        "strays": None
        if report.strays is None
        else [{"scenario": one.now.scenario.id, "difference": str(one.unlike)} for one in report.strays],
        "not_native": [{"scenario": found.scenario, "reason": found.reason} for found in report.left_out],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _scenario(result: Result, places: Mapping[str, str]) -> dict[str, Any]:
    unmet = result.unmet
    found: dict[str, Any] = {
        "id": result.scenario.id,
        "title": result.scenario.title,
        "place": places.get(result.scenario.id),
        "passed": result.passed,
        "ended": result.ended,
        "queue": result.queue,
        "seconds": round(result.elapsed_seconds, 1),
    }
    if unmet is not None:
        said = [{"language": language, "text": text} for language, text in result.heard]
        found |= {"expected": unmet.expectation, "instead": unmet.instead, "said": said}
    return found


def _matrix_data(matrix: Matrix) -> dict[str, Any]:
    def cell(found: Cell | None) -> dict[str, int] | None:
        return None if found is None else {"passed": found.passed, "failed": found.failed}

    return {
        "columns": list(matrix.columns),
        "rows": [{"row": row, "cells": [cell(found) for found in cells]} for row, cells in matrix.rows],
    }


def _coverage_data(found: Coverage) -> dict[str, Any]:
    return {
        "blocks": _share_data(found.blocks, found.untouched),
        "branches": _share_data(found.branches, ()),
        "uncovered": [
            {"flow": m.branch.flow, "block": m.branch.block, "branch": m.branch.name, "reason": m.reason or None}
            for m in found.uncovered
        ],
    }


def _share_data(share: Share, missed: Sequence[str]) -> dict[str, Any]:
    return {"covered": share.covered, "total": share.total, "percent": round(share.percent, 2), "missed": list(missed)}
