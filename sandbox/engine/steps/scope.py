"""Which resources an operation may touch: `--target`, `--exclude`, their dependents, and `--exclude-protected`."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from sandbox.engine.state.model import Resource
from sandbox.engine.state.urns import STACK_TYPE, is_default_provider, type_of
from sandbox.engine.steps.options import Options


class Scope:
    """Grows while a program runs: with `--target-dependents` whatever depends on a target is one too."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._targets, self._excludes = _Names(options.targets), _Names(options.excludes)
        self._lock = threading.Lock()

    @property
    def limited(self) -> bool:
        return bool(self._options.targets or self._options.excludes)

    def covers(self, resource: Resource) -> bool:
        """For a resource that the program registers, after everything that it depends on."""
        if is_default_provider(resource.urn) or type_of(resource.urn) == STACK_TYPE:
            return True
        with self._lock:
            return self._not_excluded(resource) and self._targeted(resource)

    def _targeted(self, resource: Resource) -> bool:
        if not self._options.targets or resource.urn in self._targets:
            return True
        if self._options.target_dependents and any(urn in self._targets for urn in resource.references()):
            self._targets.add(resource.urn)
            return True
        return False

    def _not_excluded(self, resource: Resource) -> bool:
        if resource.urn in self._excludes:
            return False
        if self._options.exclude_dependents and any(urn in self._excludes for urn in resource.references()):
            self._excludes.add(resource.urn)
            return False
        return True

    def deletable(self, doomed: Sequence[Resource], present: Sequence[Resource]) -> tuple[Resource, ...]:
        """Those of `doomed` that may go; `present` is the whole state, each resource after what it refers to.

        What an excluded resource needs stays as well, or the state would refer to nothing.
        """
        wanted = list(doomed)
        if self._options.targets:
            targeted = self._targeted_with_dependents(present)
            wanted = [resource for resource in doomed if resource.delete or resource.urn in targeted]
        kept = {r.urn for r in doomed if r.urn in self._excludes or (self._options.exclude_protected and r.protect)}
        if self._options.exclude_dependents:
            kept = closure(kept, present)
        kept = needed(kept, present) if kept else kept
        return tuple(resource for resource in wanted if resource.delete or resource.urn not in kept)

    def _targeted_with_dependents(self, present: Sequence[Resource]) -> set[str]:
        chosen = {resource.urn for resource in present if resource.urn in self._targets}
        return closure(chosen, present) if self._options.target_dependents else chosen


class _Names:
    """URNs, some of them with wildcards."""

    def __init__(self, names: Iterable[str]) -> None:
        self._exact = {name for name in names if "*" not in name}
        self._patterns = [name for name in names if "*" in name]

    def add(self, urn: str) -> None:
        self._exact.add(urn)

    def __contains__(self, urn: str) -> bool:
        return urn in self._exact or any(fnmatchcase(urn, pattern) for pattern in self._patterns)


def closure(urns: Iterable[str], present: Sequence[Resource]) -> set[str]:
    """`urns` and everything that depends on them, directly or not."""
    chosen = set(urns)
    users: defaultdict[str, set[str]] = defaultdict(set)
    for resource in present:
        for urn in resource.references():
            users[urn].add(resource.urn)
    return _reach(chosen, users)


def needed(urns: Iterable[str], present: Sequence[Resource]) -> set[str]:
    """`urns` and everything that they depend on, directly or not."""
    uses: defaultdict[str, set[str]] = defaultdict(set)
    for resource in present:
        uses[resource.urn].update(resource.references())
    return _reach(set(urns), uses)


def _reach(chosen: set[str], edges: defaultdict[str, set[str]]) -> set[str]:
    waiting = list(chosen)
    while waiting:
        for urn in edges[waiting.pop()] - chosen:
            chosen.add(urn)
            waiting.append(urn)
    return chosen


def left_behind(doomed: Sequence[Resource], present: Sequence[Resource]) -> tuple[str, str] | None:
    """A resource that would go, and one that stays although it needs it; None when all is well."""
    going = {resource.urn for resource in doomed if not resource.delete}
    for resource in present:
        if resource.urn not in going and not resource.delete:
            for urn in resource.references():
                if urn in going:
                    return urn, resource.urn
    return None
