"""The functions of `aws-native:index` and the generated `get<Type>`, which read one resource by its identifier."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.engine.provider import Properties, ProviderError
from sandbox.providers.partitions import partition_of, suffix_of
from sandbox.providers.session import Session


def index_functions(session: Session) -> Mapping[str, Callable[[Properties], Properties]]:
    """Function name -> implementation."""

    def azs(args: Properties) -> Properties:
        region = args.get("region") or session.region
        filters = [{"Name": "region-name", "Values": [region]}]
        zones = session.client("ec2", region).describe_availability_zones(Filters=filters)["AvailabilityZones"]
        return {"azs": sorted(zone["ZoneName"] for zone in zones)}

    def parameter(args: Properties) -> Properties:
        return {"value": session.client("ssm").get_parameter(Name=args["name"])["Parameter"]["Value"]}

    return {
        "getAccountId": lambda _: {"accountId": session.account()},
        "getRegion": lambda _: {"region": session.region},
        "getPartition": lambda _: {"partition": partition_of(session.region), "dnsSuffix": suffix_of(session.region)},
        "getUrlSuffix": lambda _: {"urlSuffix": suffix_of(session.region)},
        "getAzs": azs,
        "getSsmParameterString": parameter,
        "cidr": _cidr,
    }


def _cidr(args: Mapping[str, Any]) -> Properties:
    """CloudFormation's Fn::Cidr: `count` blocks with `cidrBits` host bits each."""
    block = ipaddress.ip_network(args["ipBlock"])
    prefix = block.max_prefixlen - int(args["cidrBits"])
    count = int(args["count"])
    try:
        subnets = block.subnets(new_prefix=prefix)
        return {"subnets": [str(subnet) for subnet, _ in zip(subnets, range(count), strict=False)]}
    except ValueError as error:
        raise ProviderError(f"cidr of {args['ipBlock']}: {error}") from error
