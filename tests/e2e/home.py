"""One CIVICLINE_HOME of a test, and the commands a person would type there, each in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3

from sandbox.server import client

ROOT = Path(__file__).parents[2]
HAWAII = ROOT / "stacks" / "hawaii-in-house" / "program.yaml"
WASHINGTON = ROOT / "stacks" / "washington-outsourced" / "program.yaml"
OREGON = ROOT / "stacks" / "oregon-vendor" / "program.yaml"
CIVICLINE = "from cli.main import run; run()"


@dataclass(frozen=True)
class Done:
    """An ended command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def said(self) -> list[str]:
        """The error messages on stderr."""
        return [line for line in self.err.splitlines() if line.startswith("error: ")]


@dataclass(frozen=True)
class Home:
    """env is added to the environment of every command."""

    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PULUMI_"))}
        return {**kept, "CIVICLINE_HOME": str(self.folder), "PYTHONUNBUFFERED": "1", **self.env}

    def start(self, *words: str | Path, code: str = CIVICLINE, **options: Any) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", code, *map(str, words)]
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, text=True, encoding="utf-8", **pipes, **options
        )

    def run(self, *words: str | Path, seconds: float = 240, **options: Any) -> Done:
        return self.end(self.start(*words, **options), seconds)

    def python(self, code: str, *words: str | Path) -> Done:
        """A few lines of our own instead of a command."""
        return self.end(self.start(*words, code=code))

    def end(self, process: subprocess.Popen[str], seconds: float = 240) -> Done:
        """Wait for it. A command that hangs is a failed test, not a hung one."""
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise AssertionError(f"not ended after {seconds} s\n{out}\n{err}") from None
        return Done(process.returncode, out, err)

    @property
    def endpoint(self) -> str:
        return client.ensure_running(self.folder).url

    def aws(self, service: str, region: str) -> Any:
        """A plain boto3 client of the sandbox, which knows nothing of Civicline."""
        session: Any = boto3.Session(aws_access_key_id="any", aws_secret_access_key="any")
        return session.client(service, region_name=region, endpoint_url=self.endpoint)

    def changes(self) -> int:
        """Calls since the last mark that change something, in AWS's terms."""
        return sum(count.calls for count in client.counters(self.folder) if count.changing and not count.handled)

    def copy(self, folder: Path) -> Home:
        """The same deployment in a sandbox of its own. This one is stopped for it, so that its files are whole."""
        client.stop(self.folder)
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("*.lock", "server.json"))
        return Home(folder, self.env)

    def close(self) -> None:
        client.stop(self.folder)
