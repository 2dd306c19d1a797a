"""Which resource types exist in which region, and their schemas, from the data files of cfn-lint.

cfn-lint 1.58 keeps `providers/<region>.json` (type -> digest) and `resources/<digest>.json` (the registry schema).
"""

from __future__ import annotations

import functools
import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from spec.errors import UsageError

BASE_REGION = "us-east-1"

# Copies of the us-east-1 list, not facts about the region: `eusc-*`, `us-iso*` and `eu-iso*`. `sam` is no region.
_NO_FACTS = ("eusc-", "us-iso", "eu-iso", "sam")


@functools.cache
def _root() -> Path:
    # Importing cfnlint costs half a second; only its data files are wanted.
    found = importlib.util.find_spec("cfnlint")
    if found is None or found.origin is None:
        raise UsageError("sandbox", "the package cfn-lint is not installed", "install requirements.txt again")
    return Path(found.origin).parent / "data" / "schemas"


@functools.cache
def _index(region: str) -> Mapping[str, str]:
    if region.startswith(_NO_FACTS):
        return {}
    path = _root() / "providers" / f"{region}.json"
    if not path.is_file():
        return {}
    index: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return index


@functools.cache
def _load(digest: str) -> Mapping[str, Any]:
    text = (_root() / "resources" / f"{digest}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@functools.cache
def regions() -> tuple[str, ...]:
    """Every region with a real list of types, sorted."""
    names = (path.stem for path in (_root() / "providers").glob("*.json"))
    return tuple(sorted(name for name in names if not name.startswith(_NO_FACTS)))


def types_in(region: str = BASE_REGION) -> frozenset[str]:
    """Names such as `AWS::Connect::Queue`; empty for a region that the registry does not know."""
    return frozenset(_index(region))


def raw_schema(type_name: str, region: str = BASE_REGION) -> Mapping[str, Any] | None:
    """The registry schema of a type as it is in that region, or None where the region lacks the type."""
    digest = _index(region).get(type_name)
    return _load(digest) if digest else None
