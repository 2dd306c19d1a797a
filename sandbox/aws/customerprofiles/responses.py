"""The Customer Profiles API on the wire."""

from __future__ import annotations

from typing import Any

from sandbox.aws.customerprofiles import profiles
from sandbox.aws.customerprofiles.exceptions import CustomerProfilesError
from sandbox.aws.readers import Get, List, ReaderResponse, tag_operations
from sandbox.aws.store import Resource

_DOMAIN = {"DomainName": "DomainName"}


class CustomerProfilesResponse(ReaderResponse):
    service = "customer-profiles"
    error = CustomerProfilesError
    malformed = "BadRequestException"
    unsupported = ("BadRequestException", "The sandbox does not emulate the operation {operation} of {service}.")
    token = "NextToken"  # noqa: S105 - the name of a member
    rows = {
        "ListDomains": List("AWS::CustomerProfiles::Domain", "Items"),
        "GetDomain": Get("AWS::CustomerProfiles::Domain", _DOMAIN),
        "ListProfileObjectTypes": List("AWS::CustomerProfiles::ObjectType", "Items", _DOMAIN),
        "GetProfileObjectType": Get(
            "AWS::CustomerProfiles::ObjectType", {**_DOMAIN, "ObjectTypeName": "ObjectTypeName"}
        ),
        "ListIntegrations": List("AWS::CustomerProfiles::Integration", "Items", _DOMAIN),
    }
    custom = {**profiles.OPERATIONS, **tag_operations("resourceArn")}

    def tell(self, resource: Resource) -> dict[str, Any]:
        """Fields and keys are lists of named entries in the registry and maps in the API."""
        told = super().tell(resource)
        for name, entry in (("Fields", "ObjectTypeField"), ("Keys", "ObjectTypeKeyList")):
            if name in told:
                told[name] = {row["Name"]: row[entry] for row in told[name]}
        return {**told, "Tags": told["tags"]}
