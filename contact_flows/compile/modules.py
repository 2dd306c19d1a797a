"""Modules that several flows run. They see contact attributes only, and answer in contact attributes."""

from __future__ import annotations

from contact_flows import actions as act
from contact_flows.language.document import Action, FlowDocument, FlowType, Value
from spec.models import ProgramSpec
from spec.models.centers import Center

MODULE_SETTINGS: Value = {
    "InputParameters": (),
    "OutputParameters": (),
    "Transitions": tuple(
        {"DisplayName": name, "ReferenceName": name, "Description": ""} for name in ("Success", "Error")
    ),
}
"""Boilerplate that the service insists on in a module's content."""


def emergency_module(_program: ProgramSpec, _center: Center) -> FlowDocument:
    """Ask the switchboard whether line or center is closed or has something to announce; no answer means neither."""
    return _module(
        "emergency",
        "Emergency switchboard",
        "Reads the operator's closures and announcements while the contact is there",
        "infrastructure.resilience",
        (
            act.call_function(
                "ask",
                "switchboard",
                {"line": "$.Attributes.line", "language": "$.Attributes.language"},
                "keep",
                "quiet",
            ),
            act.remember(
                "keep", {"emergency": "$.External.emergency", "emergency_message": "$.External.message"}, "back"
            ),
            act.remember("quiet", {"emergency": "none", "emergency_message": "none"}, "back"),
            act.returns("back"),
        ),
    )


def opening_module(program: ProgramSpec, _center: Center) -> FlowDocument:
    """Ask when the hours in `$.Attributes.hours` open again, why they are closed, and whether a callback fits in."""
    asked = {
        "hours": "$.Attributes.hours",
        "language": "$.Attributes.language",
        "window_minutes": str(program.infrastructure.callbacks.window_minutes),
    }
    known = {
        "reopens": "$.External.reopens",
        "closing_reason": "$.External.reason",
        "callback_possible": "$.External.callback",
    }
    return _module(
        "opening",
        "Opening",
        "Tells when a queue opens again, and whether a callback can still be kept today",
        "infrastructure.hours",
        (
            act.call_function("ask", "opening", asked, "keep", "unknown"),
            act.remember("keep", known, "back"),
            act.remember("unknown", {"reopens": "none", "closing_reason": "none", "callback_possible": "no"}, "back"),
            act.returns("back"),
        ),
    )


def _module(id_: str, name: str, description: str, spec_path: str, actions: tuple[Action, ...]) -> FlowDocument:
    return FlowDocument(
        id=id_,
        name=name,
        type=FlowType.MODULE,
        description=description,
        spec_path=spec_path,
        settings=MODULE_SETTINGS,
        actions=tuple(act.from_spec(spec_path, actions)),
    )
