"""Services that few callers need, behind `#` on every line: which ones a center offers, and by which key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contact_flows.compile.scope import Scope

SEVERAL = 2
"""Account managers from which on callers must be told apart, and may choose."""


@dataclass(frozen=True, slots=True)
class Service:
    """One entry. Its key never depends on which others a center has, so that callers can learn it.

    id        its first action; also phrase `more_<id>` and utterances `<id>`, with underscores
    applies   whether a center offers it
    """

    key: str
    id: str
    applies: Callable[[Scope], bool]

    @property
    def phrase(self) -> str:
        return self.id.replace("-", "_")


def services(scope: Scope) -> tuple[Service, ...]:
    """Those that the center offers, by key."""
    return tuple(service for service in SERVICES if service.applies(scope))


def _has_cases(scope: Scope) -> bool:
    """GovCloud has no Amazon Connect Cases."""
    return not scope.program.infrastructure.security.govcloud


def _can_decline(scope: Scope) -> bool:
    consent = scope.program.infrastructure.consent
    return consent.record_calls and consent.unrecorded_path


def _has_choice(scope: Scope) -> bool:
    return len(scope.program.account_managers) >= SEVERAL


def _hears_complaints(scope: Scope) -> bool:
    return scope.program.infrastructure.routing.am_complaint is not None


def _has_sensitive(scope: Scope) -> bool:
    return scope.program.infrastructure.routing.sensitive is not None


SERVICES = (
    Service("1", "case-status", _has_cases),
    Service("2", "unrecorded", _can_decline),
    Service("3", "find-manager", _has_choice),
    Service("4", "choose", _has_choice),
    Service("5", "complaint", _hears_complaints),
    Service("6", "sensitive", _has_sensitive),
)
