"""Steps that no command offers, taken in a process of their own: a state that leaves and comes back, another day."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

from cli.deployment import open_engine
from cli.options import TargetName
from cli.planning.changes import changes
from cli.readback import record, verify
from cli.render.conformity import counts
from cli.session import open_session


def move(program: str, exported: str) -> None:
    """Export the state into a file, and import that file."""
    engine = open_engine(open_session(Path(program), None, TargetName.SANDBOX))
    Path(exported).write_text(json.dumps(engine.export()), encoding="utf-8")
    engine.import_(json.loads(Path(exported).read_text(encoding="utf-8")))


def up_on(program: str, day: str) -> None:
    """`up` on another day: prints what changed, and what reading everything back gave."""
    session, on = open_session(Path(program), None, TargetName.SANDBOX), dt.date.fromisoformat(day)
    engine = open_engine(session, on)
    done = [(change.op, change.type, change.name) for change in changes(engine.up(lambda _: None))]
    deployed = record(session, engine.outputs())
    found = {"changes": done, **counts(verify(session, deployed, on)), "hours_till": deployed.hours_till}
    sys.stdout.write(json.dumps(found))
