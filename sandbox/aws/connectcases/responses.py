"""The Cases API on the wire."""

from __future__ import annotations

from typing import Any

from sandbox.aws.connectcases import cases, fields
from sandbox.aws.connectcases.exceptions import ConnectCasesError
from sandbox.aws.readers import Get, List, ReaderResponse, tag_operations

_DOMAIN = {"domainId": "DomainId"}


class ConnectCasesResponse(ReaderResponse):
    service = "connectcases"
    error = ConnectCasesError
    unsupported = ("ValidationException", "The sandbox does not emulate the operation {operation} of {service}.")
    rows = {
        "ListDomains": List("AWS::Cases::Domain", "domains"),
        "GetDomain": Get("AWS::Cases::Domain", _DOMAIN),
        "ListFields": List("AWS::Cases::Field", "fields", _DOMAIN),
        "ListLayouts": List("AWS::Cases::Layout", "layouts", _DOMAIN),
        "GetLayout": Get("AWS::Cases::Layout", {**_DOMAIN, "layoutId": "LayoutId"}),
        "ListTemplates": List("AWS::Cases::Template", "templates", {**_DOMAIN, "status": "Status"}),
        "GetTemplate": Get("AWS::Cases::Template", {**_DOMAIN, "templateId": "TemplateId"}),
        "ListCaseRules": List("AWS::Cases::CaseRule", "caseRules", _DOMAIN),
    }
    custom = {**fields.OPERATIONS, **cases.OPERATIONS, **tag_operations("arn")}

    def tell(self, resource: Any) -> dict[str, Any]:
        told = super().tell(resource)
        rule = resource.model.get("Rule")
        return {**told, "ruleType": next(iter(rule))} if rule else told
