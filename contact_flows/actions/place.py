"""Which part of the spec an action was compiled from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from contact_flows.language.document import Action


def from_spec(spec_path: str, actions: Iterable[Action]) -> list[Action]:
    """The actions with their place in the spec; one that already has a place, which is narrower, keeps it."""
    return [action if action.spec_path else replace(action, spec_path=spec_path) for action in actions]
