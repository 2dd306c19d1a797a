"""Modules that look something up while the contact is there: the operator's switches, and when a queue opens again.

They see contact attributes only, and answer in contact attributes.
"""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.compile.modules import module
from contact_flows.language.document import FlowDocument
from spec.models import ProgramSpec

UNKNOWN = {"reopens": "none", "closing_reason": "none", "callback_possible": "no"}


def emergency_module() -> FlowDocument:
    """Ask the switchboard whether line or center is closed or has something to announce; no answer means neither."""
    asked = {"line": "$.Attributes.line", "language": "$.Attributes.language"}
    kept = {"emergency": "$.External.emergency", "emergency_message": "$.External.message"}
    steps = [
        act.call_function("ask", "switchboard", asked, "keep", "quiet"),
        act.remember("keep", kept, "back"),
        act.remember("quiet", {"emergency": "none", "emergency_message": "none"}, "back"),
        act.returns("back"),
    ]
    description = "Reads the operator's closures and announcements while the contact is there"
    return module("emergency", "Emergency switchboard", description, "infrastructure.resilience", steps)


def opening_module(program: ProgramSpec) -> FlowDocument:
    """Ask when the hours in `$.Attributes.hours` open again, why they are closed, and whether a callback fits in."""
    asked = {
        "hours": "$.Attributes.hours",
        "language": "$.Attributes.language",
        "window_minutes": str(program.infrastructure.callbacks.window_minutes),
    }
    kept = {
        "reopens": "$.External.reopens",
        "closing_reason": "$.External.reason",
        "callback_possible": "$.External.callback",
    }
    steps = [
        act.call_function("ask", "opening", asked, "keep", "unknown"),
        act.remember("keep", kept, "back"),
        act.remember("unknown", UNKNOWN, "back"),
        act.returns("back"),
    ]
    description = "Tells when a queue opens again, and whether a callback can still be kept today"
    return module("opening", "Opening", description, "infrastructure.hours", steps)
