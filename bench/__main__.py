"""`python -m bench [ROW...]`: measure, and rewrite RESULTS.md."""

from __future__ import annotations

import importlib
import sys

from bench.report import save, write_page

ROWS = {
    "help": "bench.row_help",
    "up-limits": "bench.row_up_limits",
    "up-plain": "bench.row_up_plain",
    "second-up": "bench.row_second_up",
    "growth": "bench.row_growth",
    "kills": "bench.row_kills",
    "compile": "bench.row_compile",
    "lint": "bench.row_lint",
    "simulator": "bench.row_simulator",
    "mutations": "bench.row_mutations",
    "effective": "bench.row_effective",
    "failover": "bench.row_failover",
}


def main(wanted: list[str]) -> int:
    """Exit code 0 also when a bar is missed: the page says so."""
    unknown = [row for row in wanted if row not in ROWS]
    if unknown:
        print(f"no such row: {', '.join(unknown)}; rows are {', '.join(ROWS)}", file=sys.stderr)
        return 2
    for row in wanted or list(ROWS):
        print(f"{row} ...", file=sys.stderr, flush=True)
        result = importlib.import_module(ROWS[row]).measure()
        save(result)
        write_page(list(ROWS))
        print(f"{row}: {result.measured} (bar: {result.bar})", file=sys.stderr, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
