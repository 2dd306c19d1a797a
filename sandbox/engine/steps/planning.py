"""From what is, what should be, and the provider's diff to a decision: pure functions, no provider and no state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sandbox.engine.provider import Diff
from sandbox.engine.state.model import Resource
from sandbox.engine.state.urns import is_default_provider, provider_urn
from sandbox.engine.steps.goal import Goal
from sandbox.engine.steps.reporting import Op
from sandbox.engine.values.paths import covers


def effective_diff(diff: Diff, old: Resource, goal: Goal, provider: str, *, forced: bool) -> Diff:
    """The provider's diff, and what the program, the command line and the past add to it.

    provider  reference of the provider that the goal resolved to
    forced    `--replace` names this resource
    """
    if hits := _replace_on_changes(diff, goal.replace_on_changes):
        diff = replace(diff, replaces=_union(diff.replaces, hits))
    if provider_moved(old.provider, provider):
        detailed = {**diff.detailed, "provider": "update"}
        diff = replace(diff, changes=True, replaces=_union(diff.replaces, ("provider",)), detailed=detailed)
    if forced:
        diff = replace(diff, changes=True, replaces=diff.replaces or ("id",))
    if old.init_errors and not diff.changes:
        diff = replace(diff, changes=True)
    return diff


def provider_moved(old: str, new: str) -> bool:
    """Whether another provider serves it now; default providers (of any version) are one and the same."""
    if not old or provider_urn(old) == provider_urn(new):
        return False
    return not (is_default_provider(provider_urn(old)) and is_default_provider(provider_urn(new)))


def decide(diff: Diff) -> Op:
    if not diff.changes:
        return Op.SAME
    return Op.REPLACE if diff.replaces else Op.UPDATE


def _replace_on_changes(diff: Diff, patterns: Iterable[str]) -> tuple[str, ...]:
    return tuple(path for path in diff.detailed if any(covers(pattern, path) for pattern in patterns))


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
