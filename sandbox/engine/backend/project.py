"""`Pulumi.yaml`: the project's name, runtime, backend, where stack settings lie, and configuration defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.engine.backend import yaml_files
from sandbox.engine.backend.config_keys import full_key
from spec.errors import UsageError


@dataclass(frozen=True, slots=True)
class Declared:
    """One entry of the project's `config:` block. `value` is None when a stack has to give one."""

    key: str
    shown: str
    value: Any = None
    type: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """A project file, read and checked."""

    file: Path
    name: str
    runtime: str
    runtime_options: Mapping[str, Any]
    main: str
    backend: str
    settings_folder: Path
    declared: tuple[Declared, ...]

    @property
    def folder(self) -> Path:
        return self.file.parent

    @property
    def entry(self) -> Path:
        """File or folder of the program."""
        return self.folder / self.main if self.main else self.folder

    @property
    def base(self) -> Path:
        """Folder that the program runs in."""
        return self.entry if self.entry.is_dir() else self.entry.parent


def find_project(start: Path) -> Project:
    """The project of the nearest folder upward that has one."""
    for folder in (start, *start.parents):
        file = yaml_files.existing(folder, "Pulumi")
        if file is not None:
            return _parse(file, yaml_files.load(file) or {})
    raise UsageError(
        "", f"no Pulumi.yaml project file found (searching upwards from {start})", "run this in a project's folder"
    )


def _parse(file: Path, content: Mapping[str, Any]) -> Project:
    name, runtime = content.get("name"), content.get("runtime")
    if not isinstance(name, str) or not name:
        raise UsageError(str(file), "project is missing a 'name' attribute", "add `name: <project>`")
    if not runtime:
        raise UsageError(str(file), "project is missing a 'runtime' attribute", "add `runtime: python`")
    options = runtime.get("options") if isinstance(runtime, dict) else None
    backend = content.get("backend")
    return Project(
        file=file,
        name=name,
        runtime=str(runtime.get("name", "") if isinstance(runtime, dict) else runtime),
        runtime_options=options if isinstance(options, dict) else {},
        main=str(content.get("main") or ""),
        backend=str(backend.get("url") or "") if isinstance(backend, dict) else "",
        settings_folder=file.parent / _settings_folder(file, content),
        declared=tuple(_declared(content.get("config"), name)),
    )


def _settings_folder(file: Path, content: Mapping[str, Any]) -> str:
    """`stackConfigDir`, once spelled `config` as a plain text."""
    old, new = content.get("config"), content.get("stackConfigDir")
    if isinstance(old, str) and new:
        raise UsageError(
            str(file),
            "Should not use both config and stackConfigDir to define the stack directory",
            "use only stackConfigDir",
        )
    return str(new or (old if isinstance(old, str) else ""))


def _declared(block: object, project: str) -> Iterator[Declared]:
    for shown, entry in (block if isinstance(block, dict) else {}).items():
        key = full_key(str(shown), project)
        if isinstance(entry, dict):
            value = entry["value"] if "value" in entry else entry.get("default")
            yield Declared(key, str(shown), value, str(entry.get("type") or ""), bool(entry.get("secret")))
        else:
            yield Declared(key, str(shown), entry)
