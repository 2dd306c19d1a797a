"""A service on the wire: one entry for all operations, parsed and serialized by moto from botocore's model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from moto.core.exceptions import ServiceException
from moto.core.responses import TYPE_RESPONSE, ActionResult, BaseResponse
from moto.core.utils import camelcase_to_underscores, get_service_model

from sandbox.aws.errors import Refusal

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
    """The error for a request without a required parameter."""

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
            return 404, {"Content-Type": "application/json", "x-amzn-ErrorType": "UnknownOperationException"}, "{}"
        try:
            params = {**self.uri_match, **dict(self.params)}
            self._check_required(operation, params)
            result: object = self.answer(operation, params)
            if result is None and not hasattr(self, camelcase_to_underscores(operation)):
                code, text = self.unsupported
                result = self.error(code, text.format(operation=operation, service=self.service))
        except ServiceException as error:
            result = error
        except Refusal as refusal:
            result = self._spoken(refusal)
        if result is None:
            return super().call_action()
        status, headers, body = self.serialized(ActionResult(result))
        return status, headers, body

    def _check_required(self, operation: str, params: Params) -> None:
        """AWS's own clients check this before they call; others do not."""
        shape = get_service_model(self.service).operation_model(operation).input_shape
        for name in shape.required_members if shape else ():
            if name not in params:
                raise self.error(self.malformed, f"Missing required parameter: {name}")

    def _spoken(self, refusal: Refusal) -> ServiceException:
        """The refusal as an error that this service has."""
        error = self.error(refusal.error, refusal.message)
        for name, value in refusal.members.items():
            setattr(error, name, value)
        return error


def page(
    rows: Sequence[Row],
    params: Params,
    usual: int = 100,
    token: str = "NextToken",  # noqa: S107 - the name of a member
) -> tuple[list[Row], dict[str, str]]:
    """One page of a list, and the token of the next one where there is more."""
    given = params.get(token)
    start = int(given) if given and str(given).isdigit() else 0
    size = int(params.get("MaxResults") or params.get("maxResults") or usual)
    following = {token: str(start + size)} if start + size < len(rows) else {}
    return list(rows[start : start + size]), following
