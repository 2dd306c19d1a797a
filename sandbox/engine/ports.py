"""What the step engine needs of its surroundings; the backend, settings and secrets modules give it.

Nothing here knows files, YAML or command lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

Write = Callable[[str], None]
"""Takes one line of text, without its newline."""


class Secrets(Protocol):
    """A stack's secrets provider; it derives its key when first used, because that is slow on purpose."""

    @property
    def state(self) -> str:
        """Salt and key check as the checkpoint keeps them under `secrets_providers.state.salt`; may be empty."""
        ...

    def encrypt(self, text: str) -> str: ...

    def decrypt(self, text: str) -> str: ...


class Stack(Protocol):
    """One stack of one project, its lock already held by whoever calls the engine."""

    @property
    def name(self) -> str: ...

    @property
    def project(self) -> str: ...

    @property
    def config(self) -> Mapping[str, str]:
        """Every value under its full key (`project:key`), as plain text; objects and lists as JSON text."""
        ...

    @property
    def secret_keys(self) -> frozenset[str]: ...

    @property
    def env(self) -> Mapping[str, str]: ...

    @property
    def base(self) -> str:
        """Directory that the program runs in; relative asset paths start here."""
        ...

    @property
    def where(self) -> str:
        """How messages call the place of the state (a path)."""
        ...

    @property
    def secrets(self) -> Secrets: ...

    def read(self) -> str:
        """The whole text of the stack's checkpoint file; empty for a stack that holds nothing yet."""
        ...

    def write(self, text: str) -> None:
        """Replace that text atomically and durably (fsync); raises OSError or CloudError and then leaves the old."""
        ...

    def sibling(self, name: str) -> Stack:
        """Another stack, for `StackReference`: "stack", "project/stack" or "organization/project/stack"."""
        ...
