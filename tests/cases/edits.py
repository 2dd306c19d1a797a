"""Edits of a spec by path: a value, `{empty: true}` for a key without one, or None to delete; `[+]` appends.

The result is YAML text with places of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

Parts = tuple[str | int, ...]


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the parser in C, where PyYAML has it
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class PlainLoader(_LOADER):  # type: ignore[misc]  # chosen at run time
    """Dates stay text, as the spec's own loader leaves them."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), PlainLoader)


def parts(path: str) -> Parts:
    found = re.findall(r"[^.\[\]]+", path)
    return tuple(int(part) if part.isdigit() else part for part in found)


def apply(data: Any, edits: Mapping[str, Any]) -> None:
    for path, value in edits.items():
        *way, last = parts(path)
        holder = data
        for part in way:
            holder = holder[part]
        if value is None:
            del holder[last]
        elif last == "+" or (isinstance(holder, list) and last == len(holder)):
            holder.append(value)
        else:
            holder[last] = None if value == {"empty": True} else value


def dump(data: Any) -> str:
    return yaml.dump(data, Dumper=_NoAliases, sort_keys=False, allow_unicode=True, width=100)


class _NoAliases(_DUMPER):  # type: ignore[misc]  # chosen at run time
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - signature of PyYAML
        return True


def place(text: str, path: Parts, *, key: bool = False) -> tuple[int, int]:
    """Line and column of the deepest part of a path, by PyYAML's own composer: an independent witness.

    key   the place of the last key itself, not of its value
    """
    node = yaml.compose(text, _LOADER)
    assert node is not None
    mark = node.start_mark
    for part in path:
        below = _below(node, part)
        if below is not None:
            mark, node = (below[0] if key else below[1]).start_mark, below[1]
    return mark.line + 1, mark.column + 1


def _below(node: yaml.Node, part: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(part)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None
