"""What `failover check` found, line by line and channel by channel. Words say it; color never does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from cli.render.table import Row, table
from operate.readiness.verdict import Readiness, State, Verdict

WORDS = {State.READY: "ready", State.DEGRADED: "degraded", State.NOT_READY: "NOT READY"}


def as_text(readiness: Readiness, width: int) -> str:
    """Each reason once, under what it touches; the same list of reasons is not told twice."""
    return table([*_rows(readiness), (None, _answer(readiness))], width)


def _rows(readiness: Readiness) -> Iterator[Row]:
    told: set[str] = set()
    center = ""
    for verdict in readiness.verdicts:
        if verdict.subject.center != center:
            center = verdict.subject.center
            yield None, f"center {center}, in {readiness.region}"
        yield WORDS[verdict.state], f"{verdict.subject.scope} {verdict.subject.id}"
        yield from _reasons(verdict, told)


def _reasons(verdict: Verdict, told: set[str]) -> Iterator[Row]:
    again = 0
    for why, todo in zip(verdict.why, verdict.todo, strict=True):
        if why in told:
            again += 1
            continue
        told.add(why)
        yield "", f"- {why}"
        yield "", f"  try: {todo}"
    if again:
        yield "", f"- {again} {'reason' if again == 1 else 'reasons'} told above"


def _answer(readiness: Readiness) -> str:
    if readiness.ready:
        return f"{readiness.region} can answer every line and channel"
    if readiness.holds:
        return f"{readiness.region} can answer every line and channel, and something is lost"
    refused = len(readiness.refused)
    return f"{readiness.region} is not ready for {refused} of {len(readiness.verdicts)} lines and channels"


def as_json(readiness: Readiness, now: dt.datetime) -> dict[str, Any]:
    return {
        "region": readiness.region,
        "checked_at": now.isoformat(timespec="seconds"),
        "ready": readiness.ready,
        "holds": readiness.holds,
        "verdicts": [
            {
                "center": verdict.subject.center,
                verdict.subject.scope.value: verdict.subject.id,
                "state": verdict.state.value,
                "reasons": [{"why": why, "todo": todo} for why, todo in zip(verdict.why, verdict.todo, strict=True)],
            }
            for verdict in readiness.verdicts
        ],
    }
