"""A service on the wire: one entry for all operations, parsed and serialized by moto from botocore's model."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from moto.core.exceptions import ServiceException
from moto.core.responses import TYPE_RESPONSE, ActionResult, BaseResponse
from moto.core.utils import camelcase_to_underscores, get_service_model

from sandbox.aws import declared, parameters
from sandbox.aws.errors import Refusal, invalid

# What moto's parsers raise about a body of other types than the model's, or none that can be parsed at all.
_UNREADABLE = (ValueError, TypeError, AttributeError, KeyError, RecursionError)

Params = Mapping[str, Any]
Row = TypeVar("Row")


class ServiceResponse(BaseResponse):  # type: ignore[misc]  # moto is untyped
    """Subclasses answer operations by name; what they do not answer is refused by name, never by an HTML page."""

    service: ClassVar[str]
    error: ClassVar[type[ServiceException]]
    unsupported: ClassVar[tuple[str, str]] = (
        "UnknownOperationException",
        "The sandbox does not emulate the operation {operation} of {service}.",
    )

    malformed: ClassVar[str] = "ValidationException"
    """The error for a request that breaks a constraint of the model."""

    unreadable: str = ""
    """Why the body does not fit the model."""

    def __init__(self) -> None:
        super().__init__(service_name=self.service)
        self.automated_parameter_parsing = True

    def answer(self, operation: str, params: Params) -> dict[str, Any] | None:
        """The output members of the operation, or None where it is not emulated."""
        del operation, params
        return None

    def call_action(self) -> TYPE_RESPONSE:
        operation = self._get_action()
        if not operation:
            return _unmodeled(404, "UnknownOperationException", "")
        if self.unreadable:
            return _unmodeled(400, "SerializationException", self.unreadable)
        try:
            result = self._checked_answer(operation)
        except ServiceException as error:
            result = error
        except Refusal as refusal:
            result = self._spoken(operation, refusal)
        if result is None:
            return super().call_action()
        status, headers, body = self.serialized(ActionResult(result))
        return status, headers, body

    def parse_parameters(self, request: Any) -> None:
        """A body that does not fit the model is refused like any other request, when it is answered."""
        try:
            super().parse_parameters(request)
        except _UNREADABLE as error:
            self.unreadable = str(error) or type(error).__name__

    def _checked_answer(self, operation: str) -> object:
        """None where moto has the answer."""
        params = {**self.uri_match, **dict(self.params)}
        found = parameters.problems(self._model(operation).input_shape, params)
        if found:
            raise Refusal("InvalidRequest", self.malformed, "; ".join(found))
        answer = self.answer(operation, params)
        if answer is None and not hasattr(self, camelcase_to_underscores(operation)):
            code, text = self.unsupported
            raise self.error(code, text.format(operation=operation, service=self.service))
        return answer

    def _model(self, operation: str) -> Any:
        return get_service_model(self.service).operation_model(operation)

    def _spoken(self, operation: str, refusal: Refusal) -> ServiceException:
        """The refusal as an error that this operation has."""
        names = [shape.name for shape in self._model(operation).error_shapes]
        error = self.error(declared.nearest(refusal.error, refusal.code, names), refusal.message)
        for name, value in refusal.members.items():
            setattr(error, name, value)
        return error


def _unmodeled(status: int, code: str, message: str) -> TYPE_RESPONSE:
    """An error that services answer and no model of theirs has."""
    headers = {"Content-Type": "application/json", "x-amzn-ErrorType": code}
    return status, headers, json.dumps({"__type": code, "message": message})


def page(
    rows: Sequence[Row],
    params: Params,
    usual: int = 100,
    token: str = "NextToken",  # noqa: S107 - the name of a member
) -> tuple[list[Row], dict[str, str]]:
    """One page of a list, and the token of the next one where there is more."""
    given = params.get(token)
    if given and not str(given).isdecimal():
        raise invalid(f"The {token} is not one that this list has given.")
    start = int(given or 0)
    size = int(params.get("MaxResults") or params.get("maxResults") or usual)
    following = {token: str(start + size)} if start + size < len(rows) else {}
    return list(rows[start : start + size]), following
