"""The Cloud Control backend of one account and region. It holds the store that the other services share."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonpatch
from moto.core.base_backend import BackendDict, BaseBackend

from sandbox.aws import hooks
from sandbox.aws.cloudcontrol import patching, views
from sandbox.aws.cloudcontrol.exceptions import CloudControlError, invalid_request, validation
from sandbox.aws.cloudcontrol.requests import Request, Requests
from sandbox.aws.errors import Refusal
from sandbox.aws.hooks import Change
from sandbox.aws.place import Place
from sandbox.aws.replication import shared
from sandbox.aws.resources import Resources
from sandbox.aws.store import Resource
from sandbox.registry import pointers
from sandbox.registry.schema import TypeSchema, get_type
from sandbox.registry.validation import problems, summary

Properties = dict[str, Any]
_SIZE_MAX = 262_144  # API reference, CreateResource and UpdateResource


class CloudControlBackend(BaseBackend):  # type: ignore[misc]  # moto is untyped
    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        place = Place(account_id, region_name, self.partition)
        self.resources = Resources(place, self._peer, self._everywhere)
        self.requests = Requests()

    def _peer(self, region: str) -> Resources | None:
        backends = cloudcontrol_backends[self.account_id]
        return backends[region].resources if region in backends.regions else None

    def _everywhere(self) -> list[Resources]:
        return [backend.resources for backend in cloudcontrol_backends[self.account_id].values()]

    def create(self, type_name: str, desired: str, client_token: str | None) -> Properties:
        fingerprint = f"CREATE {type_name} {desired}"
        if earlier := self.requests.repeated(client_token, fingerprint):
            return earlier.event()
        schema = self._schema(type_name, "create")
        _check_size(desired, "DesiredState")
        model = _parsed(desired, "DesiredState")
        _check_writable(schema, model)
        _check_valid(schema, model)
        try:
            resource = self.resources.create(type_name, model)
        except Refusal as refusal:
            failure = (refusal.code, refusal.event_message)
            return self.requests.add(
                "CREATE", type_name, None, client_token=client_token, fingerprint=fingerprint, failure=failure
            ).event()
        return self._done("CREATE", resource, client_token, fingerprint, lambda: self.resources.delete(resource))

    def read(self, type_name: str, identifier: str) -> Properties:
        schema = self._schema(type_name, "read")
        resource = shared.find(self.resources, type_name, identifier) or self._existing(type_name, identifier)
        change = Change(self.resources, type_name, views.readable(schema, resource), stored=resource)
        hooks.run("shown", change)
        return change.model

    def update(self, type_name: str, identifier: str, patch: str, client_token: str | None) -> Properties:
        fingerprint = f"UPDATE {type_name} {identifier} {patch}"
        if earlier := self.requests.repeated(client_token, fingerprint):
            return earlier.event()
        schema = self._schema(type_name, "update")
        _check_size(patch, "PatchDocument")
        resource = self._existing(type_name, identifier)
        self.requests.check_idle(type_name, identifier)
        wanted = self._patched(schema, resource, patch)
        before = copy.deepcopy(resource.model)
        try:
            self.resources.update(resource, wanted)
        except Refusal as refusal:
            return self._failed("UPDATE", resource.type_name, identifier, client_token, fingerprint, refusal)

        def undo() -> None:
            self.resources.update(resource, before)

        return self._done("UPDATE", resource, client_token, fingerprint, undo)

    def delete(self, type_name: str, identifier: str, client_token: str | None) -> Properties:
        fingerprint = f"DELETE {type_name} {identifier}"
        if earlier := self.requests.repeated(client_token, fingerprint):
            return earlier.event()
        self._schema(type_name, "delete")
        resource = self._existing(type_name, identifier)
        self.requests.check_idle(type_name, identifier)
        try:
            self.resources.delete(resource)
        except Refusal as refusal:
            return self._failed("DELETE", type_name, identifier, client_token, fingerprint, refusal)
        return self._done("DELETE", resource, client_token, fingerprint, lambda: self.resources.restore(resource))

    def list(self, type_name: str, resource_model: str | None) -> list[Properties]:
        schema = self._schema(type_name, "list")
        scope = _parsed(resource_model or "{}", "ResourceModel")
        missing = [name for name in schema.list_parents if name not in scope]
        if missing:
            raise invalid_request(
                f"Missing or invalid ResourceModel property in {type_name} list handler request input. "
                f"Required property: [#: required key [{missing[0]}] not found]"
            )
        return [
            {"Identifier": resource.identifier, "Properties": json.dumps(views.readable(schema, resource))}
            for resource in shared.of_type(self.resources, type_name)
            if all(resource.model.get(name) == value for name, value in scope.items())
        ]

    def _schema(self, type_name: str, operation: str) -> TypeSchema:
        schema = get_type(type_name, self.region_name)
        if schema is None:
            raise CloudControlError("TypeNotFoundException", f"The type '{type_name}' cannot be found.")
        if operation not in schema.operations:
            message = f"Resource type {type_name} does not support {operation.upper()} action"
            raise CloudControlError("UnsupportedActionException", message)
        return schema

    def _existing(self, type_name: str, identifier: str) -> Resource:
        resource = self.resources.store.get(type_name, identifier)
        if resource is None:
            message = f"Resource of type '{type_name}' with identifier '{identifier}' was not found."
            raise CloudControlError("ResourceNotFoundException", message)
        return resource

    def _patched(self, schema: TypeSchema, resource: Resource, patch: str) -> Properties:
        """The model after the patch, validated as the service does: on what can be read, plus what the patch adds."""
        seen = views.readable(schema, resource)
        try:
            wanted: Properties = jsonpatch.apply_patch(seen, json.loads(patch))
        except (
            jsonpatch.JsonPatchException,
            jsonpatch.JsonPointerException,
            ValueError,
            TypeError,
            RecursionError,
        ) as error:
            raise validation(f"Invalid patch update: {error}") from error
        patching.check_allowed(schema, seen, wanted, json.loads(patch))
        _check_valid(schema, pointers.without(wanted, schema.read_only))
        return patching.with_hidden(schema, resource.model, wanted)

    def _done(self, operation: str, resource: Resource, client_token: str | None, mark: str, undo: Any) -> Properties:
        return self.requests.add(
            operation,
            resource.type_name,
            resource.identifier,
            client_token=client_token,
            fingerprint=mark,
            undo=undo,
        ).event()

    def _failed(
        self, operation: str, type_name: str, identifier: str, client_token: str | None, mark: str, refusal: Refusal
    ) -> Properties:
        request: Request = self.requests.add(
            operation,
            type_name,
            identifier,
            client_token=client_token,
            fingerprint=mark,
            failure=(refusal.code, refusal.event_message),
        )
        return request.event()


def _check_size(text: str, what: str) -> None:
    if len(text) > _SIZE_MAX:
        raise validation(f"{what} must have length less than or equal to {_SIZE_MAX}")


def _parsed(text: str, what: str) -> Properties:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise validation(f"{what} is not valid JSON: {error}") from error
    if not isinstance(value, dict):
        raise validation(f"{what} must be a JSON object")
    return value


def _check_writable(schema: TypeSchema, model: Properties) -> None:
    given = [pointer for pointer in schema.read_only if pointers.values(model, pointer)]
    if given:
        names = ", ".join(pointers.text(pointer) for pointer in given)
        raise validation(f"Model validation failed (#: readOnlyProperties [{names}] cannot be specified)")


def _check_valid(schema: TypeSchema, model: Properties) -> None:
    found = problems(schema, model)
    if found:
        raise validation(summary(found))


cloudcontrol_backends = BackendDict(CloudControlBackend, "cloudcontrol")
