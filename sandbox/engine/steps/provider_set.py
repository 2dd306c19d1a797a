"""Provider resources, explicit and default: registered like any resource, but made and kept by the engine itself."""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Callable
from dataclasses import replace

from sandbox.engine.ports import Stack
from sandbox.engine.provider import Provider, ProviderError, ProviderFactory
from sandbox.engine.state.model import Resource, now
from sandbox.engine.state.records import to_record
from sandbox.engine.state.snapshot import Snapshot
from sandbox.engine.state.urns import PROVIDER_PREFIX, make_urn, name_of, provider_urn, type_of
from sandbox.engine.steps.reporting import Op, Reporter, Step
from sandbox.engine.steps.unconfigured import UnconfiguredProvider
from sandbox.engine.values.model import UNKNOWN, comparable, has_unknown, plain, secret


class ProviderSet:
    """Hands out one provider object per provider resource; makes default providers when they are first needed."""

    def __init__(
        self,
        stack: Stack,
        factory: ProviderFactory,
        snapshot: Snapshot,
        reporter: Reporter,
        commit: Callable[[], None],
        *,
        preview: bool,
    ) -> None:
        self._stack, self._factory, self._snapshot, self._reporter = stack, factory, snapshot, reporter
        self._commit, self._preview = commit, preview
        # Re-entrant and apart from the snapshot's lock: a default provider is saved while this one is held.
        self._lock = threading.RLock()
        self._made: dict[str, Provider] = {}
        self._defaults: dict[str, Resource] = {}

    def resolve(self, type_: str, reference: str, version: str = "") -> tuple[str, Provider]:
        """Full reference `urn::id` and the provider object for a resource (or function) of this type.

        raises   ProviderError when the reference leads nowhere or the provider refuses its settings
        """
        if reference:
            resource = self._snapshot.known(provider_urn(reference))
            if resource is None:
                raise ProviderError(f"unknown provider {reference}")
        else:
            resource = self._default(type_.split(":", 1)[0], version)
        return f"{resource.urn}::{resource.id or UNKNOWN}", self._object(resource)

    def register(self, goal: Resource, old: Resource | None) -> Resource:
        """Settle a provider resource: a new one gets a UUID, a changed one keeps it."""
        same = old is not None and comparable(old.inputs) == comparable(goal.inputs)
        op = Op.SAME if same else Op.CREATE if old is None else Op.UPDATE
        fresh = UNKNOWN if self._preview else str(uuid.uuid4())
        new = replace(
            goal,
            id=old.id if old else fresh,
            outputs=goal.inputs,
            created=old.created if old else now(),
            modified=old.modified if old is not None and same else now(),
            aliases=old.aliases if old else (),
            extra=old.extra if old else {},
        )
        step = Step(op, new.urn, old, new)
        if old is not None and to_record(new, None) == to_record(old, None):
            new = old
        self._reporter.begin(step)
        self._snapshot.settle(new, old)
        if not same:
            self._commit()
        self._reporter.end(step)
        return new

    def _default(self, package: str, version: str) -> Resource:
        name = f"default_{re.sub('[.+-]', '_', version)}" if version else "default"
        urn = make_urn(self._stack.name, self._stack.project, "", PROVIDER_PREFIX + package, name)
        with self._lock:
            if urn not in self._defaults:
                goal = Resource(urn=urn, type=type_of(urn), custom=True, inputs=self._default_inputs(package, version))
                self._defaults[urn] = self.register(goal, self._snapshot.previous(urn))
            return self._defaults[urn]

    def _default_inputs(self, package: str, version: str) -> dict[str, object]:
        inputs: dict[str, object] = {}
        for key, value in self._stack.config.items():
            namespace, _, name = key.partition(":")
            if namespace == package:
                inputs[name] = secret(value) if key in self._stack.secret_keys else value
        return {**inputs, "version": version} if version else inputs

    def _object(self, resource: Resource) -> Provider:
        package = resource.type.removeprefix(PROVIDER_PREFIX)
        with self._lock:
            if resource.urn not in self._made:
                self._made[resource.urn] = self._make(package, resource)
            return self._made[resource.urn]

    def _make(self, package: str, resource: Resource) -> Provider:
        if has_unknown(resource.inputs):
            return UnconfiguredProvider(name_of(resource.urn))
        stack = self._stack
        return self._factory(package, plain(resource.inputs), stack.config, stack.env, stack.base)
