"""Roles cannot be assumed for a moment after their creation: IAM is eventually consistent."""

from __future__ import annotations

from sandbox.aws import iam_consistency
from sandbox.aws.errors import invalid
from sandbox.aws.hooks import Change, on


@on("check", "Lex::Bot")
def role_can_be_assumed(change: Change) -> None:
    arn = change.model["RoleArn"]
    if not iam_consistency.is_assumable(arn):
        raise invalid(f"The role {arn} cannot be assumed by Amazon Lex.", error="ValidationException")
