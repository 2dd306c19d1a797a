"""`make interop`: prove with Pulumi's own Go code that our state, our hashes and our commands are Pulumi's.

Needs Go and its module proxy. Exit codes: 0 all equal, 1 something differs, 2 Go is not there.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.interop.golang import Go, GoMissingError, find_go
from tests.interop.hash_cases import compare_hashes
from tests.interop.sdk_suite import run_suite
from tests.interop.state_cases import check_states

Rows = list[tuple[str, bool, str]]
"""What was checked, whether it holds, and a remark."""


def run(only: list[str]) -> int:
    try:
        go = find_go()
    except GoMissingError as error:
        sys.stderr.write(f"interop: {error}\n")
        return 2
    failed = 0
    with tempfile.TemporaryDirectory(prefix="civicline-interop-") as folder:
        work = Path(folder)
        parts: dict[str, Callable[[Go, Path], Rows]] = {
            "hashes": compare_hashes,
            "state": check_states,
            "suite": run_suite,
        }
        for name, part in parts.items():
            if not only or name in only:
                failed += _show(name, part, go, work)
    sys.stdout.write("interop: all equal\n" if not failed else f"interop: {failed} difference(s)\n")
    return 1 if failed else 0


def _show(name: str, part: Callable[[Go, Path], Rows], go: Go, work: Path) -> int:
    started = time.monotonic()
    rows = part(go, work)
    width = max((len(what) for what, _, _ in rows), default=0) + 2
    for what, holds, remark in rows:
        sys.stdout.write(f"{'ok  ' if holds else 'FAIL'}  {what:<{width}}{remark}\n")
    sys.stdout.write(f"      {name}: {len(rows)} checks in {time.monotonic() - started:.0f} s\n")
    sys.stdout.flush()
    return sum(not holds for _, holds, _ in rows)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
