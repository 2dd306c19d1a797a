"""ARNs of what flows call in both regions of a redundant center."""

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
