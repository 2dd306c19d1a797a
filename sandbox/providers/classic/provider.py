"""The classic `aws` provider of the embedded engine: one procedure for all types; what differs is in their Kinds."""

# ruff: noqa: ARG002 - every step of the Provider interface gets the same arguments
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sandbox.engine.provider import CheckFailure, Diff, Properties, ProviderError
from sandbox.engine.state.urns import name_of
from sandbox.engine.values.model import UNKNOWN, comparable, has_unknown
from sandbox.engine.values.paths import diff_paths
from sandbox.providers.classic import functions
from sandbox.providers.classic.catalog import kind_of
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.words import as_given, meaning, text
from sandbox.providers.drift import drifted
from sandbox.providers.failures import AwsError, Trouble
from sandbox.providers.session import Session

T = TypeVar("T")


class AwsClassic:
    """See `sandbox.engine.provider.Provider`; `base` is where relative asset paths start."""

    def __init__(self, session: Session, base: Path) -> None:
        self._session, self._base = session, base

    def check(
        self, urn: str, type_: str, olds: Properties | None, news: Properties, seed: str
    ) -> tuple[Properties, list[CheckFailure]]:
        shape = kind_of(type_).shape
        inputs = {name: value for name, value in news.items() if value is not None}
        for name in shape.documents & inputs.keys():
            inputs[name] = UNKNOWN if has_unknown(inputs[name]) else text(inputs[name])
        naming = shape.naming
        if naming and inputs.get(naming.property) is None:
            kept = (olds or {}).get(naming.property)
            inputs[naming.property] = kept or naming.name(name_of(urn), seed, inputs)
        foreign = sorted(inputs.keys() - shape.inputs)
        failures = [(name, f"the sandbox's aws provider does not carry out '{name}' of {type_}") for name in foreign]
        missing = sorted(name for name in shape.required if name not in inputs)
        return inputs, failures + [(name, "required property is missing") for name in missing]

    def diff(
        self, urn: str, type_: str, id_: str, old_inputs: Properties, old_outputs: Properties, news: Properties
    ) -> Diff:
        kind = kind_of(type_)
        shape = kind.shape
        old, new = (_said(inputs, shape.documents) for inputs in (old_inputs, news))
        detailed = diff_paths(old, new)
        region = news.get("region") or self._session.setting("region")
        if shape.regional and "region" in detailed and region == old_outputs.get("region"):
            del detailed["region"]  # naming the provider's own region changes nothing
        effective = {**self._session.default_tags(), **(new.get("tags") or {})}
        if shape.taggable and "tagsAll" in old_outputs and effective != (old_outputs["tagsAll"] or {}):
            detailed.setdefault("tagsAll", "update")
        tops = {path.split(".", 1)[0].split("[", 1)[0] for path in detailed}
        replaces = tuple(sorted(tops & shape.replaces))
        same_id = kind.identity(old_inputs) is not None and kind.identity(old_inputs) == kind.identity(news)
        return Diff(bool(detailed), replaces, bool(replaces) and same_id, detailed)

    def preview(self, type_: str, news: Properties, old_outputs: Properties | None = None) -> Properties:
        shape = kind_of(type_).shape
        if old_outputs is None:
            computed: Properties = dict.fromkeys(shape.computed, UNKNOWN)
        else:
            computed = {name: old_outputs[name] for name in shape.computed if name in old_outputs}
        if shape.taggable and not has_unknown(news.get("tags")):
            computed["tagsAll"] = {**self._session.default_tags(), **(news.get("tags") or {})}
        return {**shape.defaults, **computed, **news}

    def create(self, urn: str, type_: str, inputs: Properties, token: str) -> tuple[str, Properties]:
        kind, call = kind_of(type_), self._call(urn, type_, inputs, token)
        id_ = _spoken(f"creating {type_}", lambda: self._make(kind, call))
        return id_, self._completed(kind, call, id_, f"creating {type_}")

    def recover(self, urn: str, type_: str, inputs: Properties, token: str) -> tuple[str | None, Properties | None]:
        """Look for it by its natural name, or by its mark, and do what was left undone."""
        kind, call = kind_of(type_), self._call(urn, type_, inputs, token)
        id_ = _spoken(f"looking for {type_}", lambda: kind.find(call))
        if id_ is not None and kind.repeatable:  # S3 answers with a default where nobody has set anything
            _spoken(f"repeating {type_}", lambda: kind.create(call))
        return (None, None) if id_ is None else (id_, self._completed(kind, call, id_, f"adopting {type_}"))

    def read(
        self, urn: str, type_: str, id_: str, inputs: Properties, outputs: Properties
    ) -> tuple[str | None, Properties, Properties]:
        kind, call = kind_of(type_), self._call(urn, type_, inputs or outputs)
        try:
            seen = _outputs(kind, call, id_)
        except AwsError as error:
            if error.gone:
                return None, {}, {}
            raise ProviderError(f"reading {type_} {id_}: {error}") from error
        if not inputs:
            return id_, {name: value for name, value in seen.items() if name in kind.shape.inputs}, seen
        return id_, drifted(inputs, outputs, seen), seen

    def update(
        self, urn: str, type_: str, id_: str, old_inputs: Properties, old_outputs: Properties, news: Properties
    ) -> Properties:
        kind, call = kind_of(type_), self._call(urn, type_, news)

        def step() -> Properties:
            before = {**old_inputs, "tags": old_outputs.get("tagsAll") or old_inputs.get("tags") or {}}
            kind.update(call, id_, before)
            return _outputs(kind, call, id_)

        return _spoken(f"updating {type_} {id_}", step)

    def delete(self, urn: str, type_: str, id_: str, inputs: Properties, outputs: Properties) -> None:
        kind, call = kind_of(type_), self._call(urn, type_, {**outputs, **inputs})
        try:
            kind.delete(call, id_)
        except AwsError as error:
            if not error.gone:
                raise ProviderError(f"deleting {type_} {id_}: {error}", uncertain=error.uncertain) from error

    def invoke(self, token: str, args: Properties) -> Properties:
        return _spoken(token, lambda: functions.invoke(self._session, token, args))

    def _call(self, urn: str, type_: str, inputs: Properties, token: str = "") -> Call:
        return Call(self._session, kind_of(type_).shape, inputs, urn, self._base, token)

    def _make(self, kind: Kind, call: Call) -> str:
        for attempt in range(1, self._session.patience.broken_tries + 1):
            try:
                return kind.create(call)
            except AwsError as error:
                if error.exists and error.repeated and (found := kind.find(call)):
                    return found  # an earlier try of this very call made it, and its answer was lost
                passing = error.trouble is not Trouble.REFUSED
                if not (kind.anonymous and passing) or attempt == self._session.patience.broken_tries:
                    raise
            self._session.patience.pause(attempt)
            if found := kind.find(call):
                return found
        raise AssertionError("Patience.broken_tries is at least 1")

    def _completed(self, kind: Kind, call: Call, id_: str, what: str) -> Properties:
        try:
            kind.finish(call, id_)
            return _outputs(kind, call, id_)
        except AwsError as error:
            raise ProviderError(f"{what}: {error}", id=id_, outputs=dict(call.inputs)) from error


def _outputs(kind: Kind, call: Call, id_: str) -> Properties:
    shape = kind.shape
    live = {name: value for name, value in kind.live(call, id_).items() if value is not None}
    for name in shape.documents & live.keys() & call.inputs.keys():
        if meaning(live[name]) == meaning(call.inputs[name]):
            live[name] = call.inputs[name]  # the service writes JSON its own way
    live |= {name: as_given(value, call.inputs[name]) for name, value in live.items() if name in call.inputs}
    outputs: Properties = {**shape.defaults, **call.inputs, **live}
    if shape.regional:
        outputs["region"] = call.region
    if shape.taggable:
        outputs["tagsAll"] = live.get("tags", call.tags)
        defaults = call.session.default_tags()
        own = call.inputs.get("tags") or {}
        extra = {k: v for k, v in outputs["tagsAll"].items() if k in own or defaults.get(k) != v}
        outputs.pop("tags", None)
        outputs |= {"tags": extra} if extra or "tags" in call.inputs else {}
    return outputs


def _said(inputs: Properties, documents: frozenset[str]) -> dict[str, Any]:
    plain: dict[str, Any] = comparable(inputs)
    return {name: meaning(value) if name in documents else value for name, value in plain.items()}


def _spoken(what: str, step: Callable[[], T]) -> T:
    try:
        return step()
    except AwsError as error:
        raise ProviderError(f"{what}: {error}", uncertain=error.uncertain) from error
