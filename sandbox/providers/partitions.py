"""AWS partitions: what a region belongs to, as ARNs and host names spell it."""

from __future__ import annotations

_BY_PREFIX = (("us-gov-", "aws-us-gov"), ("cn-", "aws-cn"))


def partition_of(region: str) -> str:
    """`aws` for all regions but those of GovCloud and China."""
    return next((name for prefix, name in _BY_PREFIX if region.startswith(prefix)), "aws")


def suffix_of(region: str) -> str:
    """The domain below which the partition's service endpoints are."""
    return "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"


def arn(service: str, region: str, account: str, resource: str, *, of_region: str = "") -> str:
    """An ARN; for services without region or account pass an empty one and `of_region` for the partition."""
    return f"arn:{partition_of(region or of_region)}:{service}:{region}:{account}:{resource}"
