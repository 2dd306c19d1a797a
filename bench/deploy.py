"""`python -m bench.deploy PROGRAM [EXPORT]`: the deployment of `civicline up` alone, without plan and reading back.

Prints seconds of the engine's work, seconds of processor time, and its changes as JSON; writes the state to EXPORT. In
a process of its own it can be killed and measured.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from cli.deployment import open_engine
from cli.options import TargetName
from cli.planning.changes import changes, counts
from cli.session import open_session


def deploy(program: Path, export: Path | None) -> dict[str, object]:
    engine = open_engine(open_session(program, None, TargetName.SANDBOX))
    started, busy = time.perf_counter(), time.process_time()
    done = counts(changes(engine.up(lambda _event: None)))
    seconds, processor = time.perf_counter() - started, time.process_time() - busy
    if export is not None:
        export.write_text(json.dumps(engine.export()), encoding="utf-8")
    return {"seconds": seconds, "processor": processor, "changes": done}


if __name__ == "__main__":
    print(json.dumps(deploy(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)))
