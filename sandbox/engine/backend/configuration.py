"""A stack's configuration as its settings file keeps it: plain values, `{secure: CIPHERTEXT}`, and trees of both.

Pure data and rules; encryption is done by the callers' secrets provider, files are read elsewhere.
source   package `resource/config` of github.com/pulumi/pulumi/sdk/v3 (map.go, object.go)
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.engine.backend.config_keys import Step
from spec.errors import UsageError

Raw = Any
"""A value of the settings file: scalar, list, mapping, or `{"secure": ciphertext}`."""
Decrypt = Callable[[str], str]
SECURE = "secure"
_LARGEST = 2**64


@dataclass(frozen=True, slots=True)
class Value:
    """A configuration value in the clear.

    text     as a program reads it; objects and lists as JSON
    parsed   the object or list; None for a scalar
    """

    text: str
    secret: bool
    parsed: dict[str, Any] | list[Any] | None = None


def is_secure(raw: Raw) -> bool:
    """Whether this is a sealed value itself."""
    return isinstance(raw, Mapping) and set(raw) == {SECURE} and isinstance(raw[SECURE], str)


def holds_secret(raw: Raw) -> bool:
    """Whether a sealed value is anywhere in it."""
    if is_secure(raw):
        return True
    if isinstance(raw, Mapping):
        return any(holds_secret(inner) for inner in raw.values())
    return isinstance(raw, list) and any(holds_secret(inner) for inner in raw)


def opened(raw: Raw, decrypt: Decrypt) -> Raw:
    """The same tree with sealed values in the clear."""
    if is_secure(raw):
        return decrypt(raw[SECURE])
    return _mapped(raw, lambda inner: opened(inner, decrypt))


def resealed(raw: Raw, decrypt: Decrypt, encrypt: Decrypt) -> Raw:
    """The same tree with every sealed value sealed anew, for another passphrase."""
    if is_secure(raw):
        return {SECURE: encrypt(decrypt(raw[SECURE]))}
    return _mapped(raw, lambda inner: resealed(inner, decrypt, encrypt))


def _mapped(raw: Raw, change: Callable[[Raw], Raw]) -> Raw:
    if isinstance(raw, Mapping):
        return {key: change(inner) for key, inner in raw.items()}
    return [change(inner) for inner in raw] if isinstance(raw, list) else raw


def revealed(raw: Raw, decrypt: Decrypt) -> Value:
    """A program's view of the value."""
    clear = opened(raw, decrypt)
    return Value(as_text(clear), holds_secret(raw), clear if isinstance(clear, dict | list) else None)


def as_text(clear: Raw) -> str:
    """Scalars as Pulumi spells them (`true`, not `True`), everything else as compact JSON with sorted keys."""
    if isinstance(clear, str):
        return clear
    return json.dumps(clear, separators=(",", ":"), sort_keys=True, ensure_ascii=False)


def coerced(text: str) -> Raw:
    """What `--path` makes of a plain text below the first level: true, false and whole numbers get their type."""
    if text in ("true", "false"):
        return text == "true"
    digits = text.removeprefix("-")
    if (
        digits.isascii()
        and digits.isdigit()
        and (len(text) == 1 or not text.startswith("0"))
        and int(digits) < _LARGEST
    ):
        return int(text)
    return text


def found(root: Raw, path: Sequence[Step]) -> tuple[bool, Raw]:
    """Whether there is a value at `path`, and the value."""
    here = root
    for step in path:
        in_list = isinstance(here, list) and isinstance(step, int) and step < len(here)
        in_map = isinstance(here, dict) and isinstance(step, str) and step in here and not is_secure(here)
        if not in_list and not in_map:
            return False, None
        here = here[step]
    return True, here


def with_value(root: Raw, path: Sequence[Step], new: Raw, *, shown: str, top: bool = True) -> Raw:
    """`root` with `new` at `path`; missing lists and mappings are made, a list may grow by one.

    shown   the key as the user wrote it, for messages
    top     a plain value of the key itself gives way to a container, one further down is a mistake of the path
    """
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, str):
        holder = _container(root, {}, shown, top=top)
        if not rest and not holder and step == SECURE and isinstance(new, str):
            raise UsageError("", f'{shown}: maps with the single key "secure" are reserved')
        return {**holder, step: with_value(holder.get(step), rest, new, shown=shown, top=False)}
    items = _container(root, [], shown, top=top)
    if step > len(items):
        raise UsageError("", f"{shown}: array index out of range", f"the next free index is {len(items)}")
    old = items[step] if step < len(items) else None
    return [*items[:step], with_value(old, rest, new, shown=shown, top=False), *items[step + 1 :]]


def _container(root: Raw, empty: dict[str, Any] | list[Any], shown: str, *, top: bool) -> Any:
    """`root` where it is of the kind of `empty`; `empty` where there is nothing to keep."""
    if isinstance(root, type(empty)) and not is_secure(root):
        return root
    scalar = not isinstance(root, dict | list) or is_secure(root)
    if root is None or (scalar and top):
        return empty
    raise UsageError("", f"{shown}: expected {'an array' if isinstance(empty, list) else 'a map'}")


def without(root: Raw, path: Sequence[Step]) -> Raw:
    """`root` without what is at `path`; nothing there is nothing to do."""
    exists, _ = found(root, path)
    if not exists or not path:
        return root
    step, rest = path[0], path[1:]
    if isinstance(root, list):
        assert isinstance(step, int), "found() has checked it"
        return root[:step] + ([without(root[step], rest)] if rest else []) + root[step + 1 :]
    assert isinstance(step, str), "found() has checked it"
    return {k: without(v, rest) if k == step else v for k, v in root.items() if rest or k != step}
