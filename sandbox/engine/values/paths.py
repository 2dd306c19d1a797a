"""Property paths (`rules[0].name`, `tags["cost center"]`): read, set, and the difference of two values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sandbox.engine.values.model import SIGNATURE, Properties

PART = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[([^\]]+)\]|([^.\[\]]+)')


def split_path(path: str) -> tuple[str, ...]:
    return tuple(quoted or index or name for quoted, index, name in PART.findall(path))


def get_path(value: Any, path: Iterable[str]) -> Any:
    """The value at `path`, None where nothing is."""
    for part in path:
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def with_path(value: Any, path: tuple[str, ...], new: Any) -> Any:
    """A copy of `value` that has `new` at `path`; None removes a key. A path through nothing changes nothing.

    "*" stands for every key or index, as in Pulumi's `ignoreChanges`; `new` is then asked per place (see `restore`).
    """
    if not path:
        return new
    head, rest = path[0], path[1:]
    if isinstance(value, list):
        if not head.isdigit() or int(head) >= len(value):
            return value
        at = int(head)
        return [*value[:at], with_path(value[at], rest, new), *value[at + 1 :]]
    if not isinstance(value, dict) and value is not None:
        return value
    have = dict(value or {})
    inner = with_path(have.get(head), rest, new)
    if inner is None:
        have.pop(head, None)
    else:
        have[head] = inner
    return have


def restore(news: Properties, olds: Properties, paths: Iterable[str]) -> Properties:
    """`ignoreChanges`: `news` with the value of `olds` at every path."""
    for path in paths:
        for concrete in _expand(split_path(path), news, olds):
            news = with_path(news, concrete, get_path(olds, concrete))
    return news


def _expand(path: tuple[str, ...], *values: Any) -> Iterable[tuple[str, ...]]:
    if not path:
        yield ()
        return
    heads = [path[0]] if path[0] != "*" else sorted({key for value in values for key in _keys(value)})
    for head in heads:
        for rest in _expand(path[1:], *(get_path(value, (head,)) for value in values)):
            yield (head, *rest)


def _keys(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(index) for index in range(len(value))]
    return list(value) if isinstance(value, dict) else []


def covers(pattern: str, path: str) -> bool:
    """Whether a change at `path` touches what `pattern` names (either may be the longer one)."""
    if pattern == "*":
        return True
    return all(a in ("*", b) or b == "*" for a, b in zip(split_path(pattern), split_path(path), strict=False))


def diff_paths(old: Any, new: Any, at: str = "") -> dict[str, str]:
    """Path -> "add", "delete" or "update" between two comparable values."""
    found: dict[str, str] = {}
    if isinstance(old, dict) and isinstance(new, dict) and SIGNATURE not in new and SIGNATURE not in old:
        for key in sorted(old.keys() | new.keys()):
            _differ(found, _join(at, key), key in old, key in new, old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            in_old, in_new = index < len(old), index < len(new)
            _differ(
                found, f"{at}[{index}]", in_old, in_new, old[index] if in_old else None, new[index] if in_new else None
            )
    elif old != new:
        found[at] = "update"
    return found


def _differ(found: dict[str, str], path: str, in_old: bool, in_new: bool, old: Any, new: Any) -> None:
    if not in_new:
        found[path] = "delete"
    elif not in_old:
        found[path] = "add"
    elif old != new:
        found.update(diff_paths(old, new, path))


def _join(at: str, key: str) -> str:
    """Keys that would not survive `split_path` are quoted."""
    if not key or re.search(r'[.\[\]"]', key):
        return f'{at}["{key}"]'
    return f"{at}.{key}" if at else key
