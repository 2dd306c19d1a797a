"""Drills: one decision on paper, the scorecard of one, and all of those before."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cli.render.moments import at
from cli.render.table import Row, table
from operate.drills.age import Practice
from operate.drills.evidence import Kept
from operate.drills.model import Drill, Kind, Result
from operate.drills.tabletop import Point
from operate.drills.words import measured
from operate.failover.words import said
from spec.errors import CloudError
from spec.faults import listed

WORDS = {Result.PASSED: "passed", Result.FAILED: "FAILED", Result.INTERRUPTED: "INTERRUPTED"}
SECONDS = (
    ("detection", "from the loss of the region to the first contact that found nobody"),
    ("decision", "until somebody said yes"),
    ("shift", "until calls, agents and sign-in were read back in the other region"),
    ("first_answered", "until the first simulated contact was answered there"),
    ("restore", "until all was home again"),
)
TALKED = "until every question was answered"
"""What a drill on paper measures: its questions are answered with no as well."""
LABELS = {"first_answered": "first call"}


def point(number: int, of: int, point_: Point, width: int) -> str:
    """One decision of a drill on paper."""
    rows: list[Row] = [(None, f"{number} of {of}: {point_.title}"), ("who", point_.who)]
    rows += [("known" if not place else "", words) for place, words in enumerate(point_.sees)]
    rows += [("command", point_.command)] if point_.command else []
    return table(rows, width)


def as_text(drill: Drill, path: Path | None, width: int) -> str:
    """path: of the evidence; None where it could not be kept."""
    rows: list[Row] = [(None, f"{drill.kind} drill to {drill.to}: {WORDS[drill.result]}")]
    rows += [*_scorecard(drill), ("took", f"{drill.seconds:.0f} s in all")]
    rows += [("note", note) for note in drill.notes]
    rows += [
        ("logged", f"in {listed(list(drill.logged), 'and')}" if drill.logged else "NOWHERE"),
        ("evidence", str(path) if path else "NOT kept"),
    ]
    return table(rows, width)


def _scorecard(drill: Drill) -> Iterator[Row]:
    card = drill.scorecard
    told = {**dict(SECONDS), "decision": TALKED} if drill.kind is Kind.TABLETOP else dict(SECONDS)
    for name, words in told.items():
        if (seconds := getattr(card, name)) is not None:
            yield LABELS.get(name, name), f"{seconds:.2f} s {words}"
    if not card.placed:
        return
    yield (
        "contacts",
        f"{card.unanswered} of {card.placed} simulated contacts found nobody, over {card.seconds_without:.2f} s",
    )
    if card.lost is None:
        yield "lost", "no spec was named, so nobody can tell how many calls would have come in that time"
    elif card.per_hour is not None:
        yield "lost", f"{card.lost:.2f} calls of the busiest hour, in which {card.per_hour:.0f} are expected"


def as_json(drill: Drill, path: Path | None) -> dict[str, Any]:
    return {**_json(drill), "evidence": str(path) if path else None}


def _json(drill: Drill) -> dict[str, Any]:
    told: dict[str, Any] = drill.model_dump(mode="json")
    told["scorecard"]["contacts_lost"] = drill.scorecard.lost
    return told


def history_text(
    kept: Kept, practices: Mapping[str, Practice | CloudError], now: dt.datetime, zone: dt.tzinfo, width: int
) -> str:
    rows: list[Row] = []
    for center, practice in practices.items():
        rows += _practice(center, practice, now, zone)
    if kept.drills:
        rows.append((None, "on this machine, newest first:"))
    for drill in kept.drills:
        rows.append((None, f"{at(drill.at.astimezone(zone))}  {drill.kind} to {drill.to}: {WORDS[drill.result]}"))
        rows += [("who", f"{drill.who} ({drill.os_user})")]
        rows += [("measured", "; ".join(measured(drill.scorecard)))] if any(measured(drill.scorecard)) else []
        rows += [("note", note) for note in drill.notes]
    rows += [("unreadable", str(path)) for path in kept.unreadable]
    return table(rows, width)


def _practice(center: str, practice: Practice | CloudError, now: dt.datetime, zone: dt.tzinfo) -> Iterator[Row]:
    if isinstance(practice, CloudError):
        yield None, f"center {center}: nobody can tell when it was practiced: {said(practice)}"
        return
    yield None, f"center {center}: {practice_words(practice, now)}"
    if not practice.overdue(now):
        yield "due", at(practice.due.astimezone(zone))


def practice_words(practice: Practice, now: dt.datetime) -> str:
    """`OVERDUE: practiced 200 days ago (real drill); every 180 days it shall be`."""
    return f"{'OVERDUE: ' if practice.overdue(now) else ''}{practice.words(now)}"


def practice_json(practice: Practice | CloudError, now: dt.datetime) -> dict[str, Any]:
    if isinstance(practice, CloudError):
        return {"unread": said(practice)}
    last = practice.last
    return {
        "last": {"at": last.at.isoformat(), "kind": last.kind.value, "to": last.to} if last else None,
        "days": practice.days,
        "due": practice.due.isoformat(),
        "overdue": practice.overdue(now),
    }


def history_json(kept: Kept, practices: Mapping[str, Practice | CloudError], now: dt.datetime) -> str:
    told = {
        "centers": practices_json(practices, now),
        "drills": [_json(drill) for drill in kept.drills],
        "unreadable": [str(path) for path in kept.unreadable],
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def practices_text(practices: Mapping[str, Practice | CloudError], now: dt.datetime, width: int) -> str:
    """For `failover status`."""
    rows: list[Row] = []
    for center, practice in practices.items():
        words = (
            f"nobody can tell: {said(practice)}" if isinstance(practice, CloudError) else practice_words(practice, now)
        )
        rows.append(("drill", f"{center}: {words}" if len(practices) > 1 else words))
    return table(rows, width)


def practices_json(practices: Mapping[str, Practice | CloudError], now: dt.datetime) -> dict[str, Any]:
    return {center: practice_json(practice, now) for center, practice in practices.items()}
