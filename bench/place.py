"""A CIVICLINE_HOME of a measurement, its sandbox, and the processes that work in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.picture import Picture, Reader
from sandbox.server import client

ROOT = Path(__file__).parents[1]
HAWAII = ROOT / "stacks" / "hawaii-in-house" / "program.yaml"
OREGON = ROOT / "stacks" / "oregon-vendor" / "program.yaml"
REGION = "us-west-2"
COMMAND_SECONDS = 1800


@dataclass(frozen=True)
class Place:
    """Nothing of it exists until the sandbox is started."""

    folder: Path

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PULUMI_"))}
        return {**kept, "CIVICLINE_HOME": str(self.folder), "GRPC_VERBOSITY": "NONE", **(more or {})}

    def sandbox(self, settings: Mapping[str, Any] | None = None) -> str:
        """Start it, or change its settings; its address."""
        return client.start(self.folder, settings=settings).endpoint

    def python(self, module: str, *words: str | Path) -> subprocess.Popen[str]:
        """Begin a module of the project in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", module, *map(str, words)],
            cwd=ROOT, env=self.environment(), text=True, encoding="utf-8",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, module: str, *words: str | Path) -> str:
        """Run one to its end; what it printed. AssertionError when it failed."""
        process = self.python(module, *words)
        out, err = process.communicate(timeout=COMMAND_SECONDS)
        assert process.returncode == 0, f"{module} {' '.join(map(str, words))}: {err[-2000:]}"
        return out

    def picture(self) -> Picture:
        return Reader(client.ensure_running(self.folder).url, REGION).picture()

    def changes(self) -> int:
        """Changing calls of clients since the last mark."""
        return sum(count.calls for count in client.counters(self.folder) if count.changing and not count.handled)

    def forget(self) -> None:
        """End the sandbox and remove everything."""
        client.stop(self.folder)
        shutil.rmtree(self.folder, ignore_errors=True)
