"""Whoever speaks to a caller of one center in one language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from contact_flows.compile.phrases import Phrases, phrases
from contact_flows.compile.scope import Scope


@dataclass(frozen=True)
class Speaker:
    """A center and a language in which flows can speak."""

    scope: Scope
    language: str

    @cached_property
    def words(self) -> Phrases:
        return phrases(self.language)

    @property
    def timeout(self) -> int:
        """Seconds to press a key."""
        return self.scope.program.infrastructure.accessibility.dtmf_timeout_seconds

    def flow(self, base: str) -> str:
        """Id of a flow in this language."""
        return self.scope.variant(base, self.language)

    def name(self, base: str) -> str:
        """Name of a flow in this language; two flows of an instance may not share one."""
        return base if self.language == self.scope.first_language else f"{base} ({self.language})"
