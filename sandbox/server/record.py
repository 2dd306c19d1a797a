"""`server.json`: which process serves, since when, and where; and whether it still does."""

import contextlib
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from sandbox.server.files import read_json, write_json

# A pid is used again by the system; a pid together with its start time is not. Clocks round differently.
_SAME_START_SECONDS = 2.0


@dataclass(frozen=True, kw_only=True)
class ServerRecord:
    """What a client needs to reach the server and to know that it is the same one."""

    pid: int
    started: float
    port: int
    token: str
    version: int = 1

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def alive(self) -> bool:
        """Whether the process that wrote the record still runs (and isn't another with its number)."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) < _SAME_START_SECONDS
            return same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False

    def write(self, path: Path) -> None:
        write_json(path, asdict(self))


def read_record(path: Path) -> ServerRecord | None:
    """The record in `path`, also a stale one; None where there is none that can be read."""
    document = read_json(path)
    if document is None:
        return None
    with contextlib.suppress(TypeError):
        return ServerRecord(**document)
    return None


def own_start() -> float:
    """When this process started, as `alive` will compare it."""
    return psutil.Process().create_time()
