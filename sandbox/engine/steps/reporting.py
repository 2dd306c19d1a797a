"""Tells people and listeners what happens: one event per step begun, ended or failed, one line per change."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sandbox.engine.ports import Write
from sandbox.engine.protocol.events import Events
from sandbox.engine.provider import NO_DIFF, Diff
from sandbox.engine.state.model import Resource
from sandbox.engine.state.urns import is_default_provider, name_of, type_of
from sandbox.engine.values.model import mask
from sandbox.engine.values.paths import covers


class Op(StrEnum):
    """Step names of Pulumi's engine events."""

    SAME = "same"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    REPLACE = "replace"
    CREATE_REPLACEMENT = "create-replacement"
    DELETE_REPLACED = "delete-replaced"
    READ = "read"
    REFRESH = "refresh"
    IMPORT = "import"
    REMOVE_PENDING = "remove-pending-replace"


PHYSICAL = frozenset({Op.CREATE_REPLACEMENT, Op.DELETE_REPLACED, Op.REMOVE_PENDING})
"""Halves of a replacement: shown, but not counted; the `replace` step counts."""


@dataclass(frozen=True, slots=True)
class Step:
    op: Op
    urn: str
    old: Resource | None
    new: Resource | None
    diff: Diff = NO_DIFF


class Reporter:
    def __init__(self, events: Events, write: Write, *, preview: bool) -> None:
        self._events, self._write, self._preview = events, write, preview
        self._lock = threading.Lock()
        self.changes: Counter[str] = Counter()
        self.steps: dict[str, list[str]] = {}
        """URN -> steps begun on it, in order."""

    def begin(self, step: Step) -> None:
        with self._lock:
            self.steps.setdefault(step.urn, []).append(str(step.op))
        if self._events.wanted:
            self._events.emit("resourcePreEvent", {"metadata": metadata(step), "planning": self._preview})

    def end(self, step: Step, *, count: bool = True) -> None:
        if self._events.wanted:
            self._events.emit("resOutputsEvent", {"metadata": metadata(step), "planning": self._preview})
        if count and step.op not in PHYSICAL and not is_default_provider(step.urn):
            with self._lock:
                self.changes[step.op] += 1
        if step.op is not Op.SAME and not is_default_provider(step.urn):
            self._write(f"    {step.op} {type_of(step.urn)} {name_of(step.urn)}")

    def failed(self, step: Step) -> None:
        self._events.emit("resOpFailedEvent", {"metadata": metadata(step), "status": 0, "steps": 1})

    def say(self, severity: str, message: str, urn: str = "", *, stream: int = 0, ephemeral: bool = False) -> None:
        """A diagnostic: severity "info", "info#err", "warning" or "error"."""
        body = {"urn": urn, "prefix": "", "message": f"{message}\n", "color": "raw", "severity": severity}
        self._events.emit("diagnosticEvent", {**body, "streamID": stream, "ephemeral": ephemeral})
        if ephemeral or severity == "debug":
            return
        about = f"  {type_of(urn)} ({name_of(urn)}): " if urn else ""
        for line in f"{about}{severity}: {message}".split("\n"):
            self._write(line)

    def summary(self, seconds: float) -> None:
        body = {"maybeCorrupt": False, "durationSeconds": int(seconds), "PolicyPacks": {}}
        self._events.emit("summaryEvent", {**body, "resourceChanges": dict(self.changes)})


def metadata(step: Step) -> dict[str, Any]:
    """`StepEventMetadata`."""
    one = step.new or step.old
    found: dict[str, Any] = {
        "op": step.op,
        "urn": step.urn,
        "type": type_of(step.urn),
        "provider": one.provider if one else "",
        "old": _state(step.old),
        "new": _state(step.new),
        "logical": step.op not in PHYSICAL,
    }
    if step.diff.changes:
        found["diffs"] = sorted({path.split(".")[0].split("[")[0] for path in step.diff.detailed})
        found["keys"] = list(step.diff.replaces) or None
        found["detailedDiff"] = {
            path: {"diffKind": kind + ("-replace" if _replaces(step.diff.replaces, path) else ""), "inputDiff": True}
            for path, kind in step.diff.detailed.items()
        }
    return found


def _replaces(replaces: Iterable[str], path: str) -> bool:
    return any(covers(property_, path) for property_ in replaces)


def _state(resource: Resource | None) -> dict[str, Any] | None:
    if resource is None:
        return None
    return {
        "type": resource.type,
        "urn": resource.urn,
        "id": resource.id,
        "parent": resource.parent,
        "provider": resource.provider,
        "custom": resource.custom,
        "delete": resource.delete,
        "protect": resource.protect,
        "retainOnDelete": resource.retain_on_delete,
        "inputs": mask(resource.inputs),
        "outputs": mask(resource.outputs),
        "initErrors": list(resource.init_errors) or None,
    }
