"""One event in the region where it goes: what is in its way, and what it writes."""

from __future__ import annotations

import copy
import fnmatch
from typing import TYPE_CHECKING

from sandbox.aws import minting, references, settings, uniqueness
from sandbox.aws.errors import Refusal
from sandbox.aws.replication import mirrored, shared
from sandbox.aws.replication.link import Event, Link, Snapshot, Trouble
from sandbox.aws.store import Resource

if TYPE_CHECKING:
    from sandbox.aws.resources import Resources

ORDERED = "REPLICATION_BLOCKED"
_NAMES = ("Name", "Username", "SecurityProfileName", "Address")
_HASH = "FlowContentSha256"


def trouble(link: Link, event: Event) -> Trouble | None:
    """None where the event can happen."""
    target = link.at(event.region)
    if ordered := order(link, event):
        return Trouble(ORDERED, f"The sandbox has been told to block {ordered}.")
    if event.snapshot is None:
        return _in_use(target, event)
    return _name_is_taken(target, event, event.snapshot) or _lacks(target, event, event.snapshot)


def order(link: Link, event: Event) -> str:
    """The setting that blocks it: a word of the findings, alone or with a name; empty where none does."""
    asked = settings.current().replication_blocked
    if not asked:
        return ""
    code, name = mirrored.code_of(event.type_name), name_of(link, event)
    return next((one for one in sorted(asked) if one == code or fnmatch.fnmatchcase(f"{code}/{name}", one)), "")


def _in_use(target: Resources, event: Event) -> Trouble | None:
    held = target.store.get(event.type_name, event.identifier)
    try:
        if held:
            target.check_deletable(held)
    except Refusal as refusal:
        reason = refusal.message.rstrip(".")
        return Trouble("RESOURCE_IN_USE", f"It was deleted across and is still used in {event.region}: {reason}.")
    return None


def _name_is_taken(target: Resources, event: Event, copied: Snapshot) -> Trouble | None:
    key = uniqueness.key_of(event.type_name, copied.model)
    other = target.store.named(event.type_name, key[0]) if key else None
    if key is None or other is None or other.identifier == event.identifier:
        return None
    message = (
        f"ResourceConflictException: {event.region} has another resource with the name {key[1]}, {other.identifier}. "
        "Rename or delete one of the two."
    )
    return Trouble("RESOURCE_CONFLICT", message)


def _lacks(target: Resources, event: Event, copied: Snapshot) -> Trouble | None:
    mentioned = references.mentioned(target.schema(event.type_name), copied.model)
    missing = frozenset(arn for arn in mentioned if mirrored.is_mirrored(arn) and target.store.owner(arn) is None)
    if not missing:
        return None
    message = f"It refers to {', '.join(sorted(missing))}, which is not in {event.region}."
    return Trouble("DEPENDENCY_NOT_REPLICATED", message, missing)


def apply(link: Link, event: Event) -> None:
    """Write it, whatever is in its way, and remember that the region has seen this change."""
    target = link.at(event.region)
    link.versions[link.target(event)] = event.number
    if event.type_name == mirrored.NUMBER:
        _associate(link, event)
        return
    held = target.store.get(event.type_name, event.identifier)
    if event.snapshot is not None:
        _write(target, event, event.snapshot, held)
    elif held:
        target.drop(held)


def _associate(link: Link, event: Event) -> None:
    number = link.source.store.get(mirrored.NUMBER, event.identifier)
    if number and event.snapshot:
        shared.set_flow(number, event.region, event.snapshot.model.get(shared.FLOW))


def _write(target: Resources, event: Event, copied: Snapshot, held: Resource | None) -> None:
    own = mirrored.OWN_PROPERTIES.get(event.type_name, frozenset())
    resource = held or Resource(event.type_name, event.identifier, {}, copied.created, copied.modified)
    kept = {name: value for name, value in resource.model.items() if name in own}
    # Copied again, for an event may be kept and told of after it was written.
    resource.model, resource.facts = {**copied.model, **kept}, copy.deepcopy(copied.facts)
    resource.created, resource.modified = copied.created, copied.modified
    if _HASH in resource.facts:  # the content's ARNs are those of this region
        resource.facts[_HASH] = minting.digest(resource.model["Content"])
    if _HASH in resource.model:
        resource.model[_HASH] = minting.digest(resource.facts["Content"])
    target.adopt(resource)


def name_of(link: Link, event: Event) -> str:
    """What people call the resource; empty for types without names."""
    held = link.at(event.region).store.get(event.type_name, event.identifier)
    model = event.snapshot.model if event.snapshot else held.model if held else {}
    return next((str(model[name]) for name in _NAMES if name in model), "")
