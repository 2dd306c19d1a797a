"""Service Quotas on the wire: our own answers for Amazon Connect, moto's for other services."""

from __future__ import annotations

from typing import Any

from moto.servicequotas.responses import ServiceQuotasResponse

from sandbox.aws.place import Place
from sandbox.aws.servicequotas import quotas
from sandbox.aws.servicequotas.exceptions import QuotasError
from sandbox.aws.wire import Params, ServiceResponse, page

_LISTS = frozenset({"ListServiceQuotas", "ListAWSDefaultServiceQuotas"})
_READS = frozenset({"GetServiceQuota", "GetAWSDefaultServiceQuota"})


class QuotasResponse(ServiceResponse, ServiceQuotasResponse):  # type: ignore[misc]  # moto is untyped
    service = "service-quotas"
    error = QuotasError
    unsupported = ("NoSuchResourceException", "The sandbox does not emulate the operation {operation} of {service}.")

    def __init__(self) -> None:
        ServiceQuotasResponse.__init__(self)
        self.automated_parameter_parsing = True

    def answer(self, operation: str, params: Params) -> dict[str, Any] | None:
        if params.get("ServiceCode") != quotas.CONNECT:
            return None
        place = Place(self.current_account, self.region, self.partition)
        if operation in _LISTS:
            rows, following = page(quotas.listed(place), params)
            return {"Quotas": rows, **following}
        return {"Quota": quotas.one(place, str(params["QuotaCode"]))} if operation in _READS else None
