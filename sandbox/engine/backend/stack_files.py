"""Where one stack lies in a `file://` backend, and its checkpoint file with the copy of the state before the last save.

source   the layout of Pulumi's self-managed ("DIY") backend: .pulumi/{stacks,history,locks}/..., meta.yaml, *.json.bak
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.engine.backend.files import read_text, replace_text
from sandbox.engine.state.checkpoint import CHECKPOINT_VERSION, latest, unreadable

ORGANIZATION = "organization"
"""The only organization that a file backend knows."""


@dataclass(frozen=True, slots=True)
class StackFiles:
    """Files of one stack; `root` is the backend's `.pulumi` folder."""

    root: Path
    project: str
    name: str

    @property
    def qualified(self) -> str:
        return f"{ORGANIZATION}/{self.project}/{self.name}"

    @property
    def state(self) -> Path:
        return self.root / "stacks" / self.project / f"{self.name}.json"

    @property
    def backup(self) -> Path:
        return self.state.with_name(f"{self.name}.json.bak")

    @property
    def tags(self) -> Path:
        return self.state.with_name(f"{self.name}.pulumi-tags")

    @property
    def history(self) -> Path:
        return self.root / "history" / self.project / self.name

    @property
    def locks(self) -> Path:
        return self.root / "locks" / ORGANIZATION / self.project / self.name

    def exists(self) -> bool:
        return self.state.is_file()

    def read(self) -> str:
        """Text of the checkpoint file; empty when there is none. An empty file is a damaged one, no empty stack."""
        text = read_text(self.state)
        if text is None:
            return ""
        if not text.strip():
            raise unreadable(self.where, "the file is empty")
        return text

    def write(self, text: str) -> None:
        """Replace the checkpoint; the one before stays as the backup."""
        self._keep_backup()
        replace_text(self.state, text)

    def write_deployment(self, deployment: Mapping[str, Any] | None) -> None:
        """Replace the checkpoint by one that holds `deployment`, or nothing yet."""
        checkpoint: dict[str, Any] = {"stack": self.qualified}
        if deployment is not None:
            checkpoint["latest"] = deployment
        self.write(json.dumps({"version": CHECKPOINT_VERSION, "checkpoint": checkpoint}, ensure_ascii=False))

    @property
    def where(self) -> str:
        """How messages call the state: the file, and the copy to go back to."""
        return f"{self.state} (before the last save: {self.backup})" if self.backup.is_file() else str(self.state)

    def deployment(self) -> Mapping[str, Any]:
        """The deployment that the checkpoint holds, secrets sealed; empty before the first operation."""
        return latest(self.read(), self.where)

    def _keep_backup(self) -> None:
        """A second name for the old file, or a copy where there are no links; a save succeeds without one."""
        if not self.state.is_file():
            return
        passing = self.backup.with_name(f".{self.backup.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            passing.unlink(missing_ok=True)
            try:
                os.link(self.state, passing)
            except OSError:
                shutil.copyfile(self.state, passing)
            passing.replace(self.backup)
