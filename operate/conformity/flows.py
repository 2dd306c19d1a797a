"""Flow content in a form that compares: ARNs as `kind:id`, keys sorted, layout dropped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def canonical(content: str, references: Mapping[str, str]) -> str:
    """Canonical text of a flow; a foreign document that is not JSON is returned as it is, so that it differs.

    references   ARN -> `kind:id`
    """
    try:
        document = json.loads(content)
    except ValueError:
        return content
    if isinstance(document, dict):
        document.pop("Metadata", None)
    return json.dumps(_named(document, references), sort_keys=True, separators=(",", ":"))


def _named(value: Any, references: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return references.get(value, value)
    if isinstance(value, list):
        return [_named(part, references) for part in value]
    if isinstance(value, dict):
        return {key: _named(part, references) for key, part in value.items()}
    return value
