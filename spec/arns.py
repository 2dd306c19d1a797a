"""ARNs of what a redundant center has in both of its regions."""

from __future__ import annotations

AWS_REGION = "$.AwsRegion"
"""What Amazon Connect puts the region of the running contact in for (Global Resiliency; Lambda and Lex ARNs only)."""
PORTABLE_SERVICES = frozenset({"lambda", "lex"})


def portable(arn: str) -> str:
    """The ARN with the contact's own region, where flows may write that; any other ARN as it is.

    A function has the same name in both regions, and a replicated bot the same ids, so one flow serves both.
    Source: Amazon Connect Administrator Guide, "Requirements for Amazon Connect Global Resiliency".
    """
    parts = arn.split(":", 4)
    if len(parts) < 5 or parts[0] != "arn" or parts[2] not in PORTABLE_SERVICES:  # noqa: PLR2004 - arn:aws:s:region:rest
        return arn
    return ":".join((*parts[:3], AWS_REGION, parts[4]))


def in_region(arn: str, region: str) -> str:
    """The ARN by which the other region knows what Amazon Connect mirrors: ids are the same, only the region differs.

    An ARN without a region, as IAM's are, and what is no ARN stay as they are.
    Source: Amazon Connect Administrator Guide, "Create a replica of your existing Amazon Connect instance".
    """
    parts = arn.split(":", 4)
    if len(parts) < 5 or parts[0] != "arn" or not parts[3]:  # noqa: PLR2004 - arn:aws:service:region:rest
        return arn
    return ":".join((*parts[:3], region, parts[4]))


def region_of(arn: str) -> str:
    """Empty for what has no region, and for what is no ARN."""
    parts = arn.split(":", 4)
    return parts[3] if len(parts) == 5 and parts[0] == "arn" else ""  # noqa: PLR2004 - arn:aws:service:region:rest
