"""Pulumi's own CLI: found on PATH or in Civicline's folder, installed there on request; for `--target aws` only.

`embedded` is what else goes by the name `pulumi` on this machine, and never deploys to AWS.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from pulumi import automation

from spec.errors import CloudError, UsageError

INSTALL = "civicline engine install"


def folder(home: Path) -> Path:
    """Where `civicline engine install` puts it."""
    return home / "pulumi"


def find(home: Path, embedded: Path) -> automation.PulumiCommand | None:
    """The CLI of Civicline's folder, else the one on PATH; None when there is neither."""
    own = folder(home)
    if (own / "bin").is_dir():
        return automation.PulumiCommand(root=str(own))
    on_path = shutil.which("pulumi")
    return automation.PulumiCommand() if on_path and Path(on_path).resolve() != embedded.resolve() else None


def require(home: Path, embedded: Path) -> automation.PulumiCommand:
    """The CLI, or UsageError with the command that installs it."""
    found = find(home, embedded)
    if found is None:
        raise UsageError("--target aws", "the Pulumi CLI is not on this machine", INSTALL)
    return found


def install(home: Path) -> automation.PulumiCommand:
    """Download the CLI of the SDK's own version into Civicline's folder. Raises CloudError."""
    try:
        return automation.PulumiCommand.install(root=str(folder(home)))
    except Exception as error:  # the SDK raises bare exceptions from its download and from the installer it runs
        what = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
        hint = "check the network, or install it as Pulumi's download page says and put it on PATH"
        raise CloudError("installing the Pulumi CLI", what, hint) from error
