"""Stack files that our `pulumi` writes, read back by Pulumi's own types and crypter."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.interop.golang import Go

PHRASE = "correct horse battery staple"
ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).parent / "program.py"
_SECRETS = {"t0ps3cret", "in a list", "made by the provider"}


def check_states(go: Go, work: Path) -> list[tuple[str, bool, str]]:
    """Up, a change with a replacement, a failed up, a refresh, an import of the export, a rename: one check each."""
    folder = work / "state"
    rows = []
    for step, file in _states(folder):
        report = go.read(work, "state", file, PHRASE)
        opened = {value for text in report["secrets"] for value in _leaves(json.loads(text))}
        missing = _SECRETS - opened
        fault = report.get("error") or (f"secrets not found: {', '.join(sorted(missing))}" if missing else "")
        if "kill" in step and not report["pending"]:
            fault = fault or "there is no pending operation"
        remark = f"{report['resources']} resources, {report['pending']} pending, {len(report['secrets'])} secrets"
        rows.append((f"state: after {step}", not fault, fault or remark))
    return rows


def _states(folder: Path) -> Iterator[tuple[str, Path]]:
    home = folder / "home"
    home.mkdir(parents=True)
    (folder / "Pulumi.yaml").write_text("name: interop\nruntime: python\n", encoding="utf-8")
    (folder / "__main__.py").write_text(PROGRAM.read_text(encoding="utf-8"), encoding="utf-8")
    state = folder / ".pulumi" / "stacks" / "interop"
    _pulumi(folder, "stack", "init", "dev")
    _pulumi(folder, "config", "set", "--secret", "token", "t0ps3cret")
    _pulumi(folder, "up", "--yes", "--skip-preview")
    yield "up", state / "dev.json"
    _pulumi(folder, "config", "set", "size", "2")
    _pulumi(folder, "up", "--yes", "--skip-preview")
    yield "up with an update and a replacement", state / "dev.json"
    _pulumi(folder, "config", "set", "fail", "true")
    _pulumi(folder, "up", "--yes", "--skip-preview", fails=True)
    yield "up with a failed step", state / "dev.json"
    _pulumi(folder, "config", "rm", "fail")
    _killed_while_creating(folder)
    yield "a kill while creating", state / "dev.json"
    _pulumi(folder, "config", "rm", "slow")
    _pulumi(folder, "up", "--yes", "--skip-preview")
    yield "the up that clears up", state / "dev.json"
    _pulumi(folder, "refresh", "--yes")
    yield "refresh", state / "dev.json"
    _pulumi(folder, "stack", "export", "--show-secrets", "--file", "exported.json")
    _pulumi(folder, "stack", "import", "--file", "exported.json")
    yield "import of the export", state / "dev.json"
    _pulumi(folder, "stack", "rename", "test")
    yield "rename", state / "test.json"
    _pulumi(folder, "up", "--yes", "--skip-preview", "--expect-no-changes")
    yield "up without a change", state / "test.json"


def _killed_while_creating(folder: Path) -> None:
    """Start an up, and end its process once it creates a resource: the state has a pending operation then."""
    ready = folder / "ready"
    _pulumi(folder, "config", "set", "slow", str(ready))
    with subprocess.Popen(
        _command("up", "--yes", "--skip-preview"), cwd=folder, env=_env(folder), stdout=subprocess.DEVNULL
    ) as process:
        deadline = time.monotonic() + 60
        while not ready.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        process.kill()


def _env(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PULUMI_CONFIG_PASSPHRASE": PHRASE,
        "PULUMI_BACKEND_URL": folder.as_uri(),
        "PULUMI_HOME": str(folder / "home"),
        "PYTHONPATH": str(ROOT),
    }


def _command(*args: str) -> list[str]:
    return [sys.executable, "-m", "sandbox.engine", "--non-interactive", *args]


def _pulumi(folder: Path, *args: str, fails: bool = False) -> None:
    done = subprocess.run(
        _command(*args),
        cwd=folder,
        env=_env(folder),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if bool(done.returncode) is not fails:
        raise RuntimeError(f"pulumi {' '.join(args)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value
