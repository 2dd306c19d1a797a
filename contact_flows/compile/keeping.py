"""Keeping a request that nobody could answer at once: what its case is told, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows import actions as act
from contact_flows.language.document import Action
from spec.models import ProgramSpec

ASKED: Mapping[str, str] = {
    "queue": "$.Attributes.queue",
    "line": "$.Attributes.line",
    "topic": "$.Attributes.topic",
    "language": "$.Attributes.language",
    "sensitive": "$.Attributes.sensitive",
}
"""What every request tells the function that opens its case, beside the reason."""
KEPT: Mapping[str, str] = {
    "case": "$.External.case",
    "case_reference": "$.External.reference",
    "case_reference_spoken": "$.External.reference_spoken",
    "acknowledge_spoken": "$.External.acknowledge_spoken",
}
"""What of the function's answer must outlive the next one."""


def keeps_cases(program: ProgramSpec) -> bool:
    """AWS GovCloud has no Amazon Connect Cases: there, a request is kept as a task alone."""
    return not program.infrastructure.security.govcloud


def open_case(
    id_: str, reason: str, then: str, on_fault: str, *, more: Mapping[str, str] | None = None
) -> list[Action]:
    """Open the case and remember its number. Contact and reason are its token: doing so again changes nothing."""
    asked = {"reason": reason, **ASKED, **(more or {})}
    return [
        act.call_function(id_, "open_case", asked, f"{id_}-kept", on_fault),
        act.remember(f"{id_}-kept", KEPT, then),
    ]
