"""A cloud in memory with a provider for it: unique names, a journal of calls, faults on demand, and a kill switch."""

from __future__ import annotations

import errno
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.engine.provider import CheckFailure, Diff, Properties, Provider, ProviderError
from sandbox.engine.values.model import UNKNOWN, comparable
from sandbox.engine.values.paths import diff_paths

REPLACING = ("kind", "target")
"""Inputs that only a replacement can change."""


@dataclass
class Thing:
    id: str
    urn: str
    type: str
    inputs: Properties
    token: str


@dataclass
class Cloud:
    """What exists, and what was asked. `lag` makes every call slow; `faults` refuses calls by method and name."""

    things: dict[str, Thing] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)
    faults: dict[tuple[str, str], ProviderError] = field(default_factory=dict)
    lag: float = 0.0
    most_at_once: int = 0
    before: Callable[[str, str], None] = lambda _method, _name: None
    after: Callable[[str, str], None] = lambda _method, _name: None
    _count: int = 0
    _busy: int = 0
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def names(self) -> list[str]:
        return sorted(str(thing.inputs.get("name")) for thing in self.things.values())

    def count(self, *methods: str) -> int:
        return sum(1 for method, _ in self.calls if method in methods)

    def mutations(self) -> Counter[str]:
        return Counter(method for method, _ in self.calls if method in ("create", "update", "delete"))

    def named(self, name: str) -> Thing:
        return next(thing for thing in self.things.values() if thing.inputs.get("name") == name)

    def enter(self, method: str, name: str) -> None:
        self.before(method, name)
        with self._lock:
            self.calls.append((method, name))
            self._busy += 1
            self.most_at_once = max(self.most_at_once, self._busy)
        time.sleep(self.lag)

    def leave(self, method: str, name: str) -> None:
        with self._lock:
            self._busy -= 1
        self.after(method, name)

    def held(self) -> threading.RLock:
        """The world stands still while this is held."""
        return self._lock

    def fresh_id(self) -> str:
        with self._lock:
            self._count += 1
            return f"thing-{self._count}"


class FakeProvider:
    """Types `fake:index:*`. An input `name` is automatic unless given; `kind` and `target` replace; the rest updates."""

    def __init__(self, cloud: Cloud, settings: Properties) -> None:
        self.cloud, self.settings = cloud, settings

    def check(
        self, urn: str, type_: str, olds: Properties | None, news: Properties, seed: str
    ) -> tuple[Properties, list[CheckFailure]]:
        del type_
        failures = [("size", "must not be negative")] if isinstance(s := news.get("size"), int) and s < 0 else []
        if "name" not in news:
            kept = (olds or {}).get("name")
            news = {**news, "name": kept or f"{urn.rsplit('::', 1)[1]}-{seed[:6]}"}
        return news, failures

    def diff(
        self, urn: str, type_: str, id_: str, old_inputs: Properties, old_outputs: Properties, news: Properties
    ) -> Diff:
        del urn, type_, id_, old_outputs
        found = diff_paths(comparable(old_inputs), comparable(news))
        replaces = tuple(key for key in REPLACING if any(path.split(".")[0].split("[")[0] == key for path in found))
        same_name = old_inputs.get("name") == news.get("name")
        return Diff(bool(found), replaces, delete_before_replace=bool(replaces) and same_name, detailed=found)

    def preview(self, type_: str, news: Properties, old_outputs: Properties | None = None) -> Properties:
        del type_
        return {**(old_outputs or {}), **news, "arn": (old_outputs or {}).get("arn", UNKNOWN)}

    def create(self, urn: str, type_: str, inputs: Properties, token: str) -> tuple[str, Properties]:
        with _Call(self.cloud, "create", urn):
            if any(thing.inputs.get("name") == inputs["name"] for thing in self.cloud.things.values()):
                raise ProviderError(f"'{inputs['name']}' exists already")
            id_ = self.cloud.fresh_id()
            self.cloud.things[id_] = Thing(id_, urn, type_, dict(inputs), token)
            return id_, self._outputs(id_)

    def recover(self, urn: str, type_: str, inputs: Properties, token: str) -> tuple[str | None, Properties | None]:
        del type_, inputs
        with _Call(self.cloud, "recover", urn):
            for thing in self.cloud.things.values():
                if thing.token == token:
                    return thing.id, self._outputs(thing.id)
            return None, None

    def read(
        self, urn: str, type_: str, id_: str, inputs: Properties, outputs: Properties
    ) -> tuple[str | None, Properties, Properties]:
        del type_, inputs, outputs
        with _Call(self.cloud, "read", urn):
            thing = self.cloud.things.get(id_)
            return (thing.id, dict(thing.inputs), self._outputs(thing.id)) if thing else (None, {}, {})

    def update(
        self, urn: str, type_: str, id_: str, old_inputs: Properties, old_outputs: Properties, news: Properties
    ) -> Properties:
        del type_, old_inputs, old_outputs
        with _Call(self.cloud, "update", urn):
            self.cloud.things[id_].inputs = dict(news)
            return self._outputs(id_)

    def delete(self, urn: str, type_: str, id_: str, inputs: Properties, outputs: Properties) -> None:
        del type_, inputs, outputs
        with _Call(self.cloud, "delete", urn):
            self.cloud.things.pop(id_, None)

    def invoke(self, token: str, args: Properties) -> Properties:
        return {"token": token, "echo": args.get("value"), "region": self.settings.get("region")}

    def _outputs(self, id_: str) -> Properties:
        thing = self.cloud.things[id_]
        return {**thing.inputs, "arn": f"arn:fake:{id_}", "region": self.settings.get("region")}


class _Call:
    """One call in the cloud's journal; a fault that was set for it comes up before it has an effect."""

    def __init__(self, cloud: Cloud, method: str, urn: str) -> None:
        self._cloud, self._method, self._name = cloud, method, urn.rsplit("::", 1)[1]

    def __enter__(self) -> None:
        self._cloud.enter(self._method, self._name)
        if fault := self._cloud.faults.get((self._method, self._name)):
            self._cloud.leave(self._method, self._name)
            raise fault
        self._cloud._lock.acquire()

    def __exit__(self, *error: object) -> None:
        self._cloud._lock.release()
        self._cloud.leave(self._method, self._name)


def factory(cloud: Cloud) -> Callable[[str, Properties, Mapping[str, str], Mapping[str, str], str], Provider]:
    def make(
        package: str, inputs: Properties, config: Mapping[str, str], env: Mapping[str, str], base: str
    ) -> Provider:
        del config, env, base
        if package != "fake":
            raise ProviderError(f"no provider for package '{package}'")
        return FakeProvider(cloud, inputs)

    return make


def values(outputs: Mapping[str, Any]) -> dict[str, Any]:
    """The Automation API's outputs without their secret flags."""
    return {key: output.value for key, output in outputs.items()}


class ClearText:
    """Secrets that are not."""

    state = ""

    def encrypt(self, text: str) -> str:
        return text

    def decrypt(self, text: str) -> str:
        return text


class DiskOf:
    """A `ports.Stack` over one checkpoint file, on a disk that may be full."""

    name, project, base = "dev", "rehearsal", "."
    config: Mapping[str, str] = {}
    env: Mapping[str, str] = {}
    secret_keys: frozenset[str] = frozenset()
    secrets = ClearText()

    def __init__(self, file: Path) -> None:
        self.file, self.full = file, False

    @property
    def where(self) -> str:
        return str(self.file)

    def read(self) -> str:
        return self.file.read_text("utf-8")

    def write(self, text: str) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.file.write_text(text, "utf-8")

    def sibling(self, name: str) -> DiskOf:
        raise AssertionError(name)
