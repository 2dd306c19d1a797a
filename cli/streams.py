"""The standard streams, so that writing to them can neither fail nor depend on the machine's code page."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def prepare() -> None:
    """Closed streams lead nowhere; files and pipes get UTF-8; what a terminal cannot show is escaped, not refused."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:  # `civicline ... >&-`, and Windows without a console
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # as long as the process
        elif name != "stdin" and hasattr(stream, "reconfigure"):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
