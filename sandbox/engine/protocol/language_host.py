"""A language runtime for programs in files: what `pulumi up` needs when nobody serves the program already.

As a module of the engine it starts the child process; run with `-m` it is that child: it serves `LanguageRuntime` on a
loopback port, prints the port, and lives until its standard input closes, so that it never outlives the engine.
"""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import grpc
from pulumi import RunError
from pulumi.automation._server import LanguageServer
from pulumi.runtime.proto import language_pb2_grpc

from sandbox.engine.ports import Write
from sandbox.engine.protocol.channel import CHANNEL_OPTIONS
from sandbox.engine.steps.options import Program
from spec.errors import UsageError

END_SECONDS = 10
HOME = Path(__file__).resolve().parents[3]
"""The folder that holds the package `sandbox`, for an interpreter that does not have it installed."""


@contextmanager
def hosted(program: Program, base: str, env: Mapping[str, str], write: Write) -> Iterator[str]:
    """Address of the program's language runtime: the caller's, or a child's that ends with the block."""
    if program.client:
        yield program.client
        return
    path = os.pathsep.join(part for part in (str(HOME), env.get("PYTHONPATH", "")) if part)
    command = [program.python or sys.executable, "-u", "-m", "sandbox.engine.protocol.language_host", program.entry]
    child = subprocess.Popen(  # noqa: S603 - the project's own interpreter and program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=base,
        env={**env, "PYTHONPATH": path},
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        port = _port(child.stdout, program.entry)
        threading.Thread(target=_forward, args=(child.stdout, write), daemon=True).start()
        yield f"127.0.0.1:{port}"
    finally:
        child.stdin.close()
        _end(child)


def _port(lines: IO[str], entry: str) -> int:
    first = lines.readline().strip()
    if not first.isdigit():
        raise UsageError(entry, "the program's language host did not start", "look at its message above")
    return int(first)


def _end(child: subprocess.Popen[str]) -> None:
    try:
        child.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _forward(lines: IO[str], write: Write) -> None:
    """Pass on what the program prints."""
    for line in lines:
        write(line.rstrip("\n"))


def serve(entry: str) -> None:
    def program() -> None:
        path = Path(entry).resolve()
        script = path / "__main__.py" if path.is_dir() else path
        sys.path.insert(0, str(script.parent))
        try:
            runpy.run_path(str(script), run_name="__main__")
        except (RunError, grpc.RpcError):
            raise
        except Exception as error:  # the words by which the Automation API tells a program's error from the engine's
            raise RunError(f"Program failed with an unhandled exception:\n{traceback.format_exc()}") from error

    server = grpc.server(ThreadPoolExecutor(4), options=CHANNEL_OPTIONS)
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(LanguageServer(program), server)
    sys.stdout.write(f"{server.add_insecure_port('127.0.0.1:0')}\n")
    sys.stdout.flush()
    server.start()
    sys.stdin.read()
    server.stop(None)


if __name__ == "__main__":
    serve(sys.argv[1])
    os._exit(0)  # threads of the program must not keep a host alive that nobody needs
