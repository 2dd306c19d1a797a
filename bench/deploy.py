"""`python -m bench.deploy PROGRAM`: the deployment of `civicline up` alone, without its plan and its reading back.

Prints seconds of the engine's work and its changes as JSON. In a process of its own it can be killed and measured.
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


def deploy(program: Path) -> dict[str, object]:
    engine = open_engine(open_session(program, None, TargetName.SANDBOX))
    started = time.perf_counter()
    done = counts(changes(engine.up(lambda _event: None)))
    return {"seconds": time.perf_counter() - started, "changes": done}


if __name__ == "__main__":
    print(json.dumps(deploy(Path(sys.argv[1]))))
