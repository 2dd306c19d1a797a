"""Permissions that a type's handlers need, from the registry schemas that cfn-lint ships as files."""

from __future__ import annotations

import functools
import importlib.util
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spec.errors import UsageError


def permissions(types: Iterable[str], region: str) -> frozenset[str]:
    """IAM actions with which all handlers of CloudFormation types (`AWS::Connect::Queue`) work.

    raises   UsageError for a region or a type that the registry does not know
    """
    listed = _types(region)
    found: set[str] = set()
    for type_ in types:
        if type_ not in listed:
            raise UsageError(f"deployment policy, {region}", f"{type_} is not offered there", "choose another region")
        handlers = _read(_data() / "resources" / f"{listed[type_]}.json")["handlers"]
        for handler in handlers.values():
            found.update(action for action in handler.get("permissions", ()) if ":" in action)
    return frozenset(found)


@functools.cache
def _types(region: str) -> dict[str, str]:
    """Type -> name of its schema file."""
    path = _data() / "providers" / f"{region}.json"
    if not path.is_file():
        raise UsageError("deployment policy", f"no region is called {region}", "write one such as us-west-2")
    listed: dict[str, str] = _read(path)
    return listed


def _data() -> Path:
    """cfn-lint's folder; finding it costs nothing, importing it half a second."""
    found = importlib.util.find_spec("cfnlint")
    assert found is not None
    assert found.submodule_search_locations is not None
    return Path(found.submodule_search_locations[0]) / "data" / "schemas"


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
