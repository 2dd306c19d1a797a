"""`python -m tests.sandbox.engine.killed_run FOLDER N`: one `up` whose process dies at the Nth call (0: it does not).

The cloud lives in a file, so that it survives the process as a real one would.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from tests.sandbox.engine.fakes import Cloud
from tests.sandbox.engine.fakes import Thing as CloudThing
from tests.sandbox.engine.rig import Rig, Thing


class CloudInFile(Cloud):
    """Every effect is on disk before the call returns."""

    def keep_in(self, file: Path) -> None:
        if file.exists():
            stored = json.loads(file.read_text("utf-8"))
            self.things = {id_: CloudThing(**thing) for id_, thing in stored["things"].items()}
            self._count = stored["count"]
        self.after = lambda method, _name: self._store(file) if method in ("create", "update", "delete") else None

    def _store(self, file: Path) -> None:
        with self.held():
            content = {"count": self._count, "things": {id_: asdict(thing) for id_, thing in self.things.items()}}
            file.write_text(json.dumps(content), "utf-8")


def program() -> None:
    base = Thing("base", {"name": "fixed"})
    for number in range(8):
        Thing(f"many-{number}", {"note": base.arn})


def main(folder: Path, fatal: int) -> None:
    rig = Rig(folder)
    cloud = CloudInFile()
    cloud.keep_in(folder / "cloud.json")
    rig.cloud = cloud
    store = cloud.after

    def strike(method: str, name: str) -> None:
        store(method, name)
        if 0 < fatal <= cloud.count("create", "update", "delete"):
            os._exit(9)

    cloud.after = strike
    rig.up(program)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
    os._exit(0)
