"""The `file://` backend: a folder of stacks. Any other backend is refused: state stays on this machine."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sandbox.engine.backend import yaml_files
from sandbox.engine.backend.files import read_text, replace_text
from sandbox.engine.backend.project import Project
from sandbox.engine.backend.stack_files import ORGANIZATION, StackFiles
from spec.errors import UsageError

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_DRIVE = re.compile(r"/?[A-Za-z]:[/\\]")
_VARIABLE = "PULUMI_BACKEND_URL"


@dataclass(frozen=True, slots=True)
class Backend:
    """Stacks below one `.pulumi` folder. Shared by all projects."""

    url: str
    root: Path

    def stack(self, name: str, project: str) -> StackFiles:
        """Files of the stack that `name`, `project/name` or `organization/project/name` names."""
        parts = name.split("/")
        if len(parts) == 3 and parts[0] != ORGANIZATION:  # noqa: PLR2004 - organization/project/stack
            raise UsageError(
                "", f"invalid stack name '{name}': the organization must be '{ORGANIZATION}'", "leave it out"
            )
        if len(parts) > 3 or not all(_NAME.fullmatch(part) and part.strip(".") for part in parts):  # noqa: PLR2004 - as above
            raise UsageError(
                "",
                f"invalid stack name '{name}': may only contain alphanumeric, hyphens, underscores, or periods",
            )
        return StackFiles(self.root, parts[-2] if len(parts) > 1 else project, parts[-1])

    def stacks(self, project: str | None) -> tuple[StackFiles, ...]:
        """All stacks of a project, or of every project; by name."""
        base = self.root / "stacks"
        folders = [base / project] if project else sorted(base.iterdir()) if base.is_dir() else []
        return tuple(
            StackFiles(self.root, folder.name, file.stem)
            for folder in folders
            if folder.is_dir()
            for file in sorted(folder.glob("*.json"))
            if not file.name.startswith(".")
        )

    def prepare(self) -> None:
        """Write the marker that tells Pulumi how the folder is laid out (stacks by project)."""
        marker = self.root / "meta.yaml"
        if not marker.exists():
            yaml_files.save(marker, {"version": 1})


def open_backend(project: Project | None, cwd: Path, env: Mapping[str, str]) -> Backend:
    """The backend that the environment, else the project, else the home folder gives."""
    chosen, base = env.get(_VARIABLE, ""), cwd
    if not chosen and project is not None and project.backend:
        chosen, base = project.backend, project.folder
    url = chosen or "file://~"
    if not url.startswith("file://"):
        raise UsageError(
            "",
            f"this engine keeps state in file:// backends only, not in '{url}'",
            f"set {_VARIABLE}=file://<folder>, or use the Pulumi CLI for this stack",
        )
    return Backend(url, base / _expanded(_path(url), env) / ".pulumi")


def _path(url: str) -> str:
    """The folder of a `file://` URL; a drive letter may stand where a host would."""
    parts = urlsplit(url)
    text = unquote(parts.netloc + parts.path)
    return text.removeprefix("/") if os.name == "nt" and _DRIVE.match(text) else text or "."


def home_of(env: Mapping[str, str]) -> Path:
    """The user's home folder, as the given environment has it."""
    named = env.get("HOME") or env.get("USERPROFILE")
    return Path(named) if named else Path.home()


def _expanded(path: str, env: Mapping[str, str]) -> Path:
    if path == "~" or path.startswith(("~/", "~\\")):
        return home_of(env) / path[2:]
    return Path(path)


class Selection:
    """Which stack of a project is current, kept per project file in the user's Pulumi folder."""

    def __init__(self, project: Project, env: Mapping[str, str]) -> None:
        home = Path(env.get("PULUMI_HOME") or home_of(env) / ".pulumi")
        # The name of the file is Pulumi's; the digest is an identifier, nobody is protected by it.
        digest = hashlib.sha1(str(project.file).encode(), usedforsecurity=False).hexdigest()
        self._file = home / "workspaces" / f"{project.name}-{digest}-workspace.json"

    def current(self) -> str:
        """Name of the current stack, empty when there is none."""
        try:
            content = json.loads(read_text(self._file) or "{}")
        except ValueError:
            return ""
        return str(content.get("stack") or "") if isinstance(content, dict) else ""

    def choose(self, stack: StackFiles | None) -> None:
        replace_text(self._file, json.dumps({"stack": stack.qualified} if stack else {}))
