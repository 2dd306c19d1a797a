"""Every action type that the service takes, as one table for compiler, lint, simulator and sandbox (ADR 0010).

action_type("CheckHoursOfOperation").errors_for({}).required
"""

from __future__ import annotations

from collections.abc import Mapping

from contact_flows.language.catalogue.action_type import OPERATORS, ActionType, Support
from contact_flows.language.catalogue.contact import CONTACT_ACTIONS
from contact_flows.language.catalogue.flow_control import FLOW_CONTROL_ACTIONS
from contact_flows.language.catalogue.interactions import INTERACTIONS
from contact_flows.language.catalogue.participant import PARTICIPANT_ACTIONS
from contact_flows.language.catalogue.recording import RECORDING_ACTIONS
from contact_flows.language.catalogue.records import RECORD_ACTIONS
from contact_flows.language.catalogue.refused import REFUSED

__all__ = ["ACTION_TYPES", "OPERATORS", "REFUSED", "ActionType", "Support", "action_type"]

ACTION_TYPES: Mapping[str, ActionType] = {
    one.name: one
    for one in (
        *PARTICIPANT_ACTIONS,
        *FLOW_CONTROL_ACTIONS,
        *CONTACT_ACTIONS,
        *RECORDING_ACTIONS,
        *RECORD_ACTIONS,
        *INTERACTIONS,
    )
}


def action_type(name: str) -> ActionType | None:
    """None for a name that the service does not take; `REFUSED` may say what to use instead."""
    return ACTION_TYPES.get(name)
