"""What one classic type takes and gives, as data: names as on the wire (camelCase)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SUFFIX = 7


@dataclass(frozen=True, slots=True)
class Naming:
    """How the automatic physical name is made: `<logical name>-<7 hex digits>`.

    property  the input that is named
    prefixed  the type also takes `namePrefix` (or `bucketPrefix`), to which random digits are added
    """

    property: str = "name"
    longest: int = 255
    lower: bool = False
    start: str = ""
    prefixed: str = ""

    def name(self, logical: str, seed: str, inputs: Mapping[str, Any]) -> str:
        end = ".fifo" if inputs.get("fifoTopic") else ""
        if self.prefixed and inputs.get(self.prefixed):
            return f"{inputs[self.prefixed]}{seed}{end}"
        logical = logical.lower() if self.lower else logical
        room = self.longest - len(self.start) - len(end) - SUFFIX - 1
        return f"{self.start}{logical[:room]}-{seed[:SUFFIX]}{end}"


@dataclass(frozen=True, slots=True)
class Shape:
    """One resource type.

    inputs     every input that this provider carries out; others are refused, not ignored
    required   inputs that must be given
    computed   outputs that are no inputs
    replaces   inputs that only a replacement can change
    documents  inputs that hold JSON text; compared by what they say
    defaults   what the service assumes where an input is absent, shown in the outputs
    taggable   takes `tags` and shows `tagsAll`
    regional   takes `region`
    """

    token: str
    service: str
    inputs: frozenset[str]
    required: frozenset[str]
    computed: frozenset[str]
    replaces: frozenset[str]
    documents: frozenset[str]
    naming: Naming | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict)
    taggable: bool = False
    regional: bool = True


def shape(
    token: str,
    service: str,
    *,
    inputs: str = "",
    required: str = "",
    computed: str = "",
    replaces: str = "",
    documents: str = "",
    naming: Naming | None = None,
    defaults: Mapping[str, Any] | None = None,
    taggable: bool = False,
    regional: bool = True,
) -> Shape:
    """A Shape from blank-separated words; naming, tags, region and the required ones are added to the inputs."""
    accepted = set(inputs.split()) | set(required.split())
    if naming:
        accepted |= {naming.property, *([naming.prefixed] if naming.prefixed else [])}
    accepted |= ({"tags"} if taggable else set()) | ({"region"} if regional else set())
    fixed = set(replaces.split()) | ({"region"} if regional else set())
    return Shape(
        token=token,
        service=service,
        inputs=frozenset(accepted),
        required=frozenset(required.split()),
        computed=frozenset(computed.split()) | (frozenset({"tagsAll"}) if taggable else frozenset()),
        replaces=frozenset(fixed),
        documents=frozenset(documents.split()),
        naming=naming,
        defaults=defaults or {},
        taggable=taggable,
        regional=regional,
    )
