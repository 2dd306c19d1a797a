"""What was done to a stack: one small file per operation, and the checkpoint as it was afterwards."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.engine.backend.files import read_text, replace_text
from sandbox.engine.backend.stack_files import StackFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One operation. Times are whole seconds since 1970; `config` is as sealed as in the settings file."""

    kind: str
    started: int
    ended: int
    result: str
    message: str = ""
    version: int = 0
    environment: Mapping[str, str] = field(default_factory=dict)
    config: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, int] = field(default_factory=dict)


def record(files: StackFiles, update: Update) -> None:
    """Append one operation to the stack's history."""
    stem = f"{files.name}-{time.time_ns()}"
    entry = {
        "kind": update.kind,
        "startTime": update.started,
        "message": update.message,
        "environment": dict(update.environment),
        "config": dict(update.config),
        "result": update.result,
        "endTime": update.ended,
        "resourceChanges": dict(update.changes),
    }
    replace_text(files.history / f"{stem}.checkpoint.json", files.read())
    replace_text(files.history / f"{stem}.history.json", json.dumps(entry, ensure_ascii=False))


def updates(files: StackFiles, *, page: int = 1, size: int = 0) -> tuple[Update, ...]:
    """Newest first; `size` 0 means all. A damaged entry is left out: history is a record, not state."""
    found = files.history.glob("*.history.json") if files.history.is_dir() else ()
    paths = sorted(found, key=_moment, reverse=True)
    total = len(paths)
    first = (max(1, page) - 1) * size
    chosen = list(enumerate(paths))[first : first + size] if size > 0 else list(enumerate(paths))
    return tuple(update for index, path in chosen if (update := _parse(read_text(path) or "", total - index)))


def _moment(path: Path) -> str:
    """The nanoseconds in the name; what stands before them is the stack's name at that time."""
    return path.name.rpartition("-")[2]


def _parse(text: str, version: int) -> Update | None:
    try:
        entry = json.loads(text)
        return Update(
            kind=entry["kind"],
            started=entry["startTime"],
            ended=entry["endTime"],
            result=entry["result"],
            message=entry.get("message") or "",
            version=version,
            environment=entry.get("environment") or {},
            config=entry.get("config") or {},
            changes=entry.get("resourceChanges") or {},
        )
    except (ValueError, KeyError, TypeError):
        return None
