"""What lint knows beside the flows: for compiled ones what the spec promises to callers, for foreign ones nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spec.models.program import ProgramSpec

USUAL_KEY_SECONDS = 5
"""What the console offers for a first key; less is short by any measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The defaults are neutral: they ask of a foreign flow what holds anywhere.

    complete       the documents are all flows of one instance, so that a flow that they name must be among them
    key_seconds    time that a caller has to press a key
    escape_key     key that every menu must offer, as the way to a person; empty: some way to a person will do
    aliases        what documents call one another (ids, ARNs, names) -> document id
    """

    complete: bool = False
    key_seconds: int = USUAL_KEY_SECONDS
    escape_key: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, program: ProgramSpec) -> Context:
        """What the spec promises."""
        access = program.infrastructure.accessibility
        return cls(
            complete=True,
            key_seconds=access.dtmf_timeout_seconds,
            escape_key="0" if access.ivr_agent_escape else "",
        )
