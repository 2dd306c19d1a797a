"""The provider of a preview whose settings are still unknown: it promises nothing and changes nothing."""

from __future__ import annotations

from typing import Never

from sandbox.engine.provider import CheckFailure, Diff, ProviderError
from sandbox.engine.values.model import Properties, comparable
from sandbox.engine.values.paths import diff_paths


class UnconfiguredProvider:
    """Stands in where, say, the region of a provider comes out of a resource that does not exist yet."""

    def __init__(self, name: str) -> None:
        self._name = name

    def check(
        self, urn: str, type_: str, olds: Properties | None, news: Properties, seed: str
    ) -> tuple[Properties, list[CheckFailure]]:
        del urn, type_, olds, seed
        return news, []

    def diff(
        self, urn: str, type_: str, id_: str, old_inputs: Properties, old_outputs: Properties, news: Properties
    ) -> Diff:
        del urn, type_, id_, old_outputs
        found = diff_paths(comparable(old_inputs), comparable(news))
        return Diff(changes=bool(found), detailed=found)

    def preview(self, type_: str, news: Properties, old_outputs: Properties | None = None) -> Properties:
        del type_, old_outputs
        return news

    def create(self, urn: str, type_: str, inputs: Properties, token: str) -> Never:
        raise self._refusal(urn, type_, inputs, token)

    def recover(self, urn: str, type_: str, inputs: Properties, token: str) -> Never:
        raise self._refusal(urn, type_, inputs, token)

    def read(self, urn: str, type_: str, id_: str, inputs: Properties, outputs: Properties) -> Never:
        raise self._refusal(urn, type_, id_, inputs, outputs)

    def update(
        self, urn: str, type_: str, id_: str, old_inputs: Properties, old_outputs: Properties, news: Properties
    ) -> Never:
        raise self._refusal(urn, type_, id_, old_inputs, old_outputs, news)

    def delete(self, urn: str, type_: str, id_: str, inputs: Properties, outputs: Properties) -> Never:
        raise self._refusal(urn, type_, id_, inputs, outputs)

    def invoke(self, token: str, args: Properties) -> Never:
        raise self._refusal(token, args)

    def _refusal(self, *step: object) -> ProviderError:
        return ProviderError(f"the settings of provider '{self._name}' are not known before the deployment ({step[0]})")
