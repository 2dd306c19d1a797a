"""Project and stack settings files: YAML or, by their name, JSON. Every fault names the file and the place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from sandbox.engine.backend.files import read_text, replace_text
from spec.errors import UsageError

EXTENSIONS = (".yaml", ".yml", ".json")
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_YAML_11_ONLY = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:merge")


class _Loader(_Safe):  # type: ignore[misc]  # chosen at run time
    """YAML as Pulumi reads it: `no` and `2027-01-01` are texts; only true and false are truth values."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in pairs if tag not in _YAML_11_ONLY]
        for first, pairs in _Safe.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def load(path: Path) -> dict[str, Any] | None:
    """The mapping that the file holds; an empty one for an empty file; None when there is no file."""
    text = read_text(path)
    if text is None:
        return None
    try:
        content = json.loads(text) if path.suffix == ".json" and text.strip() else yaml.load(text, Loader=_Loader)  # noqa: S506 - safe loader, in C
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise UsageError(place, f"not valid YAML: {error.problem}", "correct the file") from error
    except (yaml.YAMLError, ValueError) as error:
        raise UsageError(str(path), f"cannot be read: {error}", "correct the file") from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise UsageError(str(path), "must hold a mapping of settings", "start it with `config:`")
    return content


def save(path: Path, content: Mapping[str, Any]) -> None:
    if path.suffix == ".json":
        replace_text(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n", private=False)
    else:
        text = yaml.dump(dict(content), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)
        replace_text(path, text, private=False)


def existing(folder: Path, stem: str) -> Path | None:
    """`stem` with the first extension under which there is a file."""
    return next((p for p in (folder / f"{stem}{ext}" for ext in EXTENSIONS) if p.is_file()), None)
