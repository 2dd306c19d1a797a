"""What both regions of a center have in common: traffic distribution groups, and the numbers that are on them.

They live in the region where they were made and answer in both, whichever is dark: AWS keeps them outside of either.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sandbox.aws.place import last_part
from sandbox.aws.replication.mirrored import NUMBER

if TYPE_CHECKING:
    from sandbox.aws.replication.link import Link
    from sandbox.aws.resources import Resources
    from sandbox.aws.store import Resource

GROUP = "AWS::Connect::TrafficDistributionGroup"
FLOW = "ContactFlowArn"
_ELSEWHERE = "flows_elsewhere"


def groups(resources: Resources) -> list[Resource]:
    """Groups that answer in the region: its own, and those of centers whose replica it has."""
    found = resources.store.of_type(GROUP)
    return [*found, *(group for link in _from_elsewhere(resources) for group in groups_of(link))]


def groups_of(link: Link) -> list[Resource]:
    found = link.source.store.of_type(GROUP)
    return [group for group in found if last_part(group.model["InstanceArn"]) == link.instance_id]


def numbers(resources: Resources) -> list[Resource]:
    """Numbers that are known in the region: its own, and those on groups of centers whose replica it has."""
    own = resources.store.of_type(NUMBER)
    return [*own, *(number for link in _from_elsewhere(resources) for number in numbers_of(link))]


def numbers_of(link: Link) -> list[Resource]:
    """Numbers on the groups of a center."""
    arns = {group.identifier for group in groups_of(link)}
    return [number for number in link.source.store.of_type(NUMBER) if number.model["TargetArn"] in arns]


def of_type(resources: Resources, type_name: str) -> list[Resource]:
    """Everything of a type that can be read in the region."""
    if type_name == GROUP:
        return groups(resources)
    return numbers(resources) if type_name == NUMBER else resources.store.of_type(type_name)


def find(resources: Resources, type_name: str, identifier: str) -> Resource | None:
    """What can be read in the region under an identifier."""
    found = resources.store.get(type_name, identifier)
    if found or not resources.links or type_name not in (GROUP, NUMBER):
        return found
    return next((one for one in of_type(resources, type_name) if one.identifier == identifier), None)


def link_of_group(resources: Resources, group: Resource) -> Link | None:
    return resources.links.get(last_part(group.model["InstanceArn"])) if resources.links else None


def link_of_number(resources: Resources, number: Resource) -> Link | None:
    """Of a number on a group of a replicated center."""
    if not resources.links:
        return None
    group = resources.owner(number.model["TargetArn"])
    return link_of_group(resources, group) if group and group.type_name == GROUP else None


def flow_of(number: Resource, region: str) -> str | None:
    """The flow that a number starts where its call arrives in that region."""
    if f":{region}:" in number.identifier:
        return number.facts.get(FLOW)
    found: str | None = number.facts.get(_ELSEWHERE, {}).get(region)
    return found


def set_flow(number: Resource, region: str, flow: str | None) -> None:
    held = number.facts if f":{region}:" in number.identifier else number.facts.setdefault(_ELSEWHERE, {})
    name = FLOW if held is number.facts else region
    if flow is None:
        held.pop(name, None)
    else:
        held[name] = flow


def forget_flows(number: Resource) -> None:
    """A number that starts nothing, in any region."""
    for name in (FLOW, _ELSEWHERE):
        number.facts.pop(name, None)


def _from_elsewhere(resources: Resources) -> Iterator[Link]:
    return (link for link in resources.links.values() if link.source is not resources)
