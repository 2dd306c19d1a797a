"""camelCase of a program's inputs to PascalCase of the API and back, for nested settings that are alike otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

Names = Mapping[str, str]


def pascal(value: Any, names: Names | None = None) -> Any:
    """Deep copy with API names. `names` gives the exceptions: {"id": "ID", "rules": "Rules"}; None values drop out."""
    names = names or {}
    if isinstance(value, Mapping):
        return {names.get(k) or k[:1].upper() + k[1:]: pascal(v, names) for k, v in value.items() if v is not None}
    return [pascal(item, names) for item in value] if isinstance(value, list) else value


def camel(value: Any, names: Names | None = None) -> Any:
    """Deep copy with input names; `names` as for `pascal`."""
    back = {api: own for own, api in (names or {}).items()}
    if isinstance(value, Mapping):
        return {back.get(k) or k[:1].lower() + k[1:]: camel(v, names) for k, v in value.items()}
    return [camel(item, names) for item in value] if isinstance(value, list) else value


def text(document: Any) -> str:
    """JSON text of a policy document, which a program may give as text or as an object."""
    return document if isinstance(document, str) else json.dumps(document, separators=(",", ":"))


def meaning(document: Any) -> Any:
    """What a JSON text says, for comparison; the text itself when it is no JSON."""
    if not isinstance(document, str):
        return document
    try:
        return json.loads(document)
    except ValueError:
        return document


def as_given(live: Any, given: Any) -> Any:
    """The value as the program wrote it where the service only filled in empty settings; else the live value."""
    return given if _fits(live, given) else live


def _fits(live: Any, given: Any) -> bool:
    if isinstance(live, Mapping) and isinstance(given, Mapping):
        added = [value for key, value in live.items() if given.get(key) is None]
        return not any(added) and all(_fits(live.get(k), v) for k, v in given.items() if v is not None)
    if isinstance(live, list) and isinstance(given, list):
        return len(live) == len(given) and all(map(_fits, live, given))
    return bool(live == given)


def tag_list(tags: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def tag_map(tags: Iterable[Mapping[str, str]] | None) -> dict[str, str]:
    """Tags of either spelling (Key/Value, TagKey/TagValue), without those that AWS or this provider set."""
    pairs = ((tag.get("Key", tag.get("TagKey", "")), tag.get("Value", tag.get("TagValue", ""))) for tag in tags or ())
    return own_tags(dict(pairs))


def own_tags(tags: Mapping[str, str] | None) -> dict[str, str]:
    return {key: value for key, value in (tags or {}).items() if not key.startswith(("aws:", "civicline:urn"))}
