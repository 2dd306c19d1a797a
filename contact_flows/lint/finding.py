"""A finding: a value with a stable code, the block that it is about, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
"""error: the service would refuse the flow, or a contact could be stranded in it. warning: it could serve better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong at one place.

    flow        id of the document
    block       identifier of the action; empty where the flow as a whole is meant
    spec_path   part of the spec from which it was compiled; empty in a foreign flow
    """

    code: str
    severity: Severity
    message: str
    flow: str
    block: str = ""
    spec_path: str = ""
    hint: str = ""
