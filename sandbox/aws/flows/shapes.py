"""Whether a JSON document has the shape of a flow: the service reads it into its own types before it looks closer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def is_flow(document: Any) -> bool:
    """Missing members are another matter: the checker names them."""
    if not isinstance(document, dict) or not _have(document, str, "StartAction"):
        return False
    return _have(document, list, "Actions") and all(_is_action(action) for action in document.get("Actions") or ())


def _have(value: Mapping[str, Any], kind: type, *names: str) -> bool:
    """Whether each of these members is missing, null, or of the kind."""
    return all(value.get(name) is None or isinstance(value[name], kind) for name in names)


def _is_action(action: Any) -> bool:
    if not isinstance(action, dict) or not _have(action, str, "Identifier", "Type"):
        return False
    if not _have(action, dict, "Parameters", "Transitions"):
        return False
    return _are_transitions(action.get("Transitions") or {})


def _are_transitions(transitions: Mapping[str, Any]) -> bool:
    if not _have(transitions, str, "NextAction") or not _have(transitions, list, "Conditions", "Errors"):
        return False
    return all(_is_branch(one) for name in ("Conditions", "Errors") for one in transitions.get(name) or ())


def _is_branch(branch: Any) -> bool:
    if not isinstance(branch, dict) or not _have(branch, str, "NextAction") or not _have(branch, dict, "Condition"):
        return False
    condition = branch.get("Condition") or {}
    return _have(condition, str, "Operator") and _have(condition, list, "Operands")
