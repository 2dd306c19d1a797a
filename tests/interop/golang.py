"""The Go tool, and the small reader built with it."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SDK = "github.com/pulumi/pulumi/sdk/v3"
READER = Path(__file__).parent / "reader"
_FLAGS = "-p=2 -mod=readonly -trimpath -buildvcs=false"


class GoMissingError(Exception):
    """There is no Go here."""


@dataclass(frozen=True)
class Go:
    command: str

    def run(
        self, args: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None, text: str = ""
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.command, *args],
            cwd=cwd,
            env={**_surroundings(), "GOFLAGS": _FLAGS, **(env or {})},
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def must(self, args: Sequence[str], cwd: Path) -> str:
        done = self.run(args, cwd)
        if done.returncode:
            raise RuntimeError(f"go {' '.join(args)} failed:\n{done.stderr}")
        return done.stdout

    def sdk_folder(self) -> Path:
        """Where the module cache keeps the SDK that `reader/go.mod` names; fetched when it is not there."""
        found: dict[str, Any] = json.loads(self.must(["mod", "download", "-json", self.sdk_version()], READER))
        return Path(found["Dir"])

    def sdk_version(self) -> str:
        return self.must(["list", "-m", "-f", "{{.Path}}@{{.Version}}", SDK], READER).strip()

    def read(self, work: Path, command: str, file: Path, passphrase: str = "") -> dict[str, Any]:
        """Run the reader, built when first needed; `passphrase` goes to its standard input."""
        program = work / ("reader.exe" if os.name == "nt" else "reader")
        if not program.exists():
            self.must(["build", "-o", str(program), "."], READER)
        done = subprocess.run(
            [program, command, file], input=passphrase, capture_output=True, text=True, encoding="utf-8", check=True
        )
        report: dict[str, Any] = json.loads(done.stdout)
        return report


def _surroundings() -> dict[str, str]:
    """The environment without what somebody's own use of Pulumi left in it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PULUMI_")}


def find_go() -> Go:
    command = shutil.which("go")
    if command is None:
        raise GoMissingError("there is no `go` on PATH; install Go 1.25 or newer (https://go.dev/dl/)")
    return Go(command)
