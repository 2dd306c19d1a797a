"""Contacts that the API begins: chats and tasks. They are kept in their region, and no flow is run for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.aws import clock, minting
from sandbox.aws.connect.desk import Desk, missing
from sandbox.aws.connect.operations import Answer, operation, tell
from sandbox.aws.errors import Refusal, invalid
from sandbox.aws.rules.flows import SAVED

_STARTS = "CONTACT_FLOW"
"""The type of flow that a contact may begin in."""


@operation("StartChatContact")
def start_chat(desk: Desk) -> Answer:
    """Its participant has an id and a token of its own."""
    known = _began_before(desk)
    contact = known or _begin(desk, "CHAT", {})
    participant: Mapping[str, str] = desk.resources.participants.setdefault(
        contact["Id"], {"ParticipantId": minting.new_id(), "ParticipantToken": minting.short_id(64)}
    )
    return {"ContactId": contact["Id"], **participant}


@operation("StartTaskContact")
def start_task(desk: Desk) -> Answer:
    told = {name: desk.params[name] for name in ("Name", "Description") if name in desk.params}
    return {"ContactId": (_began_before(desk) or _begin(desk, "TASK", told))["Id"]}


@operation("DescribeContact")
def describe(desk: Desk) -> Answer:
    found = desk.resources.contacts.get(str(desk.params["ContactId"]))
    if found is None or not found["Arn"].startswith(f"{desk.instance().identifier}/"):
        raise missing(f"Contact not found: {desk.params['ContactId']}")
    return {"Contact": tell("DescribeContact", "Contact", found)}


def _began_before(desk: Desk) -> dict[str, Any] | None:
    """The contact that the same token began."""
    token = desk.params.get("ClientToken")
    return next((one for one in desk.resources.contacts.values() if token and one["_token"] == token), None)


def _begin(desk: Desk, channel: str, more: Mapping[str, Any]) -> dict[str, Any]:
    instance, now = desk.instance(), clock.now()
    _require_flow(desk)
    id_ = minting.new_id()
    contact = {
        "Arn": f"{instance.identifier}/contact/{id_}",
        "Id": id_,
        "InitiationMethod": "API",
        "Channel": channel,
        "InitiationTimestamp": now,
        "LastUpdateTimestamp": now,
        "Attributes": dict(desk.params.get("Attributes") or {}),
        "_token": desk.params.get("ClientToken", ""),
        **more,
    }
    desk.resources.contacts[id_] = contact
    return contact


def _require_flow(desk: Desk) -> None:
    """A published flow that is not archived, of the type for inbound contacts."""
    given = desk.params.get("ContactFlowId")
    if given is None:
        raise invalid("ContactFlowId is required: tasks of a template or a quick connect are not emulated")
    flow = desk.find("ContactFlow", str(given))
    state = flow.model.get("State", "ACTIVE")
    if flow.model["Type"] != _STARTS or flow.facts["Status"] == SAVED or state != "ACTIVE":
        raise Refusal("InvalidRequest", "InvalidRequestException", f"The flow cannot begin a contact: {given}")
