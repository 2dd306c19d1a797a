"""Automatic failover: in the status, in the question, and after the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from cli.render.moments import at
from cli.render.table import Row, table
from operate.failover.automatic import Watch
from operate.failover.words import said
from spec.automatic import Approval
from spec.errors import CloudError
from spec.models.resilience import Automatic


def as_text(found: Sequence[Watch], zone: dt.tzinfo, width: int) -> str:
    """Below the status; empty where no center has it."""
    return table([row for watch in found for row in _watch(watch, zone)], width)


def _watch(watch: Watch, zone: dt.tzinfo) -> Iterator[Row]:
    yield None, f"center {watch.center} moves by itself: {rules_words(watch.rules)}"
    for approval in watch.waiting:
        yield "WAITS", f"{asked_words(approval, zone)}; answer it: civicline failover approve"
    for region, one in watch.asked.items():
        if isinstance(one, CloudError):
            yield region, f"nobody can tell whether it asks: {said(one)}"


def rules_words(rules: Automatic) -> str:
    how = "when a person approves" if rules.approval else "without a person, when both regions' witnesses agree"
    return f"after {rules.after_minutes} minutes, {how}; at most once in {rules.cooldown_minutes} minutes"


def asked_words(approval: Approval, zone: dt.tzinfo) -> str:
    asked, ends = (at(moment.astimezone(zone)) for moment in (approval.asked, approval.expires))
    return f"asks since {asked} whether to move to {approval.region}, and gives up at {ends}"


def as_question(approval: Approval, *, approved: bool, by: str, zone: dt.tzinfo, width: int) -> str:
    verdict = f"{approval.region} pulls all calls, agents, sign-in, chat, e-mail and web to itself"
    rows: list[Row] = [
        (None, f"Center {approval.center} {asked_words(approval, zone)}"),
        ("seen", approval.why),
        ("yes" if approved else "no", f"{verdict}, unless it sees something else by then" if approved else "all stays"),
        ("signed", by),
    ]
    return table(rows, width)


def as_json(found: Sequence[Watch]) -> dict[str, Any]:
    """By center; none of those that do not move by themselves. Without tokens: who has one can approve."""
    return {
        watch.center: {
            **watch.rules.model_dump(mode="json"),
            "waiting": [approval_json(approval) for approval in watch.waiting],
            "unread": {region: said(one) for region, one in watch.asked.items() if isinstance(one, CloudError)},
        }
        for watch in found
    }


def approval_json(approval: Approval) -> dict[str, Any]:
    return {
        "center": approval.center,
        "to": approval.region,
        "why": approval.why,
        "asked": approval.asked.isoformat(),
        "expires": approval.expires.isoformat(),
        "execution": approval.execution,
    }
