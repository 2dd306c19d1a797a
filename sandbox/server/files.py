"""The sandbox's files under the home folder, and how one is replaced at once."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.server.journal import OWNER_ONLY
from spec.errors import CloudError


@dataclass(frozen=True)
class SandboxFiles:
    """Names only; `make` creates the folder."""

    home: Path

    @property
    def folder(self) -> Path:
        return self.home / "sandbox"

    @property
    def journal(self) -> Path:
        return self.folder / "journal.jsonl"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def running(self) -> Path:
        """Who serves, and where: see `record.py`."""
        return self.folder / "server.json"

    @property
    def failed(self) -> Path:
        """Why the last start did not succeed."""
        return self.folder / "failed.json"

    @property
    def preferences(self) -> Path:
        """The port and the idle time of the last start, kept so that an address stays the same."""
        return self.folder / "preferences.json"

    @property
    def server_lock(self) -> Path:
        """Held by the server as long as it lives; the system lets go of it even after a kill -9."""
        return self.folder / "server.lock"

    @property
    def start_lock(self) -> Path:
        """Held while someone starts or stops the server."""
        return self.folder / "start.lock"

    def make(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            hint = "check the folder's permissions, or set CIVICLINE_HOME to another one"
            raise CloudError(str(self.folder), f"can't be created: {error.strerror or error}", hint) from error


def write_json(path: Path, document: dict[str, Any]) -> None:
    """Replace `path` at once: a reader finds the old document or the new one, never half of one."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "w", encoding="utf-8") as file:
        json.dump(document, file, indent=2)
    draft.replace(path)


def read_json(path: Path) -> dict[str, Any] | None:
    """None where there is no such file, or nothing usable in it."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return document if isinstance(document, dict) else None
