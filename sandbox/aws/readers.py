"""Services whose reads a table describes: Cases, Customer Profiles, Amazon Q in Connect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from moto.core.utils import get_service_model

from sandbox.aws.cloudcontrol import views
from sandbox.aws.cloudcontrol.models import cloudcontrol_backends
from sandbox.aws.errors import Refusal
from sandbox.aws.place import last_part
from sandbox.aws.projection import as_map, as_tags, project
from sandbox.aws.resources import Resources
from sandbox.aws.store import Resource
from sandbox.aws.wire import Params, ServiceResponse, page

Row = dict[str, Any]
Told = Callable[[Resource], Row]
Custom = Callable[[Resources, Params], Row]


@dataclass(frozen=True)
class Get:
    type_name: str
    by: Mapping[str, str]
    """Parameter -> property that must have its value (an id or an ARN)."""
    member: str = ""
    """Empty where the output itself is the thing."""


@dataclass(frozen=True)
class List:
    type_name: str
    member: str
    by: Mapping[str, str] = field(default_factory=dict)


class ReaderResponse(ServiceResponse):
    """A table of reads, a function that tells a resource, and custom operations."""

    rows: Mapping[str, Get | List]
    custom: Mapping[str, Custom]
    token = "nextToken"  # noqa: S105 - the name of a member

    def tell(self, resource: Resource) -> Row:
        return told(resource)

    @property
    def resources(self) -> Resources:
        resources: Resources = cloudcontrol_backends[self.current_account][self.region].resources
        return resources

    def answer(self, operation: str, params: Params) -> Row | None:
        if operation in self.custom:
            return self.custom[operation](self.resources, params)
        row = self.rows.get(operation)
        if row is None:
            return None
        shape = get_service_model(self.service).operation_model(operation).output_shape
        found = [one for one in self.resources.store.of_type(row.type_name) if _fits(one, row.by, params)]
        if isinstance(row, List):
            shown, following = page(found, params, token=self.token)
            return {row.member: project(shape.members[row.member], [self.tell(one) for one in shown]), **following}
        if not found:
            wanted = ", ".join(str(params.get(name)) for name in row.by)
            raise Refusal("NotFound", "ResourceNotFoundException", f"The resource was not found: {wanted}")
        one = self.tell(found[0])
        answer: Row = {row.member: project(shape.members[row.member], one)} if row.member else project(shape, one)
        return answer


def _fits(resource: Resource, by: Mapping[str, str], params: Params) -> bool:
    """Whether each parameter that was given has the property's value; one that is a list asks for any of its values."""
    for parameter, name in by.items():
        given = params.get(parameter)
        wanted = given if isinstance(given, list) else [given] if given else []
        if wanted and last_part(str(resource.model.get(name, ""))) not in {last_part(str(value)) for value in wanted}:
            return False
    return True


def told(resource: Resource) -> Row:
    """The model with its times; a state where the API insists on one and the registry has none."""
    times = {
        "createdTime": resource.created,
        "lastModifiedTime": resource.modified,
        "CreatedAt": resource.created,
        "LastUpdatedAt": resource.modified,
    }
    return {**views.current(resource), **times, "tags": as_map(resource.model.get("Tags"))}


def tag_operations(parameter: str) -> dict[str, Custom]:
    """ListTagsForResource, TagResource and UntagResource over ARNs."""

    def owner(resources: Resources, params: Params) -> Resource:
        found = resources.owner(str(params[parameter]))
        if found is None:
            raise Refusal("NotFound", "ResourceNotFoundException", f"Resource not found: {params[parameter]}")
        return found

    def listed(resources: Resources, params: Params) -> Row:
        return {"tags": as_map(owner(resources, params).model.get("Tags"))}

    def tag(resources: Resources, params: Params) -> Row:
        found = owner(resources, params)
        fresh = {**as_map(found.model.get("Tags")), **params["tags"]}
        resources.update(found, {**found.model, "Tags": as_tags(fresh)})
        return {}

    def untag(resources: Resources, params: Params) -> Row:
        found = owner(resources, params)
        kept = {key: value for key, value in as_map(found.model.get("Tags")).items() if key not in params["tagKeys"]}
        resources.update(found, {**found.model, "Tags": as_tags(kept)})
        return {}

    return {"ListTagsForResource": listed, "TagResource": tag, "UntagResource": untag}
