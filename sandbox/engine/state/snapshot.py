"""The state while an operation changes it: what the last run left, what this run has settled, what is under way.

Every method is short and holds one lock; none of them writes a file (see `saving`), so that no thread ever waits for a
disk while it holds the state.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sandbox.engine.state.model import Deployment, Operation, Resource


class Snapshot:
    """Resources of the last run wait in `previous`; each is settled (kept, changed or dropped) exactly once."""

    def __init__(self, loaded: Deployment) -> None:
        self._lock = threading.Lock()
        self._metadata = loaded.metadata
        self._load(loaded.resources)
        self._settled: dict[str, Resource] = {}
        self._pending: dict[Operation, None] = dict.fromkeys(loaded.pending)
        self._renamed: dict[str, str] = {}

    def _load(self, resources: Iterable[Resource]) -> None:
        self._previous: dict[int, Resource] = dict(enumerate(resources))
        self._place: dict[Resource, int] = {resource: at for at, resource in self._previous.items()}
        self._live: dict[str, Resource] = {r.urn: r for r in self._previous.values() if not r.delete}
        self._referrers: defaultdict[str, set[int]] = defaultdict(set)
        for at, resource in self._previous.items():
            for urn in set(resource.references()):
                self._referrers[urn].add(at)

    # reading
    def settled(self, urn: str) -> Resource | None:
        with self._lock:
            return self._settled.get(urn)

    def previous(self, urn: str) -> Resource | None:
        """What the last run left under this URN, unless it is settled already or only waits for its deletion."""
        with self._lock:
            return self._live.get(urn)

    def known(self, urn: str) -> Resource | None:
        with self._lock:
            return self._settled.get(urn) or self._live.get(urn)

    def unsettled(self) -> list[Resource]:
        with self._lock:
            return list(self._previous.values())

    def is_unsettled(self, resource: Resource) -> bool:
        with self._lock:
            return resource in self._place

    def former_urn(self, urn: str) -> str:
        """The URN an aliased resource had in the last run; empty when it kept its own."""
        with self._lock:
            return self._renamed.get(urn, "")

    def pending(self) -> list[Operation]:
        with self._lock:
            return list(self._pending)

    def deployment(self) -> Deployment:
        with self._lock:
            return Deployment((*self._settled.values(), *self._previous.values()), tuple(self._pending), self._metadata)

    # changing
    def settle(
        self,
        resource: Resource,
        old: Resource | None = None,
        *,
        condemned: Resource | None = None,
        ended: Operation | None = None,
    ) -> None:
        """`resource` is what this run leaves under its URN: all in one step, so that no save sees the half of it.

        old        what it continues, thereby done with
        condemned  what it replaces, to be deleted before the run ends
        ended      the journal entry that this closes
        """
        with self._lock:
            self._settled[resource.urn] = resource
            if old is not None:
                self._forget(old)
            if condemned is not None:
                self._exchange(condemned, replace(condemned, delete=True))
            if ended is not None:
                self._pending.pop(ended, None)

    def drop(self, old: Resource, ended: Operation | None = None) -> None:
        with self._lock:
            self._forget(old)
            if ended is not None:
                self._pending.pop(ended, None)

    def revise(self, old: Resource, new: Resource, ended: Operation | None = None) -> None:
        """Exchange a resource of the last run in its place, for instance to mark it as deleted for a replacement."""
        with self._lock:
            self._exchange(old, new)
            if ended is not None:
                self._pending.pop(ended, None)

    def adopt(self, found: Resource, old: Resource | None, ended: Operation) -> None:
        """A resource that an interrupted run made without living to write it down.

        old  what it was to replace: condemned, or forgotten when it had been deleted before
        """
        with self._lock:
            if old is not None and old.pending_replacement:
                self._exchange(old, found)
                at = self._place[found]
            else:
                if old is not None:
                    self._exchange(old, replace(old, delete=True))
                at = max(self._previous, default=-1) + 1
                self._previous[at] = found
                self._place[found] = at
                self._live[found.urn] = found
            for urn in set(found.references()):
                self._referrers[urn].add(at)
            self._pending.pop(ended, None)

    def begin(self, operation: Operation) -> None:
        with self._lock:
            self._pending[operation] = None

    def end(self, operation: Operation) -> None:
        with self._lock:
            self._pending.pop(operation, None)

    def rename(self, old_urn: str, urn: str) -> Resource:
        """An alias matched: the resource is called `urn` from now on, also by those that refer to it."""
        with self._lock:
            self._renamed[urn] = old_urn
            resource = self._live[old_urn]
            renamed = replace(resource, urn=urn, aliases=tuple(dict.fromkeys((*resource.aliases, old_urn))))
            self._exchange(resource, renamed)
            for other in self._referrers.pop(old_urn, ()):
                self._repoint(other, old_urn, urn)
            return renamed

    def forget_reference(self, gone: Resource) -> None:
        """A refresh found `gone` missing: nobody may refer to it any more."""
        with self._lock:
            self._forget(gone)
            for other in self._referrers.pop(gone.urn, ()):
                self._repoint(other, gone.urn, "")

    def _exchange(self, old: Resource, new: Resource) -> None:
        at = self._place.pop(old)
        self._previous[at] = new
        self._place[new] = at
        if self._live.get(old.urn) is old:
            del self._live[old.urn]
        if not new.delete:
            self._live[new.urn] = new

    def _repoint(self, at: int, old_urn: str, urn: str) -> None:
        resource = self._previous.get(at)
        if resource is None:
            return
        self._exchange(resource, resource.with_references({old_urn: urn}))
        if urn:
            self._referrers[urn].add(at)

    def _forget(self, old: Resource) -> None:
        at = self._place.pop(old, None)
        if at is not None:
            del self._previous[at]
        if self._live.get(old.urn) is old:
            del self._live[old.urn]
