"""`plugin ...` and `install`: providers are built in; Python dependencies are installed as the project asks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sandbox.engine.arguments import Arguments
from sandbox.engine.session import Session
from spec.errors import CloudError, UsageError


def listing(session: Session, args: Arguments, _operands: Sequence[str]) -> None:
    session.out("[]" if args.on("--json") else "TOTAL plugin cache size: 0 B")


def nothing(session: Session, _args: Arguments, _operands: Sequence[str]) -> None:
    session.out("The embedded engine has its providers built in; there is no plugin to install or remove.")


def install(session: Session, args: Arguments, _operands: Sequence[str]) -> None:
    """Make the virtual environment that `Pulumi.yaml` names, and install `requirements.txt` into it."""
    project = session.project
    if project.runtime != "python":
        raise UsageError(str(project.file), f"runtime {project.runtime} is not supported by the embedded engine")
    named = project.runtime_options.get("virtualenv")
    if not named or args.on("--no-dependencies"):
        session.out("Nothing to install: the project names no virtual environment.")
        return
    environment = project.folder / str(named)
    if not environment.is_dir():
        session.out("Creating virtual environment...")
        _run(session, [sys.executable, "-m", "venv", str(environment)])
        session.out("Finished creating virtual environment")
    requirements = project.folder / "requirements.txt"
    if requirements.is_file():
        session.out("Installing dependencies in virtual environment...")
        _run(session, [str(interpreter(environment)), "-m", "pip", "install", "-r", str(requirements)])
    session.out("Finished installing dependencies")


def interpreter(environment: Path) -> Path:
    """The Python of a virtual environment, wherever this platform puts it."""
    windows = environment / "Scripts" / "python.exe"
    return windows if windows.exists() else environment / "bin" / "python"


def _run(session: Session, command: Sequence[str]) -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter, arguments from the project file, no shell
        command, capture_output=True, text=True, encoding="utf-8", check=False, env=dict(session.env), cwd=session.cwd
    )
    for line in done.stdout.splitlines():
        session.out(line)
    if done.returncode:
        raise CloudError(f"running {Path(command[0]).name}", done.stderr.strip() or f"exit code {done.returncode}")
