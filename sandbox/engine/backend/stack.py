"""One stack, opened: its settings, configuration, secrets and state, as commands and the step engine need them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.engine.backend import yaml_files
from sandbox.engine.backend.config_types import with_declared
from sandbox.engine.backend.configuration import Raw, Value, revealed
from sandbox.engine.backend.folder import Backend
from sandbox.engine.backend.passphrase import Passphrase, phrase_from
from sandbox.engine.backend.project import Project
from sandbox.engine.backend.stack_files import StackFiles
from spec.errors import UsageError

SALT = "encryptionsalt"


class Settings:
    """`Pulumi.<stack>.yaml`: configuration and the salt of its secrets. Changed in memory, written by `save`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._content: dict[str, Any] = yaml_files.load(path) or {}
        config = self._content.get("config")
        if config is not None and not isinstance(config, dict):
            raise UsageError(str(path), "`config` must be a mapping of keys to values", "correct the file")
        provider = self._content.get("secretsprovider") or "passphrase"
        if provider not in ("passphrase", "default"):
            raise UsageError(
                str(path), f"unsupported secrets provider '{provider}'", "this engine knows passphrase only"
            )

    @property
    def config(self) -> dict[str, Raw]:
        return {str(key): value for key, value in (self._content.get("config") or {}).items()}

    @property
    def salt(self) -> str:
        return str(self._content.get(SALT) or "")

    def save(self, *, config: Mapping[str, Raw] | None = None, salt: str = "") -> None:
        if config is not None:
            self._content.pop("config", None)
            if config:
                self._content["config"] = dict(config)
        if salt:
            self._content[SALT] = salt
        yaml_files.save(self.path, self._content)


def settings_path(project: Project, stack: str) -> Path:
    """Where a stack's settings lie, or will."""
    folder = project.settings_folder
    return yaml_files.existing(folder, f"Pulumi.{stack}") or folder / f"Pulumi.{stack}.yaml"


@dataclass(frozen=True)
class OpenStack:
    """Implements `ports.Stack`.

    settings        the stack's settings file, or the one that `--config-file` names
    secrets         seals the state
    config_secrets  seals the settings; the same object unless `--config-file` names a file with a salt of its own
    """

    files: StackFiles
    owner: Project
    backend: Backend
    settings: Settings
    secrets: Passphrase
    config_secrets: Passphrase
    env: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.files.name

    @property
    def project(self) -> str:
        return self.files.project

    @functools.cached_property
    def values(self) -> Mapping[str, Value]:
        """Configuration in the clear: the settings file's, and the project's where the stack says nothing."""
        decrypt = self.config_secrets.decrypt
        opened = {key: revealed(raw, decrypt) for key, raw in sorted(self.settings.config.items())}
        return with_declared(opened, self.owner.declared, self.name)

    @functools.cached_property
    def config(self) -> Mapping[str, str]:
        return {key: value.text for key, value in self.values.items()}

    @functools.cached_property
    def secret_keys(self) -> frozenset[str]:
        return frozenset(key for key, value in self.values.items() if value.secret)

    @property
    def base(self) -> str:
        return str(self.owner.base)

    @property
    def where(self) -> str:
        return self.files.where

    def read(self) -> str:
        return self.files.read()

    def write(self, text: str) -> None:
        self.files.write(text)

    def sibling(self, name: str) -> OpenStack:
        return open_stack(self.backend.stack(name, self.project), self.owner, self.backend, self.env)


def open_stack(
    files: StackFiles, project: Project, backend: Backend, env: Mapping[str, str], config_file: Path | None = None
) -> OpenStack:
    """Read the stack's settings; nothing is decrypted yet. Raises UsageError when the backend has no such stack."""
    if not files.exists():
        raise UsageError("", f"no stack named '{files.name}' found", f"create it: pulumi stack init {files.name}")
    own = Settings(settings_path(project, files.name))
    phrase = phrase_from(env)
    secrets = Passphrase(phrase, own.salt or _salt_of(files))
    chosen = Settings(config_file) if config_file else own
    config_secrets = secrets if chosen.salt in ("", secrets.state) else Passphrase(phrase, chosen.salt)
    return OpenStack(files, project, backend, chosen, secrets, config_secrets, env)


def _salt_of(files: StackFiles) -> str:
    """The salt that the state was sealed with, for a stack whose settings file is gone or new."""
    provider = files.deployment().get("secrets_providers")
    state = provider.get("state") if isinstance(provider, dict) else None
    return str(state.get("salt") or "") if isinstance(state, dict) else ""
