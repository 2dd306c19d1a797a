"""The menu behind `#`: which services a program offers, by the keys that are the same in every program."""

from __future__ import annotations

from spec.models import ProgramSpec

SEVERAL = 2


def services_of(program: ProgramSpec) -> dict[str, str]:
    """Key to service, in order."""
    infra = program.infrastructure
    choice = len(program.account_managers) >= SEVERAL
    offered = (
        ("1", "case_status", not infra.security.govcloud),
        ("2", "unrecorded", infra.consent.record_calls and infra.consent.unrecorded_path),
        ("3", "find_manager", choice),
        ("4", "choose", choice),
        ("5", "complaint", infra.routing.am_complaint is not None),
        ("6", "sensitive", infra.routing.sensitive is not None),
    )
    return {key: service for key, service, applies in offered if applies}
