"""SES on the wire: moto's operations, and those that a contact center needs beside them."""

from __future__ import annotations

from typing import Any

from moto.core.responses import TYPE_RESPONSE, ActionResult
from moto.ses.responses import EmailResponse
from moto.sesv2.responses import SESV2Response

from sandbox.aws.errors import Refusal
from sandbox.aws.place import Place
from sandbox.aws.ses import configuration_sets, identities, receipts
from sandbox.aws.ses.exceptions import SesError
from sandbox.aws.wire import Params, ServiceResponse

# Where clients made before the service moved these lists look for them, with the parameters in the query string.
_FORMER = {
    ("GET", "/v2/email/identities"): "ListEmailIdentities",
    ("GET", "/v2/email/configuration-sets"): "ListConfigurationSets",
}
_V2 = {**identities.OPERATIONS, **configuration_sets.OPERATIONS}


class SesV2ServiceResponse(ServiceResponse, SESV2Response):  # type: ignore[misc]  # moto is untyped
    service = "sesv2"
    error = SesError
    malformed = "BadRequestException"
    unsupported = ("BadRequestException", "The sandbox does not emulate the operation {operation} of {service}.")

    def __init__(self) -> None:
        SESV2Response.__init__(self)  # parses for itself; see call_action

    def call_action(self) -> TYPE_RESPONSE:
        if self._get_action():
            self.parse_parameters(self.normalized_request)
        if "PageSize" in self.querystring:  # of a former list; moto's handlers expect a number, as in a body
            self.querystring["PageSize"] = [int(size) for size in self.querystring["PageSize"] if size.isdecimal()]
        self.automated_parameter_parsing = self._get_action() in _V2  # moto's own handlers parse for themselves
        answer: TYPE_RESPONSE = super().call_action()
        return answer

    def _get_action_from_method_and_request_uri(self, request: Any) -> str:
        found: str | None = super()._get_action_from_method_and_request_uri(request)
        return found or _FORMER.get((request.method, request.path.rstrip("/")), "")

    def answer(self, operation: str, params: Params) -> dict[str, Any] | None:
        handler = _V2.get(operation)
        return handler(params, Place(self.current_account, self.region, self.partition)) if handler else None


class SesServiceResponse(EmailResponse):  # type: ignore[misc]  # moto is untyped
    """Version 1 with the operations on receipt rules that moto lacks; moto looks methods up by name."""

    def _place(self) -> Place:
        return Place(self.current_account, self.region, self.partition)

    def delete_receipt_rule(self) -> ActionResult:
        return self._receipt(receipts.delete)

    def set_receipt_rule_position(self) -> ActionResult:
        return self._receipt(receipts.move)

    def reorder_receipt_rule_set(self) -> ActionResult:
        return self._receipt(receipts.reorder)

    def _receipt(self, operation: receipts.Operation) -> ActionResult:
        try:
            operation(dict(self.params), self._place())
        except Refusal as refusal:
            raise SesError(refusal.error, refusal.message) from refusal
        return ActionResult({})
