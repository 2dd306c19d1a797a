"""Automatic failover, as its function writes it and people read it: who moved, and who is asked to approve.

The function `automatic` of each region is deployed with this module; `operate` reads the same rows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from spec.switches import EXPIRES, SCOPE, Item

KIND = "automatic"
"""Of its state machines in deployed.json."""
MACHINE = "automatic in "
APPROVED = ", approved by "


def signature(region: str, execution: str, approved_by: str = "") -> str:
    """Who wrote a row: the execution in a region, and the person who let it. `execution` is its name, not its ARN."""
    approved = f"{APPROVED}{approved_by}" if approved_by else ""
    return f"{MACHINE}{region} ({execution}){approved}"


def unattended(by: str) -> bool:
    """Whether no person had a say in what this signature moved."""
    return by.startswith(MACHINE) and APPROVED not in by


def approval_scope(center: str) -> str:
    """Key of the row in the switchboard of the region that would receive."""
    return f"approval#{center}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A move that waits for a person: one row a center and region.

    region     that would receive, and in whose switchboard the row is
    execution  ARN; the state machine works in the same region
    token      with which Step Functions is answered
    why        what the function saw
    expires    from then on nobody waits any more
    """

    center: str
    region: str
    execution: str
    token: str
    why: str
    asked: dt.datetime
    expires: dt.datetime

    def open(self, now: dt.datetime) -> bool:
        return now < self.expires

    def item(self) -> Item:
        """As DynamoDB has it."""
        texts = {
            SCOPE: approval_scope(self.center),
            "region": self.region,
            "execution": self.execution,
            "token": self.token,
            "why": self.why,
            "asked": self.asked.astimezone(dt.UTC).isoformat(timespec="seconds"),
        }
        return {
            **{name: {"S": text} for name, text in texts.items()},
            EXPIRES: {"N": str(int(self.expires.timestamp()))},
        }


def approval_of(item: Item) -> Approval | None:
    """A row as read from DynamoDB; None where there is none, or one that means nothing."""
    try:
        return Approval(
            center=item[SCOPE]["S"].partition("#")[2],
            region=item["region"]["S"],
            execution=item["execution"]["S"],
            token=item["token"]["S"],
            why=item["why"]["S"],
            asked=dt.datetime.fromisoformat(item["asked"]["S"]),
            expires=dt.datetime.fromtimestamp(int(item[EXPIRES]["N"]), dt.UTC),
        )
    except (KeyError, ValueError, TypeError, OverflowError):
        return None
