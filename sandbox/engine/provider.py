"""What the step engine asks of a provider: one object per configured provider, create-read-update-delete by URN.

A provider sees plain property values: secrets unwrapped, an unknown (preview only) as `values.UNKNOWN`, an asset or
archive as its signature map. Every method may be called from many threads at once. It raises `ProviderError` for what
the cloud refused; anything else is a defect of the provider.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

Properties = dict[str, Any]
CheckFailure = tuple[str, str]
"""Property path, and why its value is refused."""


class ProviderError(Exception):
    """The cloud refused a step.

    id         set when a create failed half way and left something behind; the engine keeps it in the state, so that
               the next run repairs or deletes it
    outputs    what is known of that half-made resource
    uncertain  nobody knows whether the step took effect (no answer, connection lost); it stays in the journal, and the
               next run looks before it repeats anything
    """

    def __init__(
        self,
        message: str,
        *,
        id: str | None = None,  # noqa: A002 - the protocol's word
        outputs: Properties | None = None,
        uncertain: bool = False,
    ) -> None:
        super().__init__(message)
        self.id, self.outputs, self.uncertain = id, outputs or {}, uncertain


@dataclass(frozen=True, slots=True)
class Diff:
    """What an update would change.

    replaces  top-level properties that only a replacement can change; not empty means: replace
    detailed  property path -> "add" | "delete" | "update"
    """

    changes: bool = False
    replaces: tuple[str, ...] = ()
    delete_before_replace: bool = False
    detailed: Mapping[str, str] = field(default_factory=dict)


NO_DIFF = Diff()


class Provider(Protocol):
    """One configured provider (a region, an account)."""

    def check(
        self, urn: str, type_: str, olds: Properties | None, news: Properties, seed: str
    ) -> tuple[Properties, list[CheckFailure]]:
        """Inputs with defaults and automatic names filled in; `olds` is None for a resource to be made anew.

        seed  random text for this call; automatic names are derived from it and kept while `olds` carries one
        """
        ...

    def diff(
        self, urn: str, type_: str, id_: str, old_inputs: Properties, old_outputs: Properties, news: Properties
    ) -> Diff: ...

    def preview(self, type_: str, news: Properties, old_outputs: Properties | None = None) -> Properties:
        """Outputs a create (or, with `old_outputs`, an update) is expected to have; unknown ones as `UNKNOWN`."""
        ...

    def create(self, urn: str, type_: str, inputs: Properties, token: str) -> tuple[str, Properties]:
        """Make it; `token` is the same whenever this create is repeated, so that it can be idempotent."""
        ...

    def recover(self, urn: str, type_: str, inputs: Properties, token: str) -> tuple[str | None, Properties | None]:
        """Settle a create that a kill interrupted: id and outputs when it exists now, (None, None) when it does not.

        A type without a natural name is found by a tag that holds its URN.
        """
        ...

    def read(
        self, urn: str, type_: str, id_: str, inputs: Properties, outputs: Properties
    ) -> tuple[str | None, Properties, Properties]:
        """Id, inputs, outputs as they are; id None when it is gone. Empty `inputs` ask for all of them (import)."""
        ...

    def update(
        self, urn: str, type_: str, id_: str, old_inputs: Properties, old_outputs: Properties, news: Properties
    ) -> Properties: ...

    def delete(self, urn: str, type_: str, id_: str, inputs: Properties, outputs: Properties) -> None:
        """Remove it; already gone is success."""
        ...

    def invoke(self, token: str, args: Properties) -> Properties: ...


ProviderFactory = Callable[[str, Properties, Mapping[str, str], Mapping[str, str], str], Provider]
"""package, provider inputs, stack configuration, environment, base directory of relative paths -> the provider."""
