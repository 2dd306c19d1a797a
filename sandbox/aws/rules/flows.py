"""Flows and modules: published content is checked as the service checks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.aws import minting
from sandbox.aws.errors import Refusal, conflict
from sandbox.aws.flows import checker
from sandbox.aws.hooks import Change, on
from sandbox.aws.references import base
from sandbox.aws.replication import shared

if TYPE_CHECKING:
    from sandbox.aws.resources import Resources

SAVED = "SAVED"


@on("check", "Connect::ContactFlow")
def flow_can_be_published(change: Change) -> None:
    if change.by_service or not change.changed("Content") or change.saved_only:
        return
    _publish(change, change.model["Type"], "InvalidContactFlowException", "problems")


@on("check", "Connect::ContactFlowModule")
def module_can_be_published(change: Change) -> None:
    if change.changed("Content"):
        _publish(change, "MODULE", "InvalidContactFlowModuleException", "Problems")


def _publish(change: Change, flow_type: str, error: str, member: str) -> None:
    instance = change.model["InstanceArn"]
    found = checker.problems(
        change.model["Content"], flow_type, lambda kind, value: _exists(change.resources, instance, kind, value)
    )
    if found:
        listed = "; ".join(found)
        event = f"Invalid request provided: the flow is not valid. problems: [{listed}]"
        details = [{"message": text} for text in found]
        raise Refusal("InvalidRequest", error, "The flow is not valid.", event=event, **{member: details})


def _exists(resources: Resources, instance: str, kind: str, value: str) -> bool:
    if value.startswith("arn:"):
        return ":instance/" not in value or resources.owned(base(value)) is not None
    bare = value.split(":", 1)[0]
    return resources.store.owner(f"{instance}/{kind}/{bare}") is not None


@on("guard", "Connect::ContactFlow")
def no_number_starts_it(change: Change) -> None:
    assert change.stored
    for number in shared.numbers(change.resources):
        if base(shared.flow_of(number, change.resources.place.region) or "") == change.stored.identifier:
            reason = f"the phone number {number.model['Address']} starts the flow"
            raise conflict(change.type_name, change.stored.identifier, reason)


@on("fill", "Connect::ContactFlow")
def flow_is_active(change: Change) -> None:
    change.model.setdefault("State", "ACTIVE")


@on("fill", "Connect::ContactFlowModule")
def module_is_active(change: Change) -> None:
    change.model.setdefault("State", "ACTIVE")
    change.model["Status"] = "PUBLISHED"


@on("made", "Connect::ContactFlow")
def status_is_kept(change: Change) -> None:
    assert change.stored
    fresh = minting.digest(change.model["Content"])
    if change.stored.facts.get("FlowContentSha256") != fresh:
        change.stored.facts["Status"] = SAVED if change.saved_only else "PUBLISHED"
        change.stored.facts["FlowContentSha256"] = fresh
