"""Secrets inside property values: opened in memory, sealed on disk."""

from __future__ import annotations

import json
from typing import Any

from sandbox.engine.ports import Secrets
from sandbox.engine.values.model import SECRET, SIGNATURE


def dumps(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


class Crypter:
    """Seals and opens values; the same plaintext keeps its ciphertext, so that an unchanged state stays unchanged."""

    def __init__(self, secrets: Secrets) -> None:
        self.secrets = secrets
        self._sealed: dict[str, str] = {}

    def seal(self, value: Any) -> Any:
        if isinstance(value, dict):
            if value.get(SIGNATURE) == SECRET:
                return {SIGNATURE: SECRET, "ciphertext": self._encrypt(dumps(value.get("value")))}
            return {key: self.seal(item) for key, item in value.items()}
        return [self.seal(item) for item in value] if isinstance(value, list) else value

    def open(self, value: Any) -> Any:
        """Accepts a ciphertext, and the plaintext that `stack export --show-secrets` writes."""
        if isinstance(value, dict):
            if value.get(SIGNATURE) == SECRET:
                return {SIGNATURE: SECRET, "value": self._opened(value)}
            return {key: self.open(item) for key, item in value.items()}
        return [self.open(item) for item in value] if isinstance(value, list) else value

    def _encrypt(self, text: str) -> str:
        if text not in self._sealed:
            self._sealed[text] = self.secrets.encrypt(text)
        return self._sealed[text]

    def _opened(self, value: dict[str, Any]) -> Any:
        if "ciphertext" in value:
            text = self.secrets.decrypt(value["ciphertext"])
            self._sealed[text] = value["ciphertext"]
            return self.open(json.loads(text))
        if "plaintext" in value:
            return self.open(json.loads(value["plaintext"]))
        return self.open(value.get("value"))


def reveal(value: Any) -> Any:
    """Opened secrets in the form of `stack export --show-secrets`."""
    if isinstance(value, dict):
        if value.get(SIGNATURE) == SECRET:
            return {SIGNATURE: SECRET, "plaintext": dumps(value.get("value"))}
        return {key: reveal(item) for key, item in value.items()}
    return [reveal(item) for item in value] if isinstance(value, list) else value
