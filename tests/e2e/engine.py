"""Steps that no command offers, taken in a process of their own: the stack's state leaves and comes back."""

from __future__ import annotations

import json
from pathlib import Path

from cli.deployment import open_engine
from cli.options import TargetName
from cli.session import open_session


def move(program: str, exported: str) -> None:
    """Export the state into a file, and import that file."""
    engine = open_engine(open_session(Path(program), None, TargetName.SANDBOX))
    Path(exported).write_text(json.dumps(engine.export()), encoding="utf-8")
    engine.import_(json.loads(Path(exported).read_text(encoding="utf-8")))
