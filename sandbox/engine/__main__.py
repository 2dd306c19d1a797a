"""`python -m sandbox.engine ...`: the embedded engine as a process of its own, for what starts `pulumi` by name."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TextIO

from sandbox.engine.cli import main
from sandbox.engine.commands.operations import CANCELLED
from sandbox.engine.ports import Write

INTERNAL_ERROR = 255
"""As in Pulumi's exit code taxonomy."""


def _lines_to(stream: TextIO) -> Write:
    def write(text: str) -> None:
        stream.write(f"{text}\n")
        stream.flush()

    return write


def run() -> int:
    """Streams are UTF-8 on every platform, as Pulumi's are; a defect of ours is one line, or all with --debug."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # its remarks on closing connections mean nothing to a person
    try:
        return _answer()
    except BrokenPipeError:  # the reader of our output has left (`pulumi --help | head`)
        return 1
    except KeyboardInterrupt:
        return CANCELLED
    except Exception as defect:
        if "--debug" in sys.argv:
            raise
        sys.stderr.write(f"error: defect of the embedded engine: {type(defect).__name__}: {defect}\n")
        sys.stderr.write("  try: the same with --debug, and report what it prints\n")
        return INTERNAL_ERROR


def _answer() -> int:
    return main(
        sys.argv[1:],
        str(Path.cwd()),
        dict(os.environ),
        _lines_to(sys.stdout),
        _lines_to(sys.stderr),
        read_input=sys.stdin.read,
    )


if __name__ == "__main__":
    code = run()
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)  # gRPC's threads would hold the process for seconds
