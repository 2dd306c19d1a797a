"""Results on disk, one file a row, and the page that is made of all of them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from bench.measure import Figure, Result

FOLDER = Path(__file__).parent / "results"
PAGE = Path(__file__).parent / "RESULTS.md"
_HEAD = """# Results of the benchmarks

`python -m bench` measures all rows and rewrites this page; `python -m bench ROW...` only those, and keeps the others.
Figures are medians with their range. Only ratios of one run are judged: the two sides of each were measured in turn on
the same machine. Seconds are there to give an idea, and depend on the machine and on what else it did.

| row | what | bar | measured | met |
|---|---|---|---|---|
"""


def save(result: Result) -> None:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{result.row}.json").write_text(
        json.dumps(dataclasses.asdict(result), indent=2) + "\n", encoding="utf-8"
    )


def load(row: str) -> Result | None:
    file = FOLDER / f"{row}.json"
    if not file.exists():
        return None
    kept = json.loads(file.read_text(encoding="utf-8"))
    figures = tuple(Figure(one["what"], one["unit"], tuple(one["values"])) for one in kept.pop("figures"))
    return Result(**{**kept, "figures": figures, "remarks": tuple(kept["remarks"])})


def write_page(rows: list[str]) -> None:
    """The page, rows in this order; one that was never measured is missing."""
    results = [result for row in rows if (result := load(row)) is not None]
    table = "".join(
        f"| {r.row} | {r.what} | {r.bar} | {r.measured} | {'yes' if r.met else '**no**'} |\n" for r in results
    )
    PAGE.write_text(_HEAD + table + "".join(_section(result) for result in results), encoding="utf-8")


def _section(result: Result) -> str:
    figures = "".join(f"* {figure.what}: {figure}\n" for figure in result.figures)
    remarks = "".join(f"\n{remark}\n" for remark in result.remarks)
    return (
        f"\n## {result.row}\n\n{figures}{remarks}\n"
        f"Measured {result.date}; {result.machine}. Again: `{result.rerun or f'python -m bench {result.row}'}`.\n"
    )
