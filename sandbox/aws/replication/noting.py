"""Changes of mirrored things become events of the center's link. A center without a replica has none: one look-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.aws.replication import mirrored, shared
from sandbox.aws.replication.link import Link, Snapshot

if TYPE_CHECKING:
    from sandbox.aws.resources import Resources
    from sandbox.aws.store import Resource

CHANGED_IN = "changed_in"
"""Fact of a copy: the region in which the resource was changed last."""


def changed(resources: Resources, resource: Resource) -> None:
    """A mirrored resource is as it shall be across."""
    link = _link(resources, resource)
    if link is None:
        return
    resource.facts.pop(CHANGED_IN, None)
    here = resources.place.region
    link.note(here, resource.type_name, resource.identifier, _snapshot(link, here, resource))


def _snapshot(link: Link, region: str, resource: Resource) -> Snapshot:
    own = mirrored.OWN_PROPERTIES.get(resource.type_name, frozenset())
    model = {name: value for name, value in resource.model.items() if name not in own}
    facts = {**resource.facts, CHANGED_IN: resource.facts.get(CHANGED_IN, region)}
    return Snapshot(link.moved(model, region), link.moved(facts, region), resource.created, resource.modified)


def gone(resources: Resources, resource: Resource) -> None:
    link = _link(resources, resource)
    if link is not None:
        link.note(resources.place.region, resource.type_name, resource.identifier, None)


def number_changed(resources: Resources, number: Resource) -> None:
    """Which flow a number starts in the region of `resources`, if a replicated center's group has the number."""
    link = shared.link_of_number(resources, number)
    if link is None:
        return
    region = resources.place.region
    flow = shared.flow_of(number, region)
    if flow is None and (region, link.key(region, mirrored.NUMBER, number.identifier)) not in link.versions:
        return
    model = {shared.FLOW: link.moved(flow, region)} if flow else {}
    link.note(region, mirrored.NUMBER, number.identifier, Snapshot(model, {}, number.created, number.modified))


def _link(resources: Resources, resource: Resource) -> Link | None:
    return resources.links.get(mirrored.instance_of(resource.identifier)) if resources.links else None
