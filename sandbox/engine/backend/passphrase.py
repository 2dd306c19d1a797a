"""Pulumi's passphrase secrets provider: PBKDF2-SHA256 with 1,000,000 rounds, then AES-256-GCM.

A stack keeps `v1:SALT:CHECK`, where CHECK is the sealed word "pulumi"; a sealed text is `v1:NONCE:CIPHERTEXT`.
source   package `resource/config` of github.com/pulumi/pulumi/sdk/v3 (crypt.go), checked by tests/interop
"""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from spec.errors import UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ROUNDS = 1_000_000
SALT_BYTES, NONCE_BYTES, KEY_BYTES = 8, 12, 32
CHECK_WORD = "pulumi"
_VALUE, _FILE = "PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"


@functools.lru_cache(maxsize=16)
def _key(phrase: str, salt: bytes) -> bytes:
    """Half a second of work, done once per process for each stack."""
    return hashlib.pbkdf2_hmac("sha256", phrase.encode(), salt, ROUNDS, KEY_BYTES)


def phrase_from(env: Mapping[str, str]) -> str | None:
    """The passphrase that the environment gives, directly or by a file; None when it gives none."""
    if _VALUE in env:
        return env[_VALUE]
    if not env.get(_FILE):
        return None
    path = Path(env[_FILE])
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise UsageError("passphrase", f"cannot read {path}: {error.strerror}", f"correct {_FILE}") from error


class Passphrase:
    """Secrets provider of one stack; the key is derived when it is first needed."""

    def __init__(self, phrase: str | None, state: str) -> None:
        self._phrase, self._state = phrase, state
        self._lock = threading.Lock()
        self._ready: AESGCM | None = None

    @property
    def state(self) -> str:
        """Salt and check word; empty until a new stack seals its first secret."""
        return self._state

    def with_state(self, state: str) -> Passphrase:
        """The same passphrase with another salt."""
        return Passphrase(self._phrase, state)

    def ensure(self) -> str:
        """State with a salt, made now when there was none; proves the passphrase right."""
        self._cipher()
        return self._state

    def encrypt(self, text: str) -> str:
        return _seal(self._cipher(), text)

    def decrypt(self, text: str) -> str:
        cipher = self._cipher()
        try:
            return _unseal(cipher, text)
        except ValueError as error:
            raise UsageError("secrets", "a sealed value is damaged or of another stack", "set it again") from error

    def _cipher(self) -> AESGCM:
        with self._lock:
            if self._ready is None:
                self._ready = self._unlock()
            return self._ready

    def _unlock(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if self._phrase is None:
            raise UsageError("", f"passphrase must be set with {_VALUE} or {_FILE} environment variables")
        if not self._state:
            salt = os.urandom(SALT_BYTES)
            cipher = AESGCM(_key(self._phrase, salt))
            self._state = f"v1:{_text(salt)}:{_seal(cipher, CHECK_WORD)}"
            return cipher
        salt, check = _parse_state(self._state)
        cipher = AESGCM(_key(self._phrase, salt))
        try:
            right = _unseal(cipher, check) == CHECK_WORD
        except ValueError:
            right = False
        if not right:
            raise UsageError("", "incorrect passphrase", f"set {_VALUE} to the passphrase this stack was made with")
        return cipher


def _parse_state(state: str) -> tuple[bytes, str]:
    version, _, rest = state.partition(":")
    salt, _, check = rest.partition(":")
    damaged = UsageError("secrets", "the encryption salt is damaged", "restore encryptionsalt from a copy")
    if version != "v1" or not check:
        raise damaged
    try:
        return base64.b64decode(salt, validate=True), check
    except binascii.Error as error:
        raise damaged from error


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _seal(cipher: AESGCM, text: str) -> str:
    nonce = os.urandom(NONCE_BYTES)
    return f"v1:{_text(nonce)}:{_text(cipher.encrypt(nonce, text.encode(), None))}"


def _unseal(cipher: AESGCM, sealed: str) -> str:
    """Raises ValueError for anything that this key did not seal."""
    from cryptography.exceptions import InvalidTag

    parts = sealed.split(":")
    if len(parts) != 3 or parts[0] != "v1":  # noqa: PLR2004 - version, nonce, ciphertext
        raise ValueError(sealed)
    try:
        return cipher.decrypt(base64.b64decode(parts[1]), base64.b64decode(parts[2]), None).decode()
    except InvalidTag as error:
        raise ValueError(sealed) from error
