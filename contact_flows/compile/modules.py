"""What every flow module carries: the settings in its content, and the contract beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from contact_flows import actions as act
from contact_flows.language.document import Action, FlowDocument, FlowType, Value

SETTINGS: Value = {
    "InputParameters": (),
    "OutputParameters": (),
    "Transitions": tuple(
        {"DisplayName": name, "ReferenceName": name, "Description": name} for name in ("Success", "Error")
    ),
}
"""The service refuses a module's content without it, and reads nothing in it; the contract is `contract`."""


def module(
    id_: str, name: str, description: str, spec_path: str, actions: Iterable[Action], language: str = ""
) -> FlowDocument:
    return FlowDocument(
        id=id_,
        name=name,
        type=FlowType.MODULE,
        description=description,
        spec_path=spec_path,
        language=language,
        settings=SETTINGS,
        actions=tuple(act.from_spec(spec_path, actions)),
    )


def results(document: FlowDocument) -> tuple[str, ...]:
    """Branches by which a module returns, in the order of its actions."""
    given = (action.given("Result") for action in document.actions if action.type == "EndFlowModuleExecution")
    return tuple(dict.fromkeys(str(result) for result in given if result is not None))


def contract(document: FlowDocument) -> str | None:
    """`Settings` of the module as a resource, without which its branches are refused; None where it has none.

    Source: Amazon Connect API Reference, CreateContactFlowModule.
    """
    branches = results(document)
    if not branches:
        return None
    declared = [{"name": name, "description": name} for name in branches]
    return json.dumps({"transitions": {"results": declared}}, separators=(",", ":"))
