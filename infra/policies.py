"""IAM policy documents as data. Pure: values may be Pulumi outputs, which `to_json` waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

Text = pulumi.Input[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement; an action `*` is refused, because no component needs it."""

    sid: str
    actions: tuple[str, ...]
    resources: Sequence[Text]
    effect: str = "Allow"
    principal: Any = None
    condition: dict[str, dict[str, Any]] | None = None

    def __post_init__(self) -> None:
        if self.effect == "Allow" and any(action == "*" or action.endswith(":*") for action in self.actions):
            raise ValueError(f"statement {self.sid} allows a whole service")

    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = {"Sid": self.sid, "Effect": self.effect}
        if self.principal is not None:
            found["Principal"] = self.principal
        found["Action"] = list(self.actions)
        found["Resource"] = list(self.resources)
        if self.condition is not None:
            found["Condition"] = self.condition
        return found


def to_json(statements: Sequence[Statement]) -> pulumi.Output[str]:
    """The policy as AWS takes it, once every output in it is known."""
    return pulumi.Output.json_dumps(
        {"Version": "2012-10-17", "Statement": [statement.document() for statement in statements]}
    )


def for_account(account: str) -> dict[str, dict[str, Any]]:
    """Condition that a service acts for this account only (against the confused deputy).

    "If exists", because not every service says for whom it acts, and the documentation does not tell which do.
    """
    return {"StringEqualsIfExists": {"aws:SourceAccount": account}}


def trust(service: str, account: str) -> pulumi.Output[str]:
    """Who may assume a role: one AWS service, acting for this account."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sts:AssumeRole",
        "Condition": for_account(account),
    }
    return pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": [statement]})
