"""Automatic failover as an operator meets it: whether a center has it, and which region waits for his yes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from operate.aws import URGENT, Target, call
from operate.failover.words import said
from spec.automatic import Approval, approval_of, approval_scope
from spec.deployed import Deployed, DeployedCenter
from spec.errors import CloudError, PlanRefusedError, UsageError
from spec.faults import listed
from spec.models.resilience import Automatic
from spec.switches import SCOPE

OVER = frozenset({"TaskTimedOut", "TaskDoesNotExist", "InvalidToken"})
"""What Step Functions says of a token for which nothing waits (API Reference, SendTaskSuccess)."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One center. asked: of its approvals, by region that would receive: the open one, none, or why nobody can tell."""

    center: str
    rules: Automatic
    asked: Mapping[str, Approval | CloudError | None]

    @property
    def waiting(self) -> tuple[Approval, ...]:
        return tuple(found for found in self.asked.values() if isinstance(found, Approval))


def watches(
    target: Target, deployed: Deployed, centers: Iterable[str], now: dt.datetime, silent: Collection[str] = ()
) -> tuple[Watch, ...]:
    """Of the centers that move by themselves. silent: regions that are known not to answer, and are not asked."""
    moving = {id_: rules for id_ in centers if (rules := _rules(deployed.centers[id_])) is not None}
    with ThreadPoolExecutor() as pool:
        asked = {
            id_: {
                region: pool.submit(_open, target, id_, deployed.centers[id_], region, now)
                for region in deployed.centers[id_].switch_regions
                if region not in silent
            }
            for id_ in moving
        }
        return tuple(
            Watch(id_, rules, {region: one.result() for region, one in asked[id_].items()})
            for id_, rules in moving.items()
        )


def _rules(center: DeployedCenter) -> Automatic | None:
    return center.resilience.automatic if center.resilience else None


def _open(
    target: Target, center: str, deployed: DeployedCenter, region: str, now: dt.datetime
) -> Approval | CloudError | None:
    key = {SCOPE: {"S": approval_scope(center)}}
    client = target.client("dynamodb", region, URGENT)
    try:
        found = call(client, "get_item", TableName=deployed.switchboard or "", Key=key, ConsistentRead=True)
    except CloudError as error:
        return error
    approval = approval_of(found.get("Item", {}))
    return approval if approval is not None and approval.open(now) else None


def the_waiting(found: Sequence[Watch], to: str | None) -> Approval:
    """The one that is meant.

    raises   PlanRefusedError: nothing waits; CloudError: nobody can tell; UsageError: several wait
    """
    if not found:
        hint = "the spec asks for it by resilience.automatic; civicline failover shift moves by hand"
        raise PlanRefusedError("", "nothing here moves by itself, so nothing waits for approval", hint)
    open_ = [one for watch in found for one in watch.waiting if to in (None, one.region)]
    if len(open_) > 1:
        several = listed([f"{one.center} to {one.region}" for one in open_], "and")
        raise UsageError("", f"several moves wait for approval: {several}", "name one: --center ID --to REGION")
    if open_:
        return open_[0]
    unread = [one for watch in found for one in watch.asked.values() if isinstance(one, CloudError)]
    if unread:
        where, what = unread[0].where, f"nobody can tell whether a move waits for approval: {said(unread[0])}"
        raise CloudError(where, what, unread[0].hint or "run the command again")
    raise PlanRefusedError("", "no move waits for approval", "civicline failover status shows where traffic is")


def answer(target: Target, approval: Approval, *, approved: bool, by: str) -> None:
    """Tell the state machine. Raises PlanRefusedError where nobody waits any more, CloudError."""
    client = target.client("stepfunctions", approval.region, URGENT)
    output = json.dumps({"approved": approved, "by": by})
    send = partial(call, client, "send_task_success", taskToken=approval.token, output=output)
    try:
        send()
    except CloudError as error:
        response = getattr(error.__cause__, "response", None) or {}
        if response.get("Error", {}).get("Code") in OVER:
            what = f"nobody waits for this answer any more: {said(error)}"
            raise PlanRefusedError(approval.center, what, "civicline failover status shows where traffic is") from error
        raise
