"""`pulumi-python:dynamic`: the resource providers that a program defines itself, unpickled in this process.

Recovery policy: a dynamic provider has no names, tags or tokens that this engine could look for, so a create that a
kill interrupted cannot be found again. `recover` says "not there" and the next run creates it anew; a provider whose
create must not happen twice has to be idempotent itself, as with Pulumi's own engine.
"""

# ruff: noqa: ARG002 - every step of the Provider interface gets the same arguments
from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sandbox.engine.provider import CheckFailure, Diff, Properties, ProviderError
from sandbox.engine.values.model import comparable, is_unknown
from sandbox.engine.values.paths import diff_paths

KEY = "__provider"
T = TypeVar("T")


class Dynamic:
    """See `sandbox.engine.provider.Provider`. The pickled provider travels in the property `__provider`."""

    def __init__(self, config: Mapping[str, str]) -> None:
        self._config = config
        self._loaded: dict[str, Any] = {}
        self._lock = threading.Lock()

    def check(
        self, urn: str, type_: str, olds: Properties | None, news: Properties, seed: str
    ) -> tuple[Properties, list[CheckFailure]]:
        if is_unknown(news.get(KEY)):
            return news, []
        result = self._call(urn, "check", lambda p: p.check(_own(olds or {}), _own(news)), news)
        return {**result.inputs, KEY: news[KEY]}, [(failure.property, failure.reason) for failure in result.failures]

    def diff(
        self, urn: str, type_: str, id_: str, old_inputs: Properties, old_outputs: Properties, news: Properties
    ) -> Diff:
        detailed = diff_paths(comparable(old_inputs), comparable(news))
        if is_unknown(news.get(KEY)):
            return Diff(changes=True, detailed=detailed)
        result = self._call(urn, "diff", lambda p: p.diff(id_, _own(old_outputs), _own(news)), news)
        said = bool(detailed) if result.changes is None else bool(result.changes)
        changes = said or set(detailed) == {KEY}  # other code: the provider itself must get into the state
        return Diff(changes, tuple(result.replaces or ()), bool(result.delete_before_replace), detailed)

    def preview(self, type_: str, news: Properties, old_outputs: Properties | None = None) -> Properties:
        return dict(news)

    def create(self, urn: str, type_: str, inputs: Properties, token: str) -> tuple[str, Properties]:
        result = self._call(urn, "create", lambda p: p.create(_own(inputs)), inputs)
        return str(result.id), {**(result.outs or {}), KEY: inputs[KEY]}

    def recover(self, urn: str, type_: str, inputs: Properties, token: str) -> tuple[str | None, Properties | None]:
        return None, None

    def read(
        self, urn: str, type_: str, id_: str, inputs: Properties, outputs: Properties
    ) -> tuple[str | None, Properties, Properties]:
        known = outputs if KEY in outputs else inputs
        if KEY not in known:
            raise ProviderError(
                f"{type_} {id_}: a dynamic resource cannot be imported: only the program knows its provider"
            )
        result = self._call(urn, "read", lambda p: p.read(id_, _own(known)), known)
        if not result.id:
            return None, {}, {}
        seen = {**(result.outs or {}), KEY: known[KEY]}
        read_inputs = getattr(result, "inputs", None)
        return str(result.id), {**read_inputs, KEY: known[KEY]} if read_inputs else inputs, seen

    def update(
        self, urn: str, type_: str, id_: str, old_inputs: Properties, old_outputs: Properties, news: Properties
    ) -> Properties:
        result = self._call(urn, "update", lambda p: p.update(id_, _own(old_outputs), _own(news)), news)
        return {**(result.outs or {}), KEY: news[KEY]}

    def delete(self, urn: str, type_: str, id_: str, inputs: Properties, outputs: Properties) -> None:
        known = outputs if KEY in outputs else inputs
        self._call(urn, "delete", lambda p: p.delete(id_, _own(known)), known)

    def invoke(self, token: str, args: Properties) -> Properties:
        raise ProviderError(f"{token}: dynamic providers have no functions")

    def _call(self, urn: str, step: str, call: Callable[[Any], T], properties: Properties) -> T:
        try:
            return call(self._provider(str(properties[KEY]), urn.split("::")[1]))
        except Exception as error:  # whatever the program's own code raises is its answer
            raise ProviderError(f"dynamic provider, {step}: {type(error).__name__}: {error}") from error

    def _provider(self, pickled: str, project: str) -> Any:
        with self._lock:
            if pickled not in self._loaded:
                self._loaded[pickled] = self._load(pickled, project)
            return self._loaded[pickled]

    def _load(self, pickled: str, project: str) -> Any:
        import dill
        from pulumi.dynamic import Config, ConfigureRequest
        from pulumi.runtime._serialization import _deserialize

        # The SDK pickled it in this deployment's own program; the state it may come from is the user's own, too.
        provider: Any = _deserialize(lambda: dill.loads(base64.b64decode(pickled)))  # noqa: S301
        config = Config(raw_config=dict(self._config), project_name=project)
        provider.configure(ConfigureRequest(config=config))
        return provider


def _own(properties: Properties) -> Properties:
    """A copy, so that user code cannot change the engine's values."""
    return dict(properties)
