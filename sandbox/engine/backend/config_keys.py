"""Configuration keys (`project:name`) and paths into structured values (`name.list[0].field`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec.errors import UsageError

Step = str | int
_BARE = re.compile(r"[^.\[\]\"]+")
_INDEX = re.compile(r"\[(\d+)\]")
_QUOTED = re.compile(r'\["((?:[^"\\]|\\.)*)"\]')


def full_key(text: str, project: str) -> str:
    """`name` -> `project:name`; `ns:config:name` -> `ns:name`; raises UsageError for anything else."""
    match text.split(":"):
        case [name] if name:
            return f"{project}:{name}"
        case [namespace, name] | [namespace, "config", name] if namespace and name:
            return f"{namespace}:{name}"
        case _:
            raise UsageError(
                "",
                f"could not parse {text} as a configuration key "
                "(configuration keys should be of the form `<namespace>:<name>`)",
            )


def key_and_path(text: str, project: str, *, structured: bool) -> tuple[str, tuple[Step, ...]]:
    """Full key, and the path below it; without `structured` (`--path`) the whole text is the key."""
    if not structured:
        return full_key(text, project), ()
    namespace, colon, name = text.rpartition(":")
    first, *rest = parse_path(name)
    if not isinstance(first, str) or not first:
        raise UsageError("", f"invalid config key path '{text}': the first segment must be a name")
    return full_key(f"{namespace}{colon}{first}", project), tuple(rest)


def parse_path(text: str) -> Sequence[Step]:
    """Steps of `a.b[0]["c d"]`; raises UsageError for a path that is not well formed."""
    steps: list[Step] = []
    position = 0
    while position < len(text):
        if found := _INDEX.match(text, position):
            steps.append(int(found[1]))
        elif found := _QUOTED.match(text, position):
            steps.append(re.sub(r"\\(.)", r"\1", found[1]))
        elif found := _BARE.match(text, position + (text[position] == "." and bool(steps))):
            steps.append(found[0])
        else:
            break
        position = found.end()
    if not steps or position < len(text):
        raise UsageError("", f"invalid config key path '{text}'", 'write it like name.field[0] or name["a.b"]')
    return steps
