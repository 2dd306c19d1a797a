"""Starts the server as a process of its own, which outlives the command that needed it. POSIX and Windows."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sandbox.server.files import SandboxFiles, read_json
from sandbox.server.journal import OWNER_ONLY
from spec.errors import CiviclineError, CloudError, UsageError

READY_SECONDS = 60.0
_POLL_SECONDS = 0.02
_WHERE = "starting the sandbox"
_LOG_LIMIT_BYTES = 5_000_000


def spawn(files: SandboxFiles, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """Begin a server process; it is not ready yet."""
    files.make()
    files.failed.unlink(missing_ok=True)
    _limit_log(files.log)
    command = [sys.executable, "-P", "-m", "sandbox.server", "--home", str(files.home.resolve()), *arguments]
    descriptor = os.open(files.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, OWNER_ONLY)
    try:
        process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            command,
            stdin=subprocess.DEVNULL,
            stdout=descriptor,
            stderr=descriptor,
            cwd=files.folder,  # so that it holds on to no folder of the user's
            env=_environment(os.environ),
            **_detached(),
        )
    except OSError as error:
        raise CloudError(_WHERE, f"no process can be started: {error}") from error
    finally:
        os.close(descriptor)
    # Someone has to collect the exit status while this process lives, or a stopped server would linger as a zombie.
    threading.Thread(target=process.wait, name="sandbox-reaper", daemon=True).start()
    return process


def wait_until_ready(files: SandboxFiles, process: subprocess.Popen[bytes], *, seconds: float = READY_SECONDS) -> None:
    """Until the server has written its record. Raises what kept it from starting."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if files.running.exists():
            return
        if process.poll() is not None:
            raise _why(files, process.returncode)
        time.sleep(_POLL_SECONDS)
    process.kill()
    raise CloudError(_WHERE, f"it was not ready after {seconds:.0f} seconds", f"its log is {files.log}")


def _detached() -> dict[str, Any]:
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS
        return {"creationflags": flags}
    return {"start_new_session": True}


def _environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """Without the person's AWS settings; with one order of sets, so that a replay repeats it."""
    kept = {name: value for name, value in inherited.items() if not name.startswith(("AWS_", "MOTO_", "COV_"))}
    package_root = str(Path(__file__).resolve().parents[2])
    return {
        **kept,
        "PYTHONPATH": package_root,
        "PYTHONHASHSEED": "0",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ACCESS_KEY_ID": "sandbox",
        "AWS_SECRET_ACCESS_KEY": "sandbox",  # moto's own clients sign with it
        "AWS_DEFAULT_REGION": "us-east-1",
        "MOTO_DISABLE_GLOBAL_CORS": "true",
    }


def _limit_log(log: Path) -> None:
    """Keep the log of the time before, once, when it has grown."""
    if log.exists() and log.stat().st_size > _LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(".old.log"))


def _why(files: SandboxFiles, code: int) -> CiviclineError:
    failure = read_json(files.failed)
    if failure is None:
        return CloudError(_WHERE, f"its process ended at once (exit code {code})", f"its log is {files.log}")
    kind = UsageError if failure.get("usage") else CloudError
    return kind(str(failure.get("where", "")), str(failure.get("what", "")), str(failure.get("hint", "")))
