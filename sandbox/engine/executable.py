"""Where the `pulumi` executable that is the embedded engine lies."""

from __future__ import annotations

import os
from pathlib import Path


def executable() -> Path:
    """The launcher of this system: put its folder first on PATH, and any Pulumi program deploys to the sandbox."""
    name = "pulumi.cmd" if os.name == "nt" else "pulumi"
    return Path(__file__).parents[1] / "bin" / name
