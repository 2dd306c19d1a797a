"""The `aws-native` provider of the embedded engine."""

# ruff: noqa: ARG002 - every step of the Provider interface gets the same arguments

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from sandbox.engine.provider import CheckFailure, Diff, Properties, ProviderError
from sandbox.engine.state.urns import name_of
from sandbox.engine.values.model import UNKNOWN, has_unknown, is_unknown
from sandbox.providers.drift import drifted
from sandbox.providers.failures import AwsError
from sandbox.providers.native import changes, functions, tags
from sandbox.providers.native.naming import NameSettings, automatic, rule_of
from sandbox.providers.native.requests import DEFAULT_PACE, CloudControl, Event, Pace
from sandbox.providers.session import Session
from sandbox.registry import catalog, names, validation
from sandbox.registry.schema import TypeSchema, get_type

SUCCESS = "SUCCESS"


class AwsNative:
    """See `sandbox.engine.provider.Provider`; one object for one region."""

    def __init__(self, session: Session, pace: Pace = DEFAULT_PACE) -> None:
        self._session, self._pace = session, pace

    def check(
        self,
        urn: str,
        type_: str,
        olds: Properties | None,
        news: Properties,
        seed: str,
    ) -> tuple[Properties, list[CheckFailure]]:
        schema = _schema(type_)
        inputs = tags.with_defaults(schema, news, self._session.default_tags())
        rule = rule_of(schema)
        if rule is not None and inputs.get(rule.property) is None:
            kept = (olds or {}).get(rule.property)
            settings = NameSettings.of(self._session.setting("autoNaming"))
            try:
                inputs[rule.property] = kept or automatic(rule, name_of(urn), seed, settings)
            except ValueError as error:
                return inputs, [(rule.property, str(error))]
        if inputs == olds:  # checked when it was made, against this very schema
            return inputs, self._absent(schema)
        return inputs, self._absent(schema) + _refused(schema, inputs)

    def diff(
        self,
        urn: str,
        type_: str,
        id_: str,
        old_inputs: Properties,
        old_outputs: Properties,
        news: Properties,
    ) -> Diff:
        return changes.difference(_schema(type_), old_inputs, news)

    def preview(self, type_: str, news: Properties, old_outputs: Properties | None = None) -> Properties:
        read_only = _read_only(_schema(type_))
        if old_outputs is None:
            return {**dict.fromkeys(read_only, UNKNOWN), **news}
        return {**{name: value for name, value in old_outputs.items() if name in read_only}, **news}

    def create(self, urn: str, type_: str, inputs: Properties, token: str) -> tuple[str, Properties]:
        schema, what = _schema(type_), f"creating {type_}"
        try:
            event = self._control.create(schema.name, names.to_cfn(schema, inputs), token)
            if event["OperationStatus"] != SUCCESS:
                raise self._half_made(schema, event, inputs, what)
            return self._made(schema, str(event["Identifier"]), inputs, what)
        except AwsError as error:
            raise ProviderError(f"{what}: {error}", uncertain=error.uncertain) from error

    def recover(self, urn: str, type_: str, inputs: Properties, token: str) -> tuple[str | None, Properties | None]:
        """Repeat the create under its own client token: Cloud Control answers with what the first request made.

        The service remembers tokens for 36 hours; afterwards it says that the resource exists, and its name finds it.
        """
        schema = _schema(type_)
        try:
            return self.create(urn, type_, inputs, token)
        except ProviderError as error:
            if "AlreadyExists" not in str(error):
                raise
            found = self._by_name(schema, inputs)
            if found is None:
                raise
        return self._made(schema, found, inputs, f"adopting {type_}")

    def read(
        self,
        urn: str,
        type_: str,
        id_: str,
        inputs: Properties,
        outputs: Properties,
    ) -> tuple[str | None, Properties, Properties]:
        schema = _schema(type_)
        try:
            live = self._control.read(schema.name, id_)
        except AwsError as error:
            raise ProviderError(f"reading {type_} {id_}: {error}") from error
        if live is None:
            return None, {}, {}
        seen = _outputs(schema, live, inputs)
        if not inputs:
            read_only = _read_only(schema)
            return id_, {name: value for name, value in seen.items() if name not in read_only}, seen
        return id_, drifted(inputs, outputs, seen), seen

    def update(
        self,
        urn: str,
        type_: str,
        id_: str,
        old_inputs: Properties,
        old_outputs: Properties,
        news: Properties,
    ) -> Properties:
        schema, what = _schema(type_), f"updating {type_} {id_}"
        try:
            live = self._control.read(schema.name, id_)
            if live is None:
                raise ProviderError(f"{what}: it no longer exists\n  try: refresh, then run again")
            patch = changes.patch(schema, old_inputs, news, live)
            if patch:
                event = self._control.update(schema.name, id_, patch)
                if event["OperationStatus"] != SUCCESS:
                    raise ProviderError(f"{what}: {_why(event)}")
                live = self._control.read(schema.name, id_) or live
        except AwsError as error:
            raise ProviderError(f"{what}: {error}", uncertain=error.uncertain) from error
        return _outputs(schema, live, news)

    def delete(self, urn: str, type_: str, id_: str, inputs: Properties, outputs: Properties) -> None:
        schema = _schema(type_)
        try:
            event = self._control.delete(schema.name, id_)
        except AwsError as error:
            raise ProviderError(f"deleting {type_} {id_}: {error}", uncertain=error.uncertain) from error
        if event is not None and event["OperationStatus"] != SUCCESS:
            raise ProviderError(f"deleting {type_} {id_}: {_why(event)}")

    def invoke(self, token: str, args: Properties) -> Properties:
        package, _, name = token.rpartition(":")
        known = functions.index_functions(self._session)
        try:
            if name in known:
                return known[name](args)
            if name.startswith("get"):
                return self._get(_schema(f"{package}:{name.removeprefix('get')}"), args)
        except AwsError as error:
            raise ProviderError(f"{token}: {error}") from error
        raise ProviderError(f"{token}: the embedded engine does not have this function")

    @functools.cached_property
    def _control(self) -> CloudControl:
        return CloudControl(self._session.client("cloudcontrol"), self._pace)

    def _absent(self, schema: TypeSchema) -> list[CheckFailure]:
        region = self._session.setting("region")
        if not region or is_unknown(region) or region not in catalog.regions() or get_type(schema.name, region):
            return []
        return [("", f"{schema.name} does not exist in {region}")]

    def _made(self, schema: TypeSchema, identifier: str, inputs: Properties, what: str) -> tuple[str, Properties]:
        try:
            live = self._control.read_new(schema.name, identifier)
        except AwsError as error:
            raise ProviderError(
                f"{what}: made, but not readable: {error}", id=identifier, outputs=dict(inputs)
            ) from error
        if live is None:
            raise ProviderError(f"{what}: {identifier} vanished after it was made")
        return identifier, _outputs(schema, live, inputs)

    def _half_made(self, schema: TypeSchema, event: Event, inputs: Properties, what: str) -> ProviderError:
        """The failure; with the id when the service left something behind that was not there before."""
        identifier = event.get("Identifier")
        if not identifier or event.get("ErrorCode") == "AlreadyExists":
            return ProviderError(f"{what}: {_why(event)}")
        live = self._control.read(schema.name, identifier)
        if live is None:
            return ProviderError(f"{what}: {_why(event)}")
        return ProviderError(f"{what}: {_why(event)}", id=identifier, outputs=_outputs(schema, live, inputs))

    def _by_name(self, schema: TypeSchema, inputs: Properties) -> str | None:
        rule, model = rule_of(schema), names.to_cfn(schema, inputs)
        if "list" not in schema.operations:
            return None
        own = schema.identifier(model)
        parent = {name: model[name] for name in schema.list_parents if name in model}
        wanted = names.top_level(schema)[rule.property] if rule else None
        for identifier, _ in self._control.listed(schema.name, parent):
            if identifier == own:
                return identifier
            if wanted and (self._control.read(schema.name, identifier) or {}).get(wanted) == model.get(wanted):
                return identifier
        return None

    def _get(self, schema: TypeSchema, args: Properties) -> Properties:
        identifier = schema.identifier(names.to_cfn(schema, args))
        live = self._control.read(schema.name, identifier)
        if live is None:
            raise ProviderError(f"{schema.name} {identifier} does not exist")
        return names.to_sdk(schema, live)


@functools.cache
def _schema(type_: str) -> TypeSchema:
    name = names.cfn_type(type_)
    schema = get_type(name) if name else None
    if schema is None:
        raise ProviderError(f"unknown resource type {type_}")
    return schema


@functools.cache
def _read_only(schema: TypeSchema) -> frozenset[str]:
    back = {cfn: sdk for sdk, cfn in names.top_level(schema).items()}
    return frozenset(back[pointer[0]] for pointer in schema.read_only if len(pointer) == 1 and pointer[0] in back)


def _refused(schema: TypeSchema, inputs: Properties) -> list[CheckFailure]:
    """Every violation, under the property path that the program uses."""
    given = sorted(name for name in _read_only(schema) if inputs.get(name) is not None)
    failures = [(name, "read-only: the service sets it") for name in given]
    model = names.to_cfn(schema, {name: value for name, value in inputs.items() if name not in given})
    found = validation.problems(schema, model, is_unknown if has_unknown(model) else None)
    for problem in found:
        path = problem.path
        if problem.keyword == "required":
            path = (*path, problem.message.split("[", 1)[1].split("]", 1)[0])
        failures.append((names.sdk_path(schema, path), problem.message))
    return failures


def _outputs(schema: TypeSchema, live: Mapping[str, Any], inputs: Mapping[str, Any]) -> Properties:
    """The model as outputs, with the write-only values, which no read returns, taken from the inputs."""
    back = {cfn: sdk for sdk, cfn in names.top_level(schema).items()}
    hidden = {back[pointer[0]] for pointer in schema.write_only if len(pointer) == 1 and pointer[0] in back}
    return {**{name: value for name, value in inputs.items() if name in hidden}, **names.to_sdk(schema, live)}


def _why(event: Event) -> str:
    return f"{event.get('ErrorCode') or event['OperationStatus']}: {event.get('StatusMessage') or 'no reason given'}"
